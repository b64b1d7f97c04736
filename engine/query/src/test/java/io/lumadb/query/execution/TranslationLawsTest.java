package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import io.lumadb.query.language.Translator.Translated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** On documents of every kind of value a translation gives the same rows, or it says why not, or there is none. */
class TranslationLawsTest {

    private static final Translator TRANSLATOR = new Translator(Languages.standard());

    private static final List<String> FAILED = List.of("failed");

    private static final Pattern MAKES_ARRAYS = Pattern.compile("SPLIT|[(, ]\\[(?!0])|split|concatArrays");

    /** Random documents, a text over them and its translation. */
    private static final class Trial {
        /** Whether a value may be an array or NaN. */
        private final boolean arrays;

        private final List<String> documents;
        private final Language from;
        private final Language to;
        private final String text;
        private final Optional<Translated> translated;

        Trial(long seed, Language from, Language to) {
            Random random = new Random(seed);
            this.from = from;
            this.to = to;
            boolean stored = random.nextBoolean();
            RandomTranslations texts = new RandomTranslations(random, stored);
            documents = texts.documents();
            text = from == Language.LQL ? texts.lql() : new RandomCommands(random).jql();
            arrays = stored || MAKES_ARRAYS.matcher(text).find();
            translated = translate(from, to, text);
        }

        /**
         * Whether the notes say why rows may differ. What they say of arrays and NaN is no reason where there are none, and what
         * they say of failures none where nothing fails.
         */
        boolean mayDiffer() {
            boolean jqlFails = (from == Language.JQL ? expected() : given()).equals(FAILED);
            boolean lqlFails = (from == Language.LQL ? expected() : given()).equals(FAILED);
            return translated.orElseThrow().notes().stream()
                    .filter(note ->
                            arrays || note.contains(" no array") || !note.contains(" array") && !note.contains("NaN"))
                    .filter(note -> jqlFails || !note.contains("fails there"))
                    .anyMatch(note -> lqlFails || !note.contains("does not fit int64"));
        }

        List<String> expected() {
            return rows(documents, from, text);
        }

        List<String> given() {
            return rows(documents, to, translated.orElseThrow().text());
        }

        String described(long seed) {
            return "seed %d: %s as %s, over %s"
                    .formatted(seed, text, translated.map(Translated::text).orElse("nothing"), documents);
        }
    }

    @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
    void lqlGivesTheSameRowsInJqlOrSaysWhyNot(@ForAll long seed) {
        Trial trial = new Trial(seed, Language.LQL, Language.JQL);
        if (trial.translated.isEmpty()) {
            return;
        }

        if (!trial.mayDiffer()) {
            assertThat(trial.given()).as(trial.described(seed)).isEqualTo(trial.expected());
        }
        String jql = trial.translated.get().text();
        String back = translate(Language.JQL, Language.LQL, jql).orElseThrow().text();
        assertThat(rows(trial.documents, Language.LQL, back))
                .as("seed %d: %s by way of %s as %s, over %s", seed, trial.text, jql, back, trial.documents)
                .isEqualTo(trial.expected());
    }

    @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
    void jqlGivesTheSameRowsInLqlOrSaysWhyNot(@ForAll long seed) {
        Trial trial = new Trial(seed, Language.JQL, Language.LQL);

        if (trial.translated.isPresent() && !trial.mayDiffer()) {
            assertThat(trial.given()).as(trial.described(seed)).isEqualTo(trial.expected());
        }
    }

    /** Without this the laws would hold for translations that are refused or excused every time. */
    @Test
    void manyStatementsOfLqlAreTranslatedWithoutANote() {
        int exact = 0;
        int expectedRows = 0;
        for (long seed = 0; seed < 400; seed++) {
            Trial trial = new Trial(seed, Language.LQL, Language.JQL);
            if (trial.translated.isPresent() && !trial.mayDiffer()) {
                exact++;
                expectedRows += trial.expected().equals(FAILED) ? 0 : 1;
            }
        }

        assertThat(exact).isGreaterThan(140);
        assertThat(expectedRows).isGreaterThan(130);
    }

    private static Optional<Translated> translate(Language from, Language to, String text) {
        try {
            return Optional.of(TRANSLATOR.translate(from, to, text, Names.NONE));
        } catch (QueryError withoutWords) {
            assertThat(withoutWords).as(text).hasMessageContaining("has no words for");
            return Optional.empty();
        }
    }

    /** The rows, or the collection after a change, in any order. */
    private static List<String> rows(List<String> documents, Language language, String text) {
        Bench bench = new Bench(2, 64 * 1024 * 1024).with("c", documents.toArray(String[]::new));
        try {
            List<Value.Obj> rows = bench.ask(language, text, Map.of());
            boolean changes = bench.summary.affected().isPresent();
            return (changes ? bench.lql("SELECT * FROM c") : rows)
                    .stream().map(TranslationLawsTest::shown).sorted().toList();
        } catch (LumaException failed) {
            return FAILED;
        }
    }

    /** NULL and missing are the same to LQL. */
    private static String shown(Value.Obj row) {
        Map<String, Value> fields = new TreeMap<>(row.fields());
        fields.values().removeIf(Value::isNull);
        return Json.relaxed(plain(new Value.Obj(fields)));
    }

    /** How many zeros a decimal ends with is no part of its value. */
    private static Value plain(Value value) {
        return switch (value) {
            case Value.Obj object -> {
                Map<String, Value> fields = new TreeMap<>();
                object.fields().forEach((name, field) -> fields.put(name, plain(field)));
                yield new Value.Obj(fields);
            }
            case Value.Array(List<Value> elements) ->
                new Value.Array(
                        elements.stream().map(TranslationLawsTest::plain).toList());
            case Value.Decimal decimal
            when decimal.value().isFinite() ->
                Value.of(decimal.value().bigDecimalValue().stripTrailingZeros());
            default -> value;
        };
    }
}
