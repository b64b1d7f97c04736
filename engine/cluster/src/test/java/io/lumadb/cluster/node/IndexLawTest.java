package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.language.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An index changes how long an answer takes and nothing else, in documents with arrays and nesting of any shape. */
class IndexLawTest {

    private static final int DOCUMENTS = 300;
    private static final int QUERIES = 400;
    private static final List<String> PATHS = List.of("a", "b", "b.c");
    private static final List<String> COMPARISONS = List.of("=", "<", "<=", ">", ">=");
    private static final List<String> DIRECTIONS = List.of("", " DESC");
    private static final Map<String, String> OPERATORS =
            Map.of("=", "$eq", "<", "$lt", "<=", "$lte", ">", "$gt", ">=", "$gte");
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX by_a ON indexed (a)",
            "CREATE INDEX by_c_down ON indexed (b.c DESC)",
            "CREATE INDEX by_both ON indexed (a, b.c DESC)",
            "CREATE INDEX hashed_b ON indexed (b) USING HASH");

    @TempDir
    private Path folder;

    private enum Asked {
        LQL,
        JQL
    }

    @ParameterizedTest
    @EnumSource
    void findsWithIndexesWhatAScanFinds(Asked asked) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LumaNode node = start(config(folder))) {
            fill(node, random);
            int found = 0;
            int indexed = 0;
            for (int i = 0; i < QUERIES; i++) {
                String condition = asked == Asked.LQL ? lqlCondition(random) : jqlCondition(random);
                List<Value> scanned = run(node, asked, "plain", condition);
                assertThat(run(node, asked, "indexed", condition))
                        .as("seed %s: %s", seed, condition)
                        .isEqualTo(scanned);
                found += scanned.size();
                indexed += usesIndex(node, asked, condition) ? 1 : 0;
            }
            assertThat(found).as("seed %s", seed).isPositive();
            assertThat(indexed).as("seed %s", seed).isGreaterThan(QUERIES / 2);
        }
    }

    /** Where the index of a condition also has the order asked for; of arrays it has several entries a document. */
    @Test
    void ordersByAnIndexAsBySorting() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LumaNode node = start(config(folder))) {
            fill(node, random);
            int ordered = 0;
            for (int i = 0; i < QUERIES; i++) {
                String clauses = switch (random.nextInt(4)) {
                            case 0 -> " WHERE a IN (" + constant(random, "'") + ", " + constant(random, "'") + ")";
                            case 1 -> " WHERE a = " + constant(random, "'");
                            default -> " WHERE a >= " + constant(random, "'");
                        }
                        + " ORDER BY " + (random.nextBoolean() ? "b.c" : "a") + any(DIRECTIONS, random)
                        + (random.nextBoolean() ? ", b.c" + any(DIRECTIONS, random) : "")
                        + (random.nextBoolean() ? " LIMIT " + (1 + random.nextInt(40)) : "");
                List<Value> sorted = run(node, Language.LQL, "SELECT _id FROM plain" + clauses);
                String query = "SELECT _id FROM indexed" + clauses;
                assertThat(run(node, Language.LQL, query))
                        .as("seed %s: %s", seed, query)
                        .isEqualTo(sorted);
                ordered += node.queries().explain(Language.LQL, query).text().contains("index's order") ? 1 : 0;
            }
            assertThat(ordered).as("seed %s", seed).isGreaterThan(QUERIES / 5);
        }
    }

    /** Half the documents are there before the indexes, half come after; some change their values. */
    private static void fill(LumaNode node, Random random) {
        List<Mutation> documents = new ArrayList<>();
        for (int id = 0; id < DOCUMENTS; id++) {
            documents.add(new Mutation.Upsert(document(id, random)));
        }
        for (int i = 0; i < DOCUMENTS / 3; i++) {
            documents.add(new Mutation.Upsert(document(random.nextInt(DOCUMENTS), random)));
        }
        for (String collection : List.of("plain", "indexed")) {
            node.database().createCollection(collection, Optional.empty(), false);
            node.database()
                    .write(collection, documents.subList(0, DOCUMENTS / 2))
                    .join();
            if (collection.equals("indexed")) {
                INDEXES.forEach(index -> run(node, Language.LQL, index));
            }
            node.database()
                    .write(collection, documents.subList(DOCUMENTS / 2, documents.size()))
                    .join();
        }
    }

    private static Document document(int id, Random random) {
        String text = "{\"_id\": " + id + field("a", scalarOrArray(random)) + field("b", nested(random)) + "}";
        return Document.of(Json.parseObject(text));
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : ", \"" + name + "\": " + value;
    }

    private static String nested(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> scalarOrArray(random);
            case 1 -> "";
            case 2 -> "[{\"c\": " + scalar(random) + "}, {\"c\": " + scalar(random) + "}, " + scalar(random) + "]";
            default -> {
                String value = scalarOrArray(random);
                yield value.isEmpty() ? "{}" : "{\"c\": " + value + "}";
            }
        };
    }

    private static String scalarOrArray(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "[]";
            case 2 -> "[" + scalar(random) + ", " + scalar(random) + "]";
            default -> scalar(random);
        };
    }

    private static String scalar(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "\"x" + random.nextInt(4) + "\"";
            case 1 -> "null";
            case 2 -> random.nextInt(6) + ".5";
            default -> String.valueOf(random.nextInt(6));
        };
    }

    private static String constant(Random random, String quote) {
        return random.nextInt(4) == 0 ? quote + "x" + random.nextInt(4) + quote : String.valueOf(random.nextInt(6));
    }

    private static String lqlCondition(Random random) {
        List<String> conditions = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String path = any(PATHS, random);
            conditions.add(
                    switch (random.nextInt(6)) {
                        case 0 -> path + " IN (" + constant(random, "'") + ", " + constant(random, "'") + ")";
                        case 1 ->
                            "(" + path + " = " + constant(random, "'") + " OR " + path + " = " + constant(random, "'")
                                    + ")";
                        default -> path + " " + any(COMPARISONS, random) + " " + constant(random, "'");
                    });
        }
        return String.join(" AND ", conditions);
    }

    private static String jqlCondition(Random random) {
        List<String> conditions = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String path = any(PATHS, random);
            conditions.add(
                    random.nextInt(4) == 0
                            ? "{\"" + path + "\": {\"$in\": [" + constant(random, "\"") + ", " + constant(random, "\"")
                                    + "]}}"
                            : "{\"" + path + "\": {\"" + OPERATORS.get(any(COMPARISONS, random)) + "\": "
                                    + constant(random, "\"") + "}}");
        }
        return "{\"$and\": [" + String.join(", ", conditions) + "]}";
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String text(Asked asked, String collection, String condition) {
        return switch (asked) {
            case LQL -> "SELECT _id FROM " + collection + " WHERE " + condition + " ORDER BY _id";
            case JQL ->
                "{\"find\": \"" + collection + "\", \"filter\": " + condition
                        + ", \"projection\": {\"_id\": 1}, \"sort\": {\"_id\": 1}}";
        };
    }

    private static Language language(Asked asked) {
        return switch (asked) {
            case LQL -> Language.LQL;
            case JQL -> Language.JQL;
        };
    }

    private static boolean usesIndex(LumaNode node, Asked asked, String condition) {
        String plan = node.queries()
                .explain(language(asked), text(asked, "indexed", condition))
                .text();
        return plan.contains("by_") || plan.contains("hashed_b");
    }

    private static List<Value> run(LumaNode node, Asked asked, String collection, String condition) {
        return run(node, language(asked), text(asked, collection, condition));
    }

    private static List<Value> run(LumaNode node, Language language, String text) {
        List<Value> ids = new ArrayList<>();
        QueryRequest request = new QueryRequest(
                "law",
                language,
                text,
                Map.of(),
                Duration.ofSeconds(30),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                "ada");
        node.queries().run(request, row -> ids.add(row.get("_id")));
        return ids;
    }
}
