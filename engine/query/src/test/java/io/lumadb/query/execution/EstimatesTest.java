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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What EXPLAIN expects against what a query gives, on skewed data: cities by Zipf's law, amounts that are a power of a
 * uniform number, a nullable and a rare field, and a field of two kinds.
 */
class EstimatesTest {

    private static final int DOCUMENTS = 20_000;
    private static final int MAKERS = 1_500;
    private static final long SEED = 20260304;
    /** For rare values neither side says much. */
    private static final int SOME = 20;

    private static final Bench BENCH = new Bench(3, 256 * 1024 * 1024);

    @BeforeAll
    static void fill() {
        Random random = new Random(SEED);
        BENCH.database.createCollection("orders", Optional.empty(), false);
        BENCH.database.createCollection("makers", Optional.empty(), false);
        List<Mutation> orders = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            orders.add(new Mutation.Insert(Document.of(new Value.Obj(order(i, random)))));
        }
        BENCH.database.apply("orders", orders);
        List<Mutation> makers = new ArrayList<>();
        for (int i = 0; i < MAKERS; i++) {
            makers.add(new Mutation.Insert(Document.of(new Value.Obj(Map.of(
                    "_id", Value.of("m" + i), "code", Value.of(i), "land", Value.of("land" + zipf(random, 20)))))));
        }
        BENCH.database.apply("makers", makers);
        BENCH.database.gather("orders");
        BENCH.database.gather("makers");
    }

    private static Map<String, Value> order(int id, Random random) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(id));
        fields.put("city", Value.of("city" + zipf(random, 5_000)));
        fields.put("amount", Value.of((long) (10_000 * Math.pow(random.nextDouble(), 3))));
        fields.put("maker", Value.of(random.nextInt(MAKERS)));
        fields.put("status", Value.of(random.nextInt(10) < 6 ? "paid" : random.nextInt(4) == 0 ? "lost" : "open"));
        if (random.nextInt(4) > 0) {
            fields.put("note", random.nextInt(10) == 0 ? Value.NULL : Value.of("n" + random.nextInt(1_000)));
        }
        fields.put("mixed", random.nextBoolean() ? Value.of(random.nextInt(100)) : Value.of("t" + random.nextInt(9)));
        fields.put("at", new Value.Obj(Map.of("day", new Value.Timestamp(86_400_000L * random.nextInt(365)))));
        return fields;
    }

    private static int zipf(Random random, int values) {
        return (int) Math.min(values - 1, Math.pow(values, random.nextDouble()) - 1);
    }

    private static long expected(String query) {
        return BENCH.engine.explain(Language.LQL, query).tree().estimatedRows().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "city = 'city0' | 1.3",
                "city = 'city3' | 1.5",
                "city = 'city900' | 3",
                "city = 'nowhere' | 1.5",
                "city <> 'city0' | 1.1",
                "city IN ('city0', 'city1', 'city2') | 1.3",
                "city NOT IN ('city0', 'city1', 'city2') | 1.2",
                "city LIKE 'city1%' | 1.6",
                "city STARTS WITH 'city2' | 1.6",
                "city LIKE 'city1' | 1.5",
                "amount < 10 | 1.5",
                "amount < 100 | 1.2",
                "amount >= 5000 | 1.2",
                "amount BETWEEN 1000 AND 2000 | 1.2",
                "amount > 1000 AND amount <= 2000 | 1.2",
                "3000 > amount | 1.2",
                "amount < 0 - 5 | 1.2",
                "status = 'lost' | 1.2",
                "status = 'paid' AND amount < 100 | 1.3",
                "status = 'paid' OR status = 'lost' | 1.3",
                "note IS NULL | 1.1",
                "note IS MISSING | 1.1",
                "note IS NOT NULL | 1.1",
                "note = 'n7' | 2",
                "note <> 'n7' | 1.1",
                "mixed < 50 | 1.1",
                "mixed >= 't5' | 1.2",
                "at.day >= TIMESTAMP '1970-07-01T00:00:00Z' | 1.2",
                "_id < 500 | 1.4",
            })
    void expectsAboutAsManyRowsAsAConditionFits(String condition, double factor) {
        long actual = BENCH.lql("SELECT _id FROM orders WHERE " + condition).size();
        long expected = expected("SELECT _id FROM orders WHERE " + condition);

        assertWithin(expected, actual, factor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT o._id FROM orders o JOIN makers m ON o.maker = m.code | 1.2",
                "SELECT o._id FROM orders o JOIN makers m ON o.maker = m.code WHERE o.status = 'lost' | 1.3",
                "SELECT o._id FROM orders o LEFT JOIN makers m ON o.maker = m.code AND m.land = 'land0' | 1.2",
                "SELECT o._id FROM orders o JOIN makers m ON o.maker = m.code WHERE m.land = 'land0' | 1.4",
                "SELECT status, COUNT(*) AS n FROM orders GROUP BY status | 1.1",
                "SELECT note, COUNT(*) AS n FROM orders GROUP BY note | 1.1",
                "SELECT maker, COUNT(*) AS n FROM orders WHERE amount < 10 GROUP BY maker | 1.3",
                "SELECT DISTINCT maker FROM orders | 1.1",
                "SELECT DISTINCT city FROM orders | 1.2",
            })
    void expectsAboutAsManyJoinedRowsAndGroups(String query, double factor) {
        assertWithin(expected(query), BENCH.lql(query).size(), factor);
    }

    private static void assertWithin(long expected, long actual, double factor) {
        assertThat((double) Math.max(expected, SOME))
                .as("expected %s rows, there are %s (seed %s)", expected, actual, SEED)
                .isBetween(Math.max(actual, SOME) / factor, Math.max(actual, SOME) * factor);
    }

    @Test
    void guessesWhereNothingWasCounted() {
        Bench uncounted = new Bench().with("t", "{\"_id\": 1, \"a\": 1}", "{\"_id\": 2, \"a\": 2}");

        assertThat(uncounted
                        .engine
                        .explain(Language.LQL, "SELECT _id FROM t WHERE a > 1")
                        .text())
                .contains("about 1 row]");
    }
}
