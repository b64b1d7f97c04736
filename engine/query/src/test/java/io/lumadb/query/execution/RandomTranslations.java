package io.lumadb.query.execution;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents with values of every kind, and texts in LQL and JQL that compute with them. */
final class RandomTranslations {

    private static final List<String> SCALARS = List.of(
            "0",
            "0",
            "1",
            "2",
            "7",
            "-3",
            "2.5",
            "-0.5",
            "3.5",
            "null",
            "null",
            "true",
            "false",
            "\"s\"",
            "\"S t\"",
            "\" s\"",
            "\"\"",
            "\"2\"",
            "9007199254740993",
            "{\"$numberDecimal\": \"1.5\"}",
            "{\"$date\": \"2026-03-04T05:06:07Z\"}",
            "{\"x\": 1}");

    private static final List<String> FIELDS = List.of("a", "b", "n", "s", "t", "o", "z");

    private final Random random;
    private final boolean arrays;

    /** @param arrays whether documents hold arrays and NaN */
    RandomTranslations(Random random, boolean arrays) {
        this.random = random;
        this.arrays = arrays;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String list(int most, Supplier<String> make) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(_ -> make.get())
                .collect(Collectors.joining(", "));
    }

    List<String> documents() {
        return IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(id -> "{\"_id\": " + id
                        + FIELDS.stream()
                                .filter(_ -> random.nextInt(5) > 0)
                                .map(name -> ", \"" + name + "\": " + value(name))
                                .collect(Collectors.joining())
                        + "}")
                .toList();
    }

    private String value(String name) {
        if (name.equals("n") && random.nextInt(3) > 0) {
            return String.valueOf(random.nextInt(7) - 2);
        }
        if (arrays && (name.equals("t") || random.nextInt(8) == 0)) {
            return random.nextInt(6) == 0
                    ? "{\"$numberDouble\": \"NaN\"}"
                    : random.nextInt(4) == 0 ? "[]" : "[" + list(3, () -> one(SCALARS)) + "]";
        }
        return name.equals("o") ? "{\"x\": " + one(SCALARS) + "}" : one(SCALARS);
    }

    // LQL

    private String path() {
        return random.nextInt(8) == 0 ? "o.x" : random.nextInt(12) == 0 ? "t[0]" : one(FIELDS);
    }

    private String literal() {
        return one(List.of("0", "1", "2", "3", "2.5", "-1", "NULL", "'s'", "''", "TRUE", "FALSE", "100"));
    }

