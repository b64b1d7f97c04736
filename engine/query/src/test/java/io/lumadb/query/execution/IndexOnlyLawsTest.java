package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
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

/** What an index answers alone is what the documents answer, to the kind of each value and the order of fields. */
class IndexOnlyLawsTest {

    private static final int MOST_DOCUMENTS = 60;
    private static final List<List<String>> INDEXED = List.of(
            List.of("a"),
            List.of("b"),
            List.of("b.c"),
            List.of("a", "b.c"),
            List.of("b.c", "b.d"),
            List.of("b.d", "a", "b.c"),
            List.of("b", "b.c"));
    private static final List<String> COMPARISONS = List.of("=", "<", "<=", ">", ">=");
    private static final Map<String, String> OPERATORS =
            Map.of("=", "$eq", "<", "$lt", "<=", "$lte", ">", "$gt", ">=", "$gte");

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void answersFromAnIndexAloneWhatTheDocumentsAnswer(@ForAll long seed) {
        Random random = new Random(seed);
        List<Mutation> documents = documents(random);
        Bench plain = bench(documents);
        Bench indexed = bench(documents);
        List<String> paths = any(INDEXED, random);
        boolean hashed = random.nextInt(5) == 0;
        indexed.lql("CREATE INDEX i ON t (" + String.join(", ", paths) + ")" + (hashed ? " USING HASH" : ""));

        for (int i = 0; i < 4; i++) {
            Language language = random.nextBoolean() ? Language.LQL : Language.JQL;
            String query = language == Language.LQL ? lql(paths, hashed, random) : jql(paths, hashed, random);
            String as = "seed " + seed + ": " + query;
            assertThat(indexed.engine.explain(language, query).text()).as(as).contains("index only");
            assertThat(rows(indexed, language, query)).as(as).isEqualTo(rows(plain, language, query));
        }
    }

    private static List<String> rows(Bench bench, Language language, String query) {
        List<String> rows =
                bench.ask(language, query, Map.of()).stream().map(Json::relaxed).toList();
        return query.contains("ORDER BY") || query.contains("$sort")
                ? rows
                : rows.stream().sorted().toList();
    }

    private static String lql(List<String> paths, boolean hashed, Random random) {
        String p = below(any(paths, random), random);
        String where = " WHERE " + lqlCondition(paths, hashed, "", random);
        return switch (random.nextInt(10)) {
            case 0 -> "SELECT _id, " + p + " AS p, TYPE(" + p + ") AS t FROM t" + where;
            case 1 ->
                "SELECT COUNT(*) AS n, COUNT(" + p + ") AS m, MIN(" + p + ") AS l, MAX(" + p + ") AS h FROM t" + where;
            case 2 -> "SELECT " + p + " AS p, COUNT(*) AS n FROM t" + where + " GROUP BY " + p;
            case 3 -> "SELECT _id, " + p + " IS MISSING AS x, " + p + " IS NULL AS y FROM t" + where;
            case 4 -> "SELECT " + p + " AS p, _id FROM t" + where + " ORDER BY " + p + ", _id";
            case 5 ->
                "SELECT " + p + " AS p, _id FROM t" + where + " ORDER BY " + paths.getFirst() + " DESC, _id LIMIT "
                        + (1 + random.nextInt(20));
            case 6 -> "SELECT _id, ROW_NUMBER() OVER (ORDER BY " + p + ", _id) AS r FROM t" + where;
            case 7 ->
                "SELECT x._id AS i, y._id AS j, x." + p + " AS p FROM t x JOIN t y ON x." + p + " = y." + p + " WHERE "
                        + lqlCondition(paths, hashed, "x.", random);
            case 8 -> "SELECT _id FROM t" + where + " AND " + p + " IN (SELECT " + p + " FROM t" + where + ")";
            default -> "SELECT DISTINCT TYPE(" + p + ") AS t FROM t" + where;
        };
    }

    private static String jql(List<String> paths, boolean hashed, Random random) {
        String p = below(any(paths, random), random);
        String filter = jqlCondition(paths, hashed, random);
        return switch (random.nextInt(8)) {
            case 0 -> "{\"find\": \"t\", \"filter\": " + filter + ", \"projection\": " + projection(paths) + "}";
            case 1 -> "{\"count\": \"t\", \"filter\": " + filter + "}";
            case 2 ->
                "{\"find\": \"t\", \"filter\": {\"$and\": [" + filter + ", {\"" + p + "\": " + test(random)
                        + "}]}, \"projection\": {\"_id\": 1}}";
            case 3 -> pipeline(filter, "{\"$group\": {\"_id\": {\"$type\": \"$" + p + "\"}, \"n\": {\"$sum\": 1}}}");
            case 4 -> pipeline(filter, "{\"$project\": {\"x\": \"$" + p + "\", \"" + p + "\": 1}}");
            case 5 ->
                pipeline(
                        filter,
                        "{\"$sort\": {\"" + p + "\": -1, \"_id\": 1}}, {\"$project\": {\"x\": {\"$type\": \"$" + p
                                + "\"}}}");
            case 6 ->
                pipeline(
                        filter,
                        "{\"$group\": {\"_id\": null, \"low\": {\"$min\": \"$" + p + "\"}, \"high\": {\"$max\": \"$" + p
                                + "\"}}}");
            default ->
                pipeline(
                        filter,
                        "{\"$project\": {\"x\": {\"$ifNull\": [\"$" + p + "\", \"none\"]}, \"y\": {\"$eq\": [\"$" + p
                                + "\", null]}}}");
        };
    }

