package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.language.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** An index may give rows their order; the rows are those that sorting gives, in the same order. */
class IndexOrderLawsTest {

    private static final int MOST_DOCUMENTS = 400;

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void ordersByAnIndexAsBySorting(@ForAll long seed) {
        Random random = new Random(seed);
        List<Mutation> documents = documents(random);
        Bench sorting = bench(random, documents);
        Bench ordered = bench(random, documents);
        String first = direction(random);
        String second = direction(random);
        ordered.lql("CREATE INDEX i ON t (a" + first + ", b" + second + ")");
        // Of a large collection the index is worth reading, as far as the planner knows.
        ordered.database.claim("t", 1_000_000);

        String query = "SELECT _id, a, b FROM t" + where(random) + " ORDER BY " + keys(random) + " LIMIT "
                + (1 + random.nextInt(MOST_DOCUMENTS)) + (random.nextBoolean() ? " OFFSET " + random.nextInt(9) : "");
        assertThat(ordered.engine.explain(Language.LQL, query).text())
                .as("seed %s: %s", seed, query)
                .contains("index's order");
        assertThat(ordered.lql(query)).as("seed %s: %s", seed, query).isEqualTo(sorting.lql(query));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void joinsSideBySideInTheOrderOfIndexesAsByAHashTable(@ForAll long seed) {
        Random random = new Random(seed);
        List<Mutation> left = documents(random);
        List<Mutation> right = documents(random);
        Bench hashing = bench(random, left);
        Bench merging = bench(random, left);
        for (Bench bench : List.of(hashing, merging)) {
            bench.database.createCollection("u", Optional.empty(), false);
            bench.database.apply("u", right);
        }
        merging.lql("CREATE INDEX i ON t (a" + direction(random) + ")");
        merging.lql("CREATE INDEX i ON u (a" + direction(random) + ", c)");
        // Of few rows it would look the partners up.
        merging.database.claim("t", 100_000);
        merging.database.claim("u", 100_000);
        boolean keepsLeft = random.nextBoolean();
        String query = "SELECT l._id AS x, r._id AS y FROM t l " + (keepsLeft ? "LEFT " : "")
                + "JOIN u r ON l.a = r.a AND r.a <= 4" + (random.nextBoolean() ? " AND l.c < r.c" : "")
                + " WHERE l.a >= 1 ORDER BY x, y";

        assertThat(merging.engine.explain(Language.LQL, query).text())
                .as("seed %s: %s", seed, query)
                .contains("side by side in the order of");
        assertThat(merging.lql(query)).as("seed %s: %s", seed, query).isEqualTo(hashing.lql(query));
    }

    private static String where(Random random) {
        return switch (random.nextInt(8)) {
            case 6 -> " WHERE a IN (3, 1, 'b', TRUE)";
            case 7 -> " WHERE (a = 4 OR a = 2) AND b < 3";
            case 0 -> " WHERE a > 2";
            case 1 -> " WHERE a BETWEEN 1 AND 4";
            case 2 -> " WHERE b = 2 OR b IS NULL";
            case 3 -> " WHERE a >= 'b'";
            case 4 -> " WHERE c < 5";
            default -> "";
        };
    }

    private static String keys(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "a" + direction(random);
            case 1 -> "a" + direction(random) + ", c" + direction(random);
            default -> "a" + direction(random) + ", b" + direction(random);
        };
    }

    private static String direction(Random random) {
        return random.nextBoolean() ? " DESC" : "";
    }

    private static Bench bench(Random random, List<Mutation> documents) {
        Bench bench = new Bench(1 + random.nextInt(3), 64 * 1024 * 1024);
        bench.database.createCollection("t", Optional.empty(), false);
        bench.database.apply("t", documents);
        return bench;
    }

    private static List<Mutation> documents(Random random) {
        List<Mutation> documents = new ArrayList<>();
        int count = random.nextInt(MOST_DOCUMENTS);
        for (int i = 0; i < count; i++) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("_id", Value.of(i));
            value(random, 0).ifPresent(value -> fields.put("a", value));
            value(random, 0).ifPresent(value -> fields.put("b", value));
            fields.put("c", Value.of(random.nextInt(10)));
            documents.add(new Mutation.Insert(Document.of(new Value.Obj(fields))));
        }
        return documents;
    }

    /** Of every kind, few different ones; none for a missing field. */
    private static Optional<Value> value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 12 : 9)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Value.NULL);
            case 2 -> Optional.of(Value.of(random.nextBoolean()));
            case 3 -> Optional.of(new Value.Timestamp(random.nextInt(3)));
            case 4 -> Optional.of(Value.of(random.nextInt(5) / 2.0));
            case 5 -> Optional.of(Value.of(String.valueOf((char) ('a' + random.nextInt(4)))));
            case 6 -> Optional.of(new Value.Obj(Map.of("k", Value.of(random.nextInt(3)))));
            case 9, 10 -> Optional.of(array(random));
            default -> Optional.of(Value.of(random.nextInt(6)));
        };
    }

    private static Value array(Random random) {
        List<Value> elements = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            elements.add(value(random, 1).orElse(Value.NULL));
        }
        return new Value.Array(elements);
    }
}
