package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Formatter;
import io.lumadb.query.language.Highlighter;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On 2,000 lines each service answers while nobody waits. {@code EditorFigures} in engine/bench measures it; this only sees that
 * the order of magnitude is right, in processor time of a cold machine.
 */
class EditorSpeedTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final Shop shop = new Shop();
    private final Signatures signatures = Signatures.standard();
    private final Completer completer = new Completer(signatures);
    private final SignatureHelp help = new SignatureHelp(signatures);
    private final Diagnostics diagnostics = new Diagnostics(Languages.standard());

    @ParameterizedTest
    @EnumSource(Language.class)
    void answersAboutTwoThousandLines(Language language) {
        long seed = 7;
        Random random = new Random(seed);
        String script = Scripts.of(language, 2_000, random);
        int caret = script.length() - 40;

        inTime("completion", () -> completer.complete(language, script, caret, shop));
        inTime("signature", () -> help.at(language, script, caret));
        inTime("tokens", () -> Highlighter.highlight(language, script));
        inTime("diagnostics", () -> diagnostics.of(language, script, shop));
        inTime("format", () -> Formatter.format(language, script));
    }

    @Test
    void completesAtTheEndOfOneStatementOfTwoThousandLines() {
        String script = Scripts.insert(2_000, new Random(7)) + " RETURNING sta";

        inTime(
                "completion",
                () -> assertThat(completer.complete(Language.LQL, script, script.length(), shop))
                        .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a, ", "(1), ", "SELECT ", "COUNT(", "[", "NOT ", "a.", "(SELECT * FROM "})
    void answersAboutHundredThousandsOfTheSame(String repeated) {
        String script = "SELECT " + repeated.repeat(400_000 / repeated.length());

        inTime("completion", () -> completer.complete(Language.LQL, script, script.length(), shop));
        inTime("signature", () -> help.at(Language.LQL, script, script.length()));
    }

    private static void inTime(String what, Runnable service) {
        service.run();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        service.run();
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);

        assertThat(taken).as(what).isLessThan(LIMIT);
    }
}