    private static String pipeline(String filter, String stages) {
        return "{\"aggregate\": \"t\", \"pipeline\": [{\"$match\": " + filter + "}, " + stages + "]}";
    }

    private static String projection(List<String> paths) {
        List<String> kept = new ArrayList<>();
        for (String path : paths) {
            // MongoDB refuses a path beside one below it.
            if (paths.stream().noneMatch(other -> path.startsWith(other + "."))) {
                kept.add("\"" + path + "\": 1");
            }
        }
        return "{" + String.join(", ", kept) + "}";
    }

    private static String test(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "null";
            case 1 -> "{\"$exists\": " + random.nextBoolean() + "}";
            case 2 -> "{\"$ne\": 1}";
            case 3 -> "{\"$type\": \"" + any(List.of("long", "double", "object", "array", "null"), random) + "\"}";
            case 4 -> "{\"$in\": [1, null, \"b\"]}";
            default -> "{\"$not\": {\"$gt\": 1}}";
        };
    }

    private static String below(String path, Random random) {
        return random.nextInt(4) == 0 ? path + ".k" : path;
    }

    private static String lqlCondition(List<String> paths, boolean hashed, String source, Random random) {
        List<String> conditions = new ArrayList<>();
        for (String path : hashed ? paths : paths.subList(0, 1)) {
            boolean listed = random.nextInt(4) == 0 && path.equals(paths.getLast());
            conditions.add(
                    listed
                            ? source + path + " IN (" + constant(random, "'") + ", " + constant(random, "'") + ")"
                            : source + path + " " + (hashed ? "=" : any(COMPARISONS, random)) + " "
                                    + constant(random, "'"));
        }
        if (random.nextInt(3) == 0) {
            conditions.add(source + any(paths, random) + " <> " + constant(random, "'"));
        }
        return String.join(" AND ", conditions);
    }

    private static String jqlCondition(List<String> paths, boolean hashed, Random random) {
        List<String> conditions = new ArrayList<>();
        for (String path : hashed ? paths : paths.subList(0, 1)) {
            if (random.nextInt(4) == 0 && path.equals(paths.getLast())) {
                conditions.add("{\"" + path + "\": {\"$in\": [" + constant(random, "\"") + ", " + constant(random, "\"")
                        + "]}}");
                continue;
            }
            String operator = hashed ? "$eq" : OPERATORS.get(any(COMPARISONS, random));
            conditions.add("{\"" + path + "\": {\"" + operator + "\": " + constant(random, "\"") + "}}");
        }
        return "{\"$and\": [" + String.join(", ", conditions) + "]}";
    }

    private static String constant(Random random, String quote) {
        return random.nextInt(4) == 0
                ? quote + (char) ('a' + random.nextInt(3)) + quote
                : String.valueOf(random.nextInt(4));
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Bench bench(List<Mutation> documents) {
        Bench bench = new Bench(2, 64 * 1024 * 1024);
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
            fields.put("m", Value.of(i % 3));
            nested(random).ifPresent(value -> fields.put("b", value));
            documents.add(new Mutation.Insert(Document.of(new Value.Obj(fields))));
        }
        return documents;
    }

    private static Optional<Value> nested(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Optional.empty();
            case 1 -> value(random, 0);
            case 2 -> Optional.of(Value.array(object(random), object(random)));
            default -> Optional.of(object(random));
        };
    }

    private static Value object(Random random) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String name : random.nextBoolean() ? List.of("c", "x", "d") : List.of("d", "c")) {
            value(random, 0).ifPresent(value -> fields.put(name, value));
        }
        return new Value.Obj(fields);
    }

    private static Optional<Value> value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 14 : 9)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(Value.NULL);
            case 2 -> Optional.of(Value.of((double) random.nextInt(4)));
            case 3 -> Optional.of(new Value.Decimal(org.bson.types.Decimal128.parse("1.00")));
            case 4 -> Optional.of(Value.of(random.nextInt(5) / 2.0));
            case 5 -> Optional.of(Value.of(String.valueOf((char) ('a' + random.nextInt(3)))));
            case 9 -> Optional.of(new Value.Obj(Map.of("k", value(random, 1).orElse(Value.NULL))));
            case 10 -> Optional.of(Value.array(value(random, 1).orElse(Value.NULL), Value.of(random.nextInt(4))));
            case 11 -> Optional.of(Value.array());
            default -> Optional.of(Value.of(random.nextInt(4)));
        };
    }
}
