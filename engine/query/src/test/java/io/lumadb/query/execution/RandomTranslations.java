package io.lumadb.query.execution;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents with values of every kind, and texts in LQL that compute with them. */
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

    static final List<String> FIELDS = List.of("a", "b", "n", "s", "t", "o", "z");

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
                                "ROUND",
                                "ABS",
                                "CEIL",
                                "FLOOR",
                                "TRUNC",
                                "SQRT",
                                "UPPER",
                                "LOWER",
                                "LENGTH",
                                "TRIM",
                                "ARRAY_LENGTH",
                                "TYPE",
                                "EXP",
                                "LN",
                                "ARRAY_REVERSE",
                                "-"))
                        + "(" + expression(inner) + ")";
            case 5 ->
                one(List.of("COALESCE", "NULLIF", "POWER", "CONCAT", "SPLIT", "ROUND", "TRUNC", "ARRAY_CONCAT")) + "("
                        + expression(inner) + ", " + expression(inner) + ")";
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
        return switch (random.nextInt(10)) {
            case 0, 1 -> "SELECT _id, " + expression(3) + " AS x FROM c" + where();
            case 2, 3 -> "SELECT _id FROM c WHERE " + condition(2);
            case 4 -> "SELECT DISTINCT " + expression(2) + " AS x FROM c" + where();
            case 5 ->
                "SELECT _id FROM c" + where() + " ORDER BY " + one(FIELDS) + one(List.of("", " DESC")) + ", _id LIMIT "
                        + random.nextInt(3);
            case 6 -> grouped();
            case 7 -> derived();
            case 8 -> "UPDATE c SET x = " + expression(2) + where();
            default -> "UPDATE c SET n += " + expression(1) + where();
        };
    }

    private String grouped() {
        String key = random.nextBoolean() ? path() : "(" + path() + " / 2)";
        String having = random.nextInt(3) == 0 ? " HAVING " + aggregate() + " " + comparison() + " " + literal() : "";
        return random.nextInt(4) == 0
                ? "SELECT " + aggregate() + " AS m, " + aggregate() + " % 2 AS r FROM c" + where()
                : "SELECT " + key + " AS k, " + aggregate() + " AS m, " + aggregate() + " / COUNT(*) AS q, "
                        + one(List.of("COUNT(*)", "UPPER(" + key + ")", "MAX(_id)")) + " AS r FROM c" + where()
                        + " GROUP BY " + key + having;
    }

    private String derived() {
        String element =
                random.nextBoolean() ? " WHERE " + one(List.of("e > 0", "e / 2 = 1", "e", "NOT (e = 's')")) : "";
        return switch (random.nextInt(3)) {
            case 0 ->
                "SELECT * FROM (SELECT _id, " + expression(2) + " AS x FROM c" + where() + ") AS s WHERE "
                        + one(List.of("s.x > 0", "s.x != 1", "NOT (s.x / 2 = 0)", "s.x", "s.x IS NULL"));
            case 1 -> "SELECT x, COUNT(*) AS m FROM (SELECT " + expression(2) + " AS x FROM c) AS s GROUP BY x";
            default ->
                "SELECT _id, " + one(List.of("e", "e / 2", "UPPER(e)", "e > 0", "n / 2"))
                        + " AS h FROM c CROSS JOIN UNNEST(t) AS e" + element;
        };
    }

    private String aggregate() {
        String function = one(List.of("COUNT", "AVG", "MIN", "MAX", "SUM", "COUNT(DISTINCT"));
        return function.contains("(") ? function + " " + expression(1) + ")" : function + "(" + expression(1) + ")";
    }
}
