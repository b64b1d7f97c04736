package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.statement.Statement.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * On random data, random queries of several sources give the rows that trying every pair of rows gives, whatever the
 * planner makes of them.
 */
class RelationalLawsTest {

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void givesTheRowsThatTryingEveryPairGives(@ForAll long seed) {
        Random random = new Random(seed);
        RandomRelations relations = new RandomRelations(random);
        Map<String, List<Value.Obj>> collections = new LinkedHashMap<>();
        Bench bench = new Bench(1 + random.nextInt(3), 64 * 1024 * 1024);
        for (String name : RandomRelations.COLLECTIONS) {
            List<Value.Obj> documents = relations.documents();
            collections.put(name, documents);
            bench.database.createCollection(name, Optional.empty(), false);
            if (random.nextBoolean()) {
                index(bench, name);
            }
            if (random.nextBoolean()) {
                bench.database.claim(name, random.nextLong(100_000));
            }
            bench.database.apply(
                    name,
                    documents.stream()
                            .<Mutation>map(document -> new Mutation.Insert(Document.of(document)))
                            .toList());
        }
        Query query = relations.query();

        List<String> rows = keys(bench.run(query), bench.summary.columns());

        List<String> expected = new NaiveQueries(collections)
                .run(query).stream().map(NaiveQueries::key).sorted().toList();
        assertThat(rows).as("seed %d: %s over %s", seed, query, collections).isEqualTo(expected);
    }

    /** Fields that are missing count as null. */
    private static List<String> keys(List<Value.Obj> rows, List<String> columns) {
        return rows.stream()
                .map(row -> {
                    Map<String, Value> fields = new LinkedHashMap<>();
                    columns.forEach(column -> fields.put(column, row.get(column)));
                    return NaiveQueries.key(new Value.Obj(fields));
                })
                .sorted()
                .toList();
    }

    private static void index(Bench bench, String collection) {
        bench.database.createIndex(
                collection,
                new IndexDefinition(
                        1,
                        "by_a",
                        List.of(new IndexDefinition.IndexField(FieldPath.of("a"), false)),
                        IndexDefinition.Kind.BTREE,
                        false,
                        Map.of()));
    }
}