    String expression(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextInt(3) == 0 ? literal() : path();
        }
        int inner = depth - 1;
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                "(" + expression(inner) + " " + one(List.of("+", "-", "*", "/", "/", "%", "||")) + " "
                        + expression(inner) + ")";
            case 3, 4 ->
                one(List.of(
                                "ROUND", "ABS", "CEIL", "FLOOR", "TRUNC", "SQRT", "UPPER", "LOWER", "LENGTH", "TRIM",
                                "ARRAY_LENGTH", "TYPE", "EXP", "LN", "ARRAY_REVERSE", "-"))
                        + "(" + expression(inner) + ")";
            case 5 ->
                one(List.of("COALESCE", "NULLIF", "POWER", "CONCAT", "SPLIT", "ROUND", "TRUNC", "ARRAY_CONCAT"))
                        + "(" + expression(inner) + ", " + expression(inner) + ")";
            case 6 -> "CAST(" + expression(inner) + " AS " + one(List.of("string", "int64", "double", "boolean")) + ")";
            case 7 ->
                "CASE WHEN " + condition(inner) + " THEN " + expression(inner)
                        + (random.nextBoolean() ? " ELSE " + expression(inner) : "") + " END";
            case 8 ->
                "CASE " + expression(inner) + " WHEN " + expression(inner) + " THEN " + expression(inner) + " END";
            case 9 -> "[" + list(2, () -> expression(inner)) + "]";
            case 10 -> "{k: " + expression(inner) + ", m: " + expression(inner) + "}";
            default -> "(" + condition(inner) + ")";
        };
    }

    String condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
                case 1 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
                default -> "NOT (" + condition(depth - 1) + ")";
            };
        }
        String subject = random.nextInt(3) == 0 ? expression(depth) : path();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> subject + " " + comparison() + " " + literal();
            case 3 -> subject + " " + comparison() + " " + expression(Math.max(0, depth - 1));
            case 4 -> subject + one(List.of(" IN (", " NOT IN (")) + list(3, this::literal) + ")";
            case 5 -> subject + one(List.of(" BETWEEN ", " NOT BETWEEN ")) + literal() + " AND " + literal();
            case 6 -> subject + one(List.of(" IS NULL", " IS NOT NULL", " IS MISSING", " IS NOT MISSING"));
            case 7 -> subject + one(List.of(" LIKE 's%'", " NOT LIKE '_'", " CONTAINS 's'", " STARTS WITH ''"));
            case 8 -> "TYPE(" + path() + ") = " + one(List.of("'int64'", "'string'", "'null'", "'array'", "'double'"));
            case 9 -> "ARRAY_LENGTH(" + path() + ") " + comparison() + " " + random.nextInt(3);
            case 10 -> path() + " % 2 = " + random.nextInt(2);
            default -> subject;
        };
    }

    private String comparison() {
        return one(List.of("=", "!=", "<", "<=", ">", ">="));
    }

    private String where() {
        return random.nextInt(3) == 0 ? " WHERE " + condition(1) : "";
    }

    String lql() {
        return switch (random.nextInt(14)) {
            case 13 ->
                "SELECT _id FROM c" + where() + " ORDER BY " + one(FIELDS) + one(List.of("", " DESC")) + ", _id LIMIT "
                        + random.nextInt(3);
            case 9 ->
                "SELECT * FROM (SELECT _id, " + expression(2) + " AS x FROM c" + where() + ") AS s WHERE "
                        + one(List.of("s.x > 0", "s.x != 1", "NOT (s.x / 2 = 0)", "s.x", "s.x IS NULL"));
            case 10 ->
                "SELECT x, COUNT(*) AS m FROM (SELECT " + expression(2) + " AS x FROM c) AS s GROUP BY x";
            case 11 ->
                "SELECT _id, " + one(List.of("e", "e / 2", "UPPER(e)", "e > 0", "n / 2"))
                        + " AS h FROM c CROSS JOIN UNNEST(t) AS e"
                        + (random.nextBoolean() ? " WHERE " + one(List.of("e > 0", "e / 2 = 1", "e", "NOT (e = 's')")) : "");
            case 12 -> "UPDATE c SET n += " + expression(1) + where();
            case 0, 1 -> "SELECT _id, " + expression(3) + " AS x FROM c" + where();
            case 2, 3 -> "SELECT _id FROM c WHERE " + condition(2);
            case 4 -> "SELECT DISTINCT " + expression(2) + " AS x FROM c" + where();
            case 5 -> {
                String key = random.nextBoolean() ? path() : "(" + path() + " / 2)";
                yield "SELECT " + key + " AS k, " + aggregate() + " AS m, " + aggregate() + " / COUNT(*) AS q, "
                        + one(List.of("COUNT(*)", "UPPER(" + key + ")", "MAX(_id)")) + " AS r FROM c" + where()
                        + " GROUP BY " + key
                        + (random.nextInt(3) == 0 ? " HAVING " + aggregate() + " " + comparison() + " " + literal() : "");
            }
            case 6 -> "SELECT " + aggregate() + " AS m, " + aggregate() + " % 2 AS r FROM c" + where();
            default -> "UPDATE c SET x = " + expression(2) + where();
        };
    }

    private String aggregate() {
        String function = one(List.of("COUNT", "AVG", "MIN", "MAX", "SUM", "COUNT(DISTINCT"));
        return function.contains("(") ? function + " " + expression(1) + ")" : function + "(" + expression(1) + ")";
    }

    // JQL

    private String operand() {
        return random.nextInt(3) == 0
                ? one(List.of("0", "1", "2", "2.5", "null", "\"s\"", "\"\"", "true"))
                : "\"$" + (random.nextInt(8) == 0 ? "o.x" : one(FIELDS)) + "\"";
    }

    private String computed(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return operand();
        }
        int inner = depth - 1;
        return switch (random.nextInt(13)) {
            case 11 ->
                "{\"$convert\": {\"input\": " + computed(inner) + ", \"to\": \""
                        + one(List.of("string", "int", "double", "bool", "decimal")) + "\", \"onError\": null}}";
            case 12 ->
                random.nextBoolean()
                        ? "{\"$in\": [" + computed(inner) + ", [" + operand() + ", 1]]}"
                        : "{\"$switch\": {\"branches\": [{\"case\": " + computed(inner) + ", \"then\": " + operand()
                                + "}], \"default\": " + operand() + "}}";
            case 0, 1 ->
                call(List.of("$add", "$subtract", "$multiply", "$divide", "$divide", "$mod", "$concat"), inner, 2);
            case 2, 3 ->
                call(
                        List.of(
                                "$round", "$abs", "$ceil", "$floor", "$trunc", "$toUpper", "$toLower", "$strLenCP",
                                "$size", "$sqrt", "$reverseArray", "$strLenBytes", "$exp", "$ln", "$log10", "$not",
                                "$negate", "$year", "$dayOfYear", "$isoWeek", "$isNull", "$isMissing"),
                        inner,
                        1);
            case 4 -> call(List.of("$pow", "$split", "$concatArrays", "$mergeObjects", "$round", "$trunc"), inner, 2);
            case 5 -> call(List.of("$ifNull"), inner, 2);
            case 6 -> call(List.of("$cond"), inner, 3);
            case 7 -> call(List.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$and", "$or"), inner, 2);
            case 8 ->
                "{\"" + one(List.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte")) + "\": [" + computed(inner)
                        + ", null]}";
            case 9 ->
                "{\"" + one(List.of("$trim", "$ltrim")) + "\": {\"input\": " + computed(inner)
                        + (random.nextBoolean() ? ", \"chars\": " + computed(inner) : "") + "}}";
            default ->
                random.nextBoolean()
                        ? "{\"$replaceAll\": {\"input\": " + computed(inner)
                                + ", \"find\": \"s\", \"replacement\": \"tt\"}}"
                        : "{\"$dateTrunc\": {\"date\": " + computed(inner) + ", \"unit\": \"day\"}}";
        };
    }

    private String call(List<String> operators, int depth, int operands) {
        return "{\"" + one(operators) + "\": ["
                + IntStream.range(0, operands).mapToObj(_ -> computed(depth)).collect(Collectors.joining(", ")) + "]}";
    }

    private String test() {
        String field = "\"" + (random.nextInt(8) == 0 ? "o.x" : one(FIELDS)) + "\"";
        String value = one(List.of("0", "1", "2.5", "null", "\"s\"", "true", "[1]"));
        return switch (random.nextInt(7)) {
            case 0 -> "{" + field + ": " + value + "}";
            case 1, 2 ->
                "{" + field + ": {\"" + one(List.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte")) + "\": " + value + "}}";
            case 3 -> "{" + field + ": {\"" + one(List.of("$in", "$nin")) + "\": [" + value + ", 2]}}";
            case 4 -> "{" + field + ": {\"$not\": {\"$gte\": " + value + "}}}";
            case 5 -> "{\"$expr\": " + computed(2) + "}";
            default ->
                "{" + field + ": {"
                        + one(List.of("\"$mod\": [2, 1]", "\"$size\": 1", "\"$type\": \"string\"", "\"$exists\": true",
                                "\"$type\": \"null\""))
                        + "}}";
        };
    }

    String jql() {
        String filter = random.nextInt(3) == 0 ? test() : "{}";
        return switch (random.nextInt(10)) {
            case 9 ->
                "{\"find\": \"c\", \"projection\": {\"_id\": 1}, \"sort\": {\"" + one(FIELDS) + "\": "
                        + one(List.of("1", "-1")) + ", \"_id\": 1}, \"limit\": " + random.nextInt(3) + "}";
            case 5 ->
                "{\"aggregate\": \"c\", \"pipeline\": [{\"$group\": {\"_id\": " + computed(1) + ", \"m\": {\""
                        + one(List.of("$sum", "$avg", "$min", "$max")) + "\": " + computed(1)
                        + "}}}, {\"$match\": {\"" + one(List.of("m", "_id")) + "\": {\""
                        + one(List.of("$gt", "$ne", "$eq", "$lt")) + "\": " + one(List.of("1", "null", "\"s\"")) + "}}}]}";
            case 6 -> "{\"find\": \"c\", \"projection\": {\"" + one(List.of("o.x", "t", "o", "a")) + "\": 1}}";
            case 7 ->
                "{\"aggregate\": \"c\", \"pipeline\": [{\"$set\": {\"x\": " + computed(1) + "}}, {\"$match\": {\"x\": {\""
                        + one(List.of("$gt", "$ne", "$eq", "$lt")) + "\": 1}}}, {\"$project\": {\"y\": " + call(List.of("$add", "$ifNull"), 1, 2)
                        + "}}]}";
            case 8 ->
                "{\"aggregate\": \"c\", \"pipeline\": [{\"$unwind\": \"$t\"}, {\"$project\": {\"y\": {\"$ifNull\": ["
                        + computed(1) + ", null]}, \"t\": 1}}]}";
            case 0, 1 ->
                "{\"find\": \"c\", \"filter\": " + filter + ", \"projection\": {\"x\": {\"$ifNull\": ["
                        + computed(1 + random.nextInt(3)) + ", null]}}}";
            case 2 -> "{\"find\": \"c\", \"filter\": " + test() + ", \"projection\": {\"_id\": 1}}";
            case 3 ->
                "{\"aggregate\": \"c\", \"pipeline\": [{\"$match\": " + filter + "}, {\"$group\": {\"_id\": "
                        + computed(1) + ", \"m\": {\"" + one(List.of("$sum", "$avg", "$min", "$max")) + "\": "
                        + computed(1) + "}}}]}";
            default ->
                "{\"update\": \"c\", \"filter\": " + filter + ", \"pipeline\": [{\"$set\": {\"x\": " + computed(2)
                        + "}}]}";
        };
    }
}
