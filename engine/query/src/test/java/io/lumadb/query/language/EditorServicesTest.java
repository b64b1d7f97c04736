package io.lumadb.query.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.query.editor.Completer;
import io.lumadb.query.editor.Completion;
import io.lumadb.query.editor.Signatures;
import io.lumadb.query.language.TextToken.Kind;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Suggestions, highlighting, completion and parameters. */
class EditorServicesTest {

    private static final Names SHOP = new Names() {
        @Override
        public List<String> collections() {
            return List.of("products", "orders");
        }

        @Override
        public List<String> fields(String collection) {
            return collection.equals("products") ? List.of("name", "price") : List.of("status");
        }
    };

    private final Completer completer = new Completer(Signatures.named(List.of("UPPER", "LOWER")));

    @Test
    void suggestsTheNearestWordWithinAThirdOfItsLetters() {
        assertThat(Suggestions.nearest("SELCT", List.of("SET", "SELECT"))).contains("SELECT");
        assertThat(Suggestions.nearest("form", List.of("FROM", "FORMAT"))).contains("FROM");
        assertThat(Suggestions.nearest("banana", List.of("SELECT", "FROM"))).isEmpty();
    }

    @Test
    void highlightsEachLanguage() {
        assertThat(kinds(Language.LQL, "SELECT a FROM \"b\" WHERE c > 1.5 -- x"))
                .containsExactly(
                        Kind.KEYWORD,
                        Kind.IDENTIFIER,
                        Kind.KEYWORD,
                        Kind.IDENTIFIER,
                        Kind.KEYWORD,
                        Kind.IDENTIFIER,
                        Kind.OPERATOR,
                        Kind.NUMBER,
                        Kind.COMMENT);
        assertThat(kinds(Language.NQL, "find lamps where `size` is \"big\" or 5"))
                .containsExactly(
                        Kind.KEYWORD,
                        Kind.IDENTIFIER,
                        Kind.KEYWORD,
                        Kind.IDENTIFIER,
                        Kind.KEYWORD,
                        Kind.STRING,
                        Kind.KEYWORD,
                        Kind.NUMBER);
        assertThat(kinds(Language.JQL, "{\"find\": \"c\", \"x\": {\"$gt\": -1}}"))
                .contains(Kind.IDENTIFIER, Kind.STRING, Kind.KEYWORD, Kind.NUMBER, Kind.OPERATOR);
    }

    @Test
    void marksWhatIsNotClosed() {
        assertThat(kinds(Language.LQL, "SELECT 'open")).containsExactly(Kind.KEYWORD, Kind.ERROR);
        assertThat(kinds(Language.JQL, "{\"find")).containsExactly(Kind.OPERATOR, Kind.ERROR);
        assertThat(kinds(Language.NQL, "find \"open")).containsExactly(Kind.KEYWORD, Kind.ERROR);
    }

    private static List<Kind> kinds(Language language, String text) {
        return Highlighter.highlight(language, text).stream()
                .map(TextToken::kind)
                .toList();
    }

    @Property(tries = 300)
    void highlightsAnythingWithoutGapsOrOverlaps(@ForAll Language language, @ForAll String text) {
        int end = 0;
        for (TextToken token : Highlighter.highlight(language, text)) {
            assertThat(token.offset()).isGreaterThanOrEqualTo(end);
            end = token.offset() + token.length();
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
    }

    @Property(tries = 300)
    void anyTextIsReadOrRefusedWithAQueryError(@ForAll Language language, @ForAll String text) {
        try {
            assertThat(Languages.standard().of(language).parse(text, SHOP)).isNotNull();
        } catch (QueryError refused) {
            assertThat(refused.detail()).isNotBlank();
        }
    }

    @Property(tries = 300)
    void completesAnywhereInAnyText(@ForAll Language language, @ForAll String text, @ForAll int offset) {
        assertThat(completer.complete(language, text, offset, SHOP))
                .allSatisfy(completion -> assertThat(completion.from()).isBetween(0, text.length()));
    }

    @Test
    void completesCollectionsFieldsAndKeywords() {
        assertThat(texts(Language.LQL, "SELECT * FROM pro|")).containsExactly("products");
        assertThat(texts(Language.LQL, "SELECT pr| FROM products")).containsExactly("price");
        assertThat(texts(Language.LQL, "SEL|")).containsExactly("SELECT");
        assertThat(texts(Language.LQL, "SELECT UP| FROM products")).containsExactly("UPPER");
        assertThat(texts(Language.NQL, "find pro|")).containsExactly("products");
        assertThat(texts(Language.NQL, "find products where pr|")).containsExactly("price");
        assertThat(texts(Language.NQL, "fi|")).containsExactly("find");
        assertThat(texts(Language.JQL, "{\"fi|")).containsExactly("find", "findAndModify");
        assertThat(texts(Language.JQL, "{\"find\": \"|")).containsExactly("products", "orders");
        assertThat(texts(Language.JQL, "{\"find\": \"products\", \"fil|")).containsExactly("filter");
        assertThat(texts(Language.JQL, "{\"find\": \"products\", \"filter\": {\"price\": {\"$gt|"))
                .containsExactly("$gt", "$gte");
    }

    private List<String> texts(Language language, String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return completer.complete(language, textWithCaret.replace("|", ""), caret, SHOP).stream()
                .map(Completion::text)
                .toList();
    }

    @Test
    void bindsParametersByNameAndPosition() {
        QueryLanguage lql = Languages.standard().of(Language.LQL);
        Statement statement = lql.parse("SELECT a FROM c WHERE b = ? AND d IN (:x, [?]) LIMIT :n", Names.NONE);

        Statement bound = Parameters.bind(
                statement, Map.of("1", Value.of(5), "2", Value.TRUE, "x", Value.of("y"), "n", Value.of(3)));

        assertThat(lql.print(bound)).isEqualTo("SELECT a FROM c WHERE b = 5 AND d IN ('y', [TRUE]) LIMIT 3");
    }

    @Test
    void namesAParameterWithoutAValueOrOneThatDoesNotFit() {
        QueryLanguage lql = Languages.standard().of(Language.LQL);
        Statement statement = lql.parse("SELECT a FROM c WHERE b = :price LIMIT :n", Names.NONE);

        assertThatThrownBy(() -> Parameters.bind(statement, Map.of("n", Value.of(1))))
                .hasMessage("the parameter :price has no value");
        assertThatThrownBy(() -> Parameters.bind(statement, Map.of("n", Value.of(-1), "price", Value.of(1))))
                .hasMessageContaining("LIMIT is a whole number from 0");
    }
}
