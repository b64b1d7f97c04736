package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Formatter;
import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every service answers about every text: finished, half written or nonsense. */
class HalfWrittenTextTest {

    private final Names shop = new Shop();
    private final Signatures signatures = Signatures.standard();
    private final Completer completer = new Completer(signatures);
    private final SignatureHelp help = new SignatureHelp(signatures);
    private final Diagnostics diagnostics = new Diagnostics(Languages.standard());

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyPrefixOfAStatementIsAnswered(Language language) throws IOException {
        for (String statement : statements(language)) {
            for (int end = 0; end <= statement.length(); end++) {
                answersAll(language, statement.substring(0, end), end);
                // The same place, with what has been written behind it.
                answersAt(language, statement, end);
            }
        }
    }

    @Property(tries = 300)
    void anyTextIsAnsweredAnywhere(@ForAll Language language, @ForAll String text, @ForAll int offset) {
        answersAll(language, text, offset);
    }

    private void answersAll(Language language, String text, int offset) {
        answersAt(language, text, offset);
        int end = 0;
        for (TextToken token : Highlighter.highlight(language, text)) {
            assertThat(token.offset()).isGreaterThanOrEqualTo(end);
            end = token.offset() + token.length();
        }
        assertThat(diagnostics.of(language, text, shop))
                .allSatisfy(problem -> assertThat(problem.detail()).isNotBlank());
        try {
            assertThat(Formatter.format(language, text)).isNotNull();
        } catch (QueryError refused) {
            assertThat(refused.detail()).isNotBlank();
        }
    }

    private void answersAt(Language language, String text, int offset) {
        int caret = Math.clamp(offset, 0, text.length());
        assertThat(completer.complete(language, text, offset, shop))
                .allSatisfy(found -> assertThat(found.from()).isBetween(0, caret));
        assertThat(help.at(language, text, offset))
                .satisfies(hint ->
                        assertThat(hint.map(SignatureHint::from).orElse(0)).isBetween(0, caret));
    }

    /** The corpus that fuzzing starts from. */
    private static List<String> statements(Language language) throws IOException {
        String name = language.name().charAt(0) + language.name().substring(1).toLowerCase(Locale.ROOT);
        List<String> statements = new ArrayList<>();
        for (int i = 0; ; i++) {
            String resource = "/io/lumadb/query/fuzz/" + name + "FuzzInputs/isReadOrRefused/seed-" + i;
            try (InputStream in = HalfWrittenTextTest.class.getResourceAsStream(resource)) {
                if (in == null) {
                    assertThat(statements).hasSizeGreaterThan(9);
                    return statements;
                }
                statements.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
