package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.language.Language;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call around the caret, {@code |}. */
class SignatureHelpTest {

    /** What has words between its arguments. */
    private static final List<String> OF_THE_GRAMMAR = List.of("EXTRACT");

    private final Signatures signatures = Signatures.standard();
    private final SignatureHelp help = new SignatureHelp(signatures);

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SELECT ROUND(|                      ~ ROUND     ~ 0
            SELECT ROUND(a + (b * 2|), 3)       ~ ROUND     ~ 0
            SELECT ROUND(a, |                   ~ ROUND     ~ 1
            SELECT ROUND(a, 1, |                ~ ROUND     ~ -1
            SELECT UPPER(SUBSTRING(a, [1, 2][0], | ~ SUBSTRING ~ 2
            SELECT COALESCE(a, b, c, d, |       ~ COALESCE  ~ 1
            SELECT count(|                      ~ COUNT     ~ 0
            SELECT CAST(a AS |                  ~ CAST      ~ 0
            SELECT LAG(a, 1, | ) OVER (ORDER BY a) ~ LAG    ~ 2
            SELECT 1; SELECT ABS('x)', |        ~ ABS       ~ -1
            """)
    void namesTheFunctionAndTheParameter(String text, String function, int active) {
        assertThat(hint(Language.LQL, text)).hasValueSatisfying(found -> {
            assertThat(found.signature().name()).isEqualTo(function);
            assertThat(found.active()).isEqualTo(active);
            assertThat(text.substring(found.from())).startsWithIgnoringCase(function);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            SELECT ROUND(1)|
            SELECT (a|
            SELECT ABS((SELECT 1 + |
            INSERT INTO c (a, |
            SELECT a IN (1, |
            """)
    void saysNothingOutsideCalls(String text) {
        assertThat(hint(Language.LQL, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            {"find": "c", "projection": {"x": {"$round": ["$a", |            ~ $round   ~ 1
            {"find": "c", "projection": {"x": {"$dateAdd": {"startDate": 1, "amount": | ~ $dateAdd ~ 1
            {"aggregate": "c", "pipeline": [{"$lookup": {"from": "d", "localField": "| ~ $lookup ~ 1
            {"aggregate": "c", "pipeline": [{"$vectorSearch": {"path": "v", "limit": | ~ $vectorSearch ~ 2
            {"find": "c", "projection": {"x": {"$toUpper": "|                ~ $toUpper ~ 0
            """)
    void namesTheOperatorAndItsArgument(String text, String operator, int active) {
        assertThat(hint(Language.JQL, text)).hasValueSatisfying(found -> {
            assertThat(found.signature().name()).isEqualTo(operator);
            assertThat(found.active()).isEqualTo(active);
        });
    }

    @Test
    void everyFunctionHasASignatureThatTakesAsManyArgumentsAsItDoes() {
        FunctionTable.all().forEach(function -> {
            Signature signature = signatures.find(function.name()).orElseThrow();
            boolean open = signature.parameters().contains("…");
            assertThat(open).as(function.name()).isEqualTo(function.most() == Integer.MAX_VALUE);
            if (!open && !OF_THE_GRAMMAR.contains(function.name())) {
                assertThat(signature.parameters()).as(function.name()).hasSize(function.most());
            }
        });
    }

    @Test
    void readsTheNotationOfTheFunctionTable() {
        assertThat(Signature.of("SUBSTRING", "text, start[, length]", "").parameters())
                .containsExactly("text", "start", "[length]");
        assertThat(Signature.of("COALESCE", "value, …", "").parameters()).containsExactly("value", "…");
        assertThat(Signature.of("LAG", "value[, offset, otherwise]", "").label())
                .isEqualTo("LAG(value, [offset], [otherwise])");
        assertThat(Signature.of("PI", "", "").parameters()).isEmpty();
    }

    private Optional<SignatureHint> hint(Language language, String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return help.at(language, textWithCaret.replace("|", ""), caret);
    }
}
