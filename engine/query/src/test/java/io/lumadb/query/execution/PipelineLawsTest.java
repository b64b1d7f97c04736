package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.language.Names;
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

    @Property(tries = 800, shrinking = ShrinkingMode.OFF)
    void givesWhatTheStagesGiveOneAfterTheOther(@ForAll long seed) {
        Random random = new Random(seed);
        RandomPipelines pipelines = new RandomPipelines(random);
        Map<String, List<Value.Obj>> collections = new LinkedHashMap<>();
        Bench bench = new Bench(1 + random.nextInt(3), 64 * 1024 * 1024);
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
        List<Value.Obj> stages = pipelines.stages(6, true);
        String text = Json.relaxed(RandomPipelines.object(
                "aggregate", Value.of("left"), "pipeline", new Value.Array(List.copyOf(stages))));

        Statement statement = JQL.parse(text, Names.NONE);
        String printed = JQL.print(statement);
        assertThat(JQL.parse(printed, Names.NONE))
                .as("seed %d: %s as %s", seed, text, printed)
                .isEqualTo(statement);

        NaivePipelines.State expected = new NaivePipelines(collections).run("left", stages);
        Assume.that(expected.certain());
        assertThat(keys(bench.jql(text), expected.ordered()))
                .as("seed %d: %s over %s", seed, text, collections)
                .isEqualTo(keys(expected.documents(), expected.ordered()));
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
