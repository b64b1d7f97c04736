package io.lumadb.query.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Queries that LQL and SQL spell alike, over tables {@code t0} to {@code t3} with whole numbers {@code a}, {@code b},
 * {@code c} and a text {@code s}, all of which may be NULL. Columns come out as {@code c0}, {@code c1}, …
 */
final class RandomSql {

    static final int TABLES = 4;
    private static final List<String> NUMBERS = List.of("a", "b", "c");

    private final Random random;
    private int aliases;

    RandomSql(Random random) {
        this.random = random;
    }

    /** {@code ordered}: the rows come in one order only. */
    record Query(String text, boolean ordered) {}

    Query query() {
        aliases = 0;
        return switch (random.nextInt(6)) {
            case 0 -> new Query(setOperation(), false);
            case 1 -> new Query(common(), false);
            case 2 -> limited();
            default -> new Query(select(2, 1 + random.nextInt(3), List.of()), false);
        };
    }

    private String setOperation() {
        int columns = 1 + random.nextInt(2);
        String operator = one(List.of(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT "));
        return select(1, columns, List.of()) + operator + select(1, columns, List.of());
    }

    private String common() {
        String name = alias();
        String inner = alias();
        return "WITH " + name + " AS (" + select(1, 2, List.of()) + ") SELECT " + name + ".c0 AS c0, " + inner
                + ".c1 AS c1 FROM " + name + " JOIN " + name + " AS " + inner + " ON " + name + ".c0 = " + inner
                + ".c0";
    }

    /** Every column is in the order, so that ties are rows that are alike. */
    private Query limited() {
        int columns = 1 + random.nextInt(3);
        String order = IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + one(List.of("", " DESC", " NULLS LAST", " DESC NULLS FIRST")))
                .collect(Collectors.joining(", "));
        return new Query(
                select(1, columns, List.of()) + " ORDER BY " + order + " LIMIT " + random.nextInt(6)
                        + one(List.of("", " OFFSET " + random.nextInt(4))),
                true);
    }

    private String alias() {
        aliases++;
        return "x" + aliases;
    }

    /** {@code outer}: aliases of enclosing queries, which conditions may speak of. */
    private String select(int depth, int columns, List<String> outer) {
        List<String> own = new ArrayList<>();
        String from = from(depth, own);
        List<String> inSight = new ArrayList<>(outer);
        inSight.addAll(own);
        String where = random.nextInt(3) == 0 ? "" : " WHERE " + condition(depth, inSight);
        return switch (random.nextInt(4)) {
            case 0 -> grouped(columns, from + where, own);
            case 1 -> windowed(columns, from + where, own);
            default ->
                "SELECT " + one(List.of("", "DISTINCT "))
                        + columns(
                                columns,
                                () -> random.nextInt(6) == 0 && depth > 0 ? scalar(depth - 1, own) : number(2, own))
                        + from + where;
        };
    }

    private String columns(int count, Supplier<String> value) {
        return IntStream.range(0, count)
                .mapToObj(i -> value.get() + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    private String grouped(int columns, String from, List<String> own) {
        String key = field(own);
        String having = random.nextInt(3) == 0 ? " HAVING COUNT(*) > " + random.nextInt(3) : "";
        return "SELECT " + columns(columns, () -> random.nextInt(3) == 0 ? key : aggregate(own)) + from + " GROUP BY "
                + key + having;
    }

    private String aggregate(List<String> own) {
        String operand = number(1, own);
        return switch (random.nextInt(6)) {
            case 0 -> "COUNT(*)";
            case 1 -> "COUNT(" + operand + ")";
            case 2 -> "COUNT(DISTINCT " + operand + ")";
            case 3 -> "SUM(" + operand + ")";
            case 4 -> "MIN(" + operand + ")";
            default -> "MAX(" + operand + ") FILTER (WHERE " + comparison(own) + ")";
        };
    }

    /** Frames over an order with ties would give one row or another: ordered windows take whole peers. */
    private String windowed(int columns, String from, List<String> own) {
        return "SELECT " + columns(columns, () -> window(own)) + from;
    }

    private String window(List<String> own) {
        String over = " OVER (PARTITION BY " + field(own) + " ORDER BY " + field(own) + ")";
        return switch (random.nextInt(5)) {
            case 0 -> "RANK()" + over;
            case 1 -> "DENSE_RANK()" + over;
            case 2 -> "SUM(" + field(own) + ")" + over;
            case 3 -> "COUNT(*)" + over;
            default -> "MAX(" + field(own) + ") OVER (PARTITION BY " + field(own) + ")";
        };
    }

    private String from(int depth, List<String> own) {
        StringBuilder text = new StringBuilder(" FROM " + source(depth, own));
        int joins = depth == 0 ? 0 : random.nextInt(3);
        for (int i = 0; i < joins; i++) {
            String type = one(List.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " CROSS JOIN "));
            List<String> before = List.copyOf(own);
            String right = source(depth - 1, own);
            text.append(type).append(right);
            if (!type.equals(" CROSS JOIN ")) {
                String equal = one(before) + "." + one(NUMBERS) + " = " + own.getLast() + "." + one(NUMBERS);
                text.append(" ON ").append(random.nextInt(4) == 0 ? equal + " AND " + comparison(own) : equal);
            }
        }
        return text.toString();
    }

    private String source(int depth, List<String> own) {
        String alias = alias();
        if (depth > 0 && random.nextInt(5) == 0) {
            String inner = alias();
            own.add(alias);
            return "(SELECT " + inner + ".a AS a, " + inner + ".b AS b, " + inner + ".c AS c, " + inner
                    + ".s AS s FROM t" + random.nextInt(TABLES) + " AS " + inner + " WHERE "
                    + comparison(List.of(inner)) + ") AS " + alias;
        }
        own.add(alias);
        return "t" + random.nextInt(TABLES) + " AS " + alias;
    }

    private String condition(int depth, List<String> inSight) {
        return switch (random.nextInt(depth > 0 ? 12 : 7)) {
            case 0 -> "(" + condition(depth, inSight) + " AND " + condition(depth, inSight) + ")";
            case 1 -> "(" + condition(depth, inSight) + " OR " + condition(depth, inSight) + ")";
            case 2 -> "NOT (" + condition(depth, inSight) + ")";
            case 3 -> field(inSight) + one(List.of(" IS NULL", " IS NOT NULL"));
            case 4 -> number(1, inSight) + " BETWEEN " + random.nextInt(4) + " AND " + random.nextInt(8);
            case 5 -> field(inSight) + one(List.of(" IN ", " NOT IN ")) + "(1, 3, " + one(List.of("5", "NULL")) + ")";
            case 7, 8 ->
                number(1, inSight) + one(List.of(" IN ", " NOT IN ")) + "(" + select(depth - 1, 1, inSight) + ")";
            case 9, 10 -> one(List.of("", "NOT ")) + "EXISTS (" + select(depth - 1, 1, inSight) + ")";
            case 11 ->
                number(1, inSight) + one(List.of(" > ALL ", " = ANY ", " <= ANY ")) + "("
                        + select(depth - 1, 1, inSight) + ")";
            default -> comparison(inSight);
        };
    }

    private String comparison(List<String> inSight) {
        if (random.nextInt(6) == 0) {
            return one(inSight) + ".s" + one(List.of(" = 'x'", " LIKE 'x%'", " NOT LIKE '%y'", " > 'xy'"));
        }
        return number(1, inSight) + one(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= ")) + number(1, inSight);
    }

    private String scalar(int depth, List<String> inSight) {
        String inner = alias();
        return "(SELECT " + one(List.of("MAX", "MIN", "SUM", "COUNT")) + "(" + inner + ".a) FROM t"
                + random.nextInt(TABLES)
                + " AS " + inner + " WHERE " + inner + ".b = " + field(inSight)
                + (depth > 0 ? " AND " + comparison(List.of(inner)) : "") + ")";
    }

    private String field(List<String> inSight) {
        return one(inSight) + "." + one(NUMBERS);
    }

    private String number(int depth, List<String> inSight) {
        return switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> Integer.toString(random.nextInt(9));
            case 5 ->
                "(" + number(depth - 1, inSight) + one(List.of(" + ", " - ", " * ")) + number(depth - 1, inSight) + ")";
            case 6 -> "COALESCE(" + field(inSight) + ", " + number(depth - 1, inSight) + ")";
            case 7 ->
                "CASE WHEN " + comparison(inSight) + " THEN " + number(depth - 1, inSight) + " ELSE " + field(inSight)
                        + " END";
            case 8 -> "NULLIF(" + field(inSight) + ", " + random.nextInt(5) + ")";
            default -> field(inSight);
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
