package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import io.lumadb.query.statement.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** On random documents, random pipelines give what their stages give one after the other, also as they are printed. */
class PipelineLawsTest {

    private static final JqlLanguage JQL = new JqlLanguage();
    private static final Translator TRANSLATOR = new Translator(Languages.standard());

    /** Random documents and a random pipeline over them. */
    private static final class Trial {
        private final Bench bench;
        private final Map<String, List<Value.Obj>> collections = new LinkedHashMap<>();
        private final List<Value.Obj> stages;
        private final String text;

        Trial(long seed) {
            Random random = new Random(seed);
            RandomPipelines pipelines = new RandomPipelines(random);
            bench = new Bench(1 + random.nextInt(3), 64 * 1024 * 1024);
            for (String name : RandomPipelines.COLLECTIONS) {
                List<Value.Obj> documents = pipelines.documents();
                collections.put(name, documents);
                bench.database.createCollection(name, Optional.empty(), false);
                bench.database.apply(
                        name,
                        documents.stream()
                                .<Mutation>map(document -> new Mutation.Insert(Document.of(document)))
                                .toList());
            }
            stages = pipelines.stages(6, true);
            text = Json.relaxed(RandomPipelines.object(
                    "aggregate", Value.of("left"), "pipeline", new Value.Array(List.copyOf(stages))));
        }

        NaivePipelines.State expected() {
            NaivePipelines.State expected = new NaivePipelines(collections).run("left", stages);
            Assume.that(expected.certain());
            return expected;
        }
    }

    @Property(tries = 800, shrinking = ShrinkingMode.OFF)
    void givesWhatTheStagesGiveOneAfterTheOther(@ForAll long seed) {
        Trial trial = new Trial(seed);

        Statement statement = JQL.parse(trial.text, Names.NONE);
        String printed = JQL.print(statement);
        assertThat(JQL.parse(printed, Names.NONE))
                .as("seed %d: %s as %s", seed, trial.text, printed)
                .isEqualTo(statement);

        NaivePipelines.State expected = trial.expected();
        assertThat(keys(trial.bench.jql(trial.text), expected.ordered()))
                .as("seed %d: %s over %s", seed, trial.text, trial.collections)
                .isEqualTo(keys(expected.documents(), expected.ordered()));
    }

    /** By way of LQL, where it has words for all stages: the same documents as a pipeline, the same rows as LQL. */
    @Property(tries = 800, shrinking = ShrinkingMode.OFF)
    void givesTheSameAfterATranslationThereAndBack(@ForAll long seed) {
        Trial trial = new Trial(seed);
        Optional<String> lql = translated(Language.JQL, Language.LQL, trial.text);
        Assume.that(lql.isPresent());
        NaivePipelines.State expected = trial.expected();

        String jql = translated(Language.LQL, Language.JQL, lql.get()).orElseThrow();
        String back = translated(Language.JQL, Language.LQL, jql).orElseThrow();

        assertThat(keys(trial.bench.jql(jql), expected.ordered()))
                .as("seed %d: %s by way of %s as %s", seed, trial.text, lql.get(), jql)
                .isEqualTo(keys(expected.documents(), expected.ordered()));
        rows(trial.bench, lql.get())
                .ifPresent(rows -> assertThat(rows(trial.bench, back))
                        .as("seed %d: %s by way of %s as %s", seed, lql.get(), jql, back)
                        .contains(rows));
    }

    /** None where LQL knows that there is no such field, which to MongoDB is missing. */
    private static Optional<List<String>> rows(Bench bench, String lql) {
        try {
            return Optional.of(keys(bench.lql(lql), false));
        } catch (QueryError unknownField) {
            return Optional.empty();
        }
    }

    private static Optional<String> translated(Language from, Language to, String text) {
        try {
            return Optional.of(TRANSLATOR.translate(from, to, text, Names.NONE).text());
        } catch (QueryError withoutWords) {
            return Optional.empty();
        }
    }

    private static List<String> keys(List<Value.Obj> rows, boolean ordered) {
        List<String> keys =
                rows.stream().map(row -> Json.relaxed(unordered(row))).toList();
        return ordered ? keys : keys.stream().sorted().toList();
    }

    /** The same value, where neither the order of fields nor that of documents in an array matters. */
    private static Value unordered(Value value) {
        return switch (value) {
            case Value.Obj object -> {
                Map<String, Value> sorted = new TreeMap<>();
                object.fields().forEach((name, field) -> sorted.put(name, unordered(field)));
                yield new Value.Obj(sorted);
            }
            case Value.Array(List<Value> elements) -> {
                List<Value> inner =
                        elements.stream().map(PipelineLawsTest::unordered).toList();
                boolean documents = inner.stream().anyMatch(Value.Obj.class::isInstance);
                yield new Value.Array(
                        documents
                                ? inner.stream()
                                        .sorted((one, other) ->
                                                Json.relaxed(one).compareTo(Json.relaxed(other)))
                                        .toList()
                                : inner);
            }
            default -> value;
        };
    }
}
