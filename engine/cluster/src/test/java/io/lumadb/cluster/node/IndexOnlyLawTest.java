package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index answers alone is what the documents answer, wherever these lie and whatever became of them. */
class IndexOnlyLawTest {

    private static final int DOCUMENTS = 150;
    private static final int QUERIES = 30;
    private static final List<String> LEADING = List.of("a", "b.c");
    private static final List<String> COMPARISONS = List.of("=", "<=", ">=", ">");
    private static final Map<String, String> OPERATORS = Map.of("=", "$eq", "<=", "$lte", ">=", "$gte", ">", "$gt");
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX both ON indexed (a, b.c)",
            "CREATE INDEX nested ON indexed (b.c DESC, a)",
            "CREATE INDEX hashed ON indexed (a) USING HASH");

    @TempDir
    private Path folder;

    private long fromIndexes;
    private long documentsRead;

    @Test
    void answersFromAnIndexAloneWhatTheDocumentsAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String as = "seed " + seed;
        try (LumaNode node = start(config(folder))) {
            for (String collection : List.of("plain", "indexed")) {
                node.database().createCollection(collection, Optional.empty(), false);
            }
            write(node, upserts(random, DOCUMENTS));
            INDEXES.forEach(index -> run(node, Language.LQL, index));
            agree(node, random, as + ", hot");
            write(node, changes(random));
            agree(node, random, as + ", changed");

            move(node, 0, DOCUMENTS / 2, Tier.WARM);
            move(node, DOCUMENTS / 2, DOCUMENTS, Tier.COLD);
            agree(node, random, as + ", warm and cold");
            write(node, changes(random));
            agree(node, random, as + ", changed again");
        }
        try (LumaNode node = start(config(folder))) {
            agree(node, random, as + ", reopened");
            write(node, changes(random));
            agree(node, random, as + ", reopened and changed");
        }
        assertThat(fromIndexes).as(as).isPositive();
        assertThat(documentsRead).as(as).isPositive();
    }

    private static void write(LumaNode node, List<Mutation> mutations) {
        List.of("plain", "indexed")
                .forEach(collection ->
                        node.database().write(collection, mutations).join());
    }

    private static List<Mutation> upserts(Random random, int count) {
        return IntStream.range(0, count)
                .<Mutation>mapToObj(id -> new Mutation.Upsert(document(id, random)))
                .toList();
    }

    private static List<Mutation> changes(Random random) {
        List<Mutation> changes = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS / 2; i++) {
            int id = random.nextInt(DOCUMENTS);
            changes.add(
                    random.nextInt(6) == 0
                            ? new Mutation.Delete(Value.of(id), OptionalLong.empty())
                            : new Mutation.Upsert(document(id, random)));
        }
        return changes;
    }

    private static void move(LumaNode node, int from, int to, Tier tier) {
        List<Value> ids = IntStream.range(from, to).mapToObj(Value::of).toList();
        List.of("plain", "indexed")
                .forEach(collection ->
                        node.move(collection, Optional.of(ids), tier).join());
    }

    private void agree(LumaNode node, Random random, String as) {
        for (int i = 0; i < QUERIES; i++) {
            Language language = random.nextBoolean() ? Language.LQL : Language.JQL;
            String query = language == Language.LQL ? lql(random) : jql(random);
            String indexed = query.replace("plain", "indexed");
            assertThat(node.queries().explain(language, indexed).text())
                    .as("%s: %s", as, query)
                    .contains("index only");
            assertThat(run(node, language, indexed)).as("%s: %s", as, query).isEqualTo(run(node, language, query));
        }
    }

    private static String lql(Random random) {
        String leading = any(LEADING, random);
        String path = any(List.of("a", "b.c", "b.c.k"), random);
        String where = " FROM plain WHERE " + leading + " " + any(COMPARISONS, random) + " " + random.nextInt(3);
        return switch (random.nextInt(5)) {
            case 0 -> "SELECT _id, a, b.c AS c, TYPE(" + path + ") AS t" + where + " ORDER BY _id";
            case 1 -> "SELECT COUNT(*) AS n, COUNT(" + path + ") AS m, MIN(" + path + ") AS l, MAX(a) AS h" + where;
            case 2 -> "SELECT " + path + " AS p, COUNT(*) AS n" + where + " GROUP BY " + path + " ORDER BY p";
            case 3 -> "SELECT _id, a IS MISSING AS x, " + path + " IS NULL AS y" + where + " ORDER BY _id";
            default -> "SELECT " + path + " AS p, _id" + where + " ORDER BY " + leading + ", _id LIMIT 20";
        };
    }

    private static String jql(Random random) {
        String filter = "{\"" + any(LEADING, random) + "\": {\"" + OPERATORS.get(any(COMPARISONS, random)) + "\": "
                + random.nextInt(3) + "}}";
        return switch (random.nextInt(3)) {
            case 0 ->
                "{\"find\": \"plain\", \"filter\": " + filter
                        + ", \"projection\": {\"a\": 1, \"b.c\": 1}, \"sort\": {\"_id\": 1}}";
            case 1 -> "{\"count\": \"plain\", \"filter\": " + filter + "}";
            default ->
                "{\"find\": \"plain\", \"filter\": {\"$and\": [" + filter
                        + ", {\"b.c\": null}]}, \"projection\": {\"_id\": 1}, \"sort\": {\"_id\": 1}}";
        };
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Document document(int id, Random random) {
        String a = random.nextInt(6) == 0 ? "" : ", \"a\": " + value(random);
        String b = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> ", \"b\": {\"d\": 1}";
            case 2 -> ", \"b\": [{\"c\": " + value(random) + "}, 1]";
            default -> ", \"b\": {\"d\": 1, \"c\": " + value(random) + "}";
        };
        return Document.of(Json.parseObject("{\"_id\": " + id + a + b + ", \"m\": \"" + "x".repeat(50) + "\"}"));
    }

    private static String value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> "null";
            case 1 -> "1.0";
            case 2 -> "{\"$numberDecimal\": \"2.00\"}";
            case 3 -> "[2, " + random.nextInt(3) + "]";
            case 4 -> "{\"k\": " + random.nextInt(2) + "}";
            case 5 -> "2.0";
            default -> String.valueOf(random.nextInt(3));
        };
    }

    private List<String> run(LumaNode node, Language language, String text) {
        List<String> rows = new ArrayList<>();
        QueryRequest request = new QueryRequest(
                "law",
                language,
                text,
                Map.of(),
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                "ada");
        QuerySummary summary = node.queries().run(request, row -> rows.add(Json.relaxed(row)));
        fromIndexes += summary.reads().fromIndexes();
        documentsRead += summary.reads().rowsScanned();
        return rows;
    }
}
