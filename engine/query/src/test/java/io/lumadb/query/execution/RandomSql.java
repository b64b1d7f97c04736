package io.lumadb.query.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Queries that LQL and SQL spell alike, over tables {@code t0} to {@code t3} with a key {@code _id}, whole numbers {@code a}, {@code b},
 * {@code c} and a text {@code s}, all but the key of which may be NULL. Columns come out as {@code c0}, {@code c1}, … Divisors are
 * never zero, since that is NULL in LQL and an error in H2. H2 has no FULL JOIN: a union stands for it. CONCAT_WS holds no other, since H2 then
 * puts the separator twice.
 */
final class RandomSql {

    static final int TABLES = 4;
    private static final List<String> NUMBERS = List.of("a", "b", "c");

    private final Random random;
    private int aliases;

    RandomSql(Random random) {
        this.random = random;
    }

    /**
     * {@code ordered}: the rows come in one order only.
     *
     * @param h2 the same as H2 has it
     */
    record Query(String text, String h2, boolean ordered) {
        Query(String text, boolean ordered) {
            this(text, text, ordered);
        }
    }

    Query query() {
        aliases = 0;
        return switch (random.nextInt(8)) {
            case 0 -> new Query(setOperation(), false);
            case 1 -> new Query(common(), false);
            case 2 -> limited();
            case 3 -> full();
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
                .mapToObj(i -> one(List.of("c" + i, Integer.toString(i + 1)))
                        + one(List.of("", " DESC", " NULLS LAST", " DESC NULLS FIRST")))
                .collect(Collectors.joining(", "));
        return new Query(
                select(1, columns, List.of()) + " ORDER BY " + order + " LIMIT " + random.nextInt(6)
                        + one(List.of("", " OFFSET " + random.nextInt(4))),
                true);
    }

    private Query full() {
        String left = "t" + random.nextInt(TABLES) + " AS x1";
        String right = "t" + random.nextInt(TABLES) + " AS x2";
        List<String> both = List.of("x1", "x2");
        aliases = 2;
        String on = " ON x1." + one(NUMBERS) + " = x2." + one(NUMBERS)
                + (random.nextBoolean() ? " AND " + comparison(both) : "");
        String columns = "SELECT "
                + columns(1 + random.nextInt(3), () -> random.nextInt(3) == 0 ? text(1, both) : number(1, both));
        String where = random.nextBoolean() ? "" : comparison(both);
        return new Query(
                columns + " FROM " + left + " FULL JOIN " + right + on + (where.isEmpty() ? "" : " WHERE " + where),
                columns + " FROM " + left + " LEFT JOIN " + right + on + (where.isEmpty() ? "" : " WHERE " + where)
                        + " UNION ALL " + columns + " FROM " + right + " LEFT JOIN " + left + on
                        + " WHERE x1._id IS NULL" + (where.isEmpty() ? "" : " AND " + where),
                false);
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
                "SELECT " + one(List.of("", "DISTINCT ")) + columns(columns, () -> item(depth, own)) + from + where;
        };
    }

    /** Texts only in queries of their own: what stands in set operations and IN compares numbers. */
    private String item(int depth, List<String> own) {
        if (depth > 1 && random.nextInt(4) == 0) {
            return text(2, own);
        }
        return random.nextInt(6) == 0 && depth > 0 ? scalar(depth - 1, own) : number(2, own);
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

    /** H2 refuses to add up what it knows to be NULL beforehand: the operand has a field. */
    private String aggregate(List<String> own) {
        String computed = number(1, own);
        String operand = own.stream().anyMatch(alias -> computed.contains(alias + ".")) ? computed : field(own);
        return switch (random.nextInt(10)) {
            case 0 -> "COUNT(*)";
            case 1 -> "COUNT(" + operand + ")";
            case 2 -> "COUNT(DISTINCT " + operand + ")";
            case 3 -> "SUM(" + operand + ")";
            case 4 -> "MIN(" + operand + ")";
            case 5 -> "AVG(" + operand + ")";
            case 6 -> one(List.of("STDDEV(", "VARIANCE(", "MEDIAN(")) + operand + ")";
            case 7 -> "LENGTH(STRING_AGG(" + one(own) + ".s, ', '))";
            case 8 -> "SUM(DISTINCT " + operand + ")";
            default -> "MAX(" + operand + ") FILTER (WHERE " + comparison(own) + ")";
        };
    }

    private String windowed(int columns, String from, List<String> own) {
        return "SELECT " + columns(columns, () -> window(own)) + from;
    }

    /** Over an order with ties, windows that take whole peers; frames of rows and neighbours over an order by all the keys. */
    private String window(List<String> own) {
        String partition = "PARTITION BY " + field(own);
        String over = " OVER (" + partition + " ORDER BY " + field(own) + ")";
        String keys = own.stream().map(alias -> alias + "._id").collect(Collectors.joining(", "));
        String total = partition + " ORDER BY " + field(own) + one(List.of("", " DESC")) + ", " + keys;
        return switch (random.nextInt(10)) {
            case 0 -> "RANK()" + over;
            case 1 -> "DENSE_RANK()" + over;
            case 2 -> "SUM(" + field(own) + ")" + over;
            case 3 -> "COUNT(*)" + over;
            case 4 -> "MAX(" + field(own) + ") OVER (" + partition + ")";
            case 5, 6 ->
                one(List.of("SUM(", "COUNT(", "MIN(", "MAX(", "AVG(", "FIRST_VALUE(", "LAST_VALUE(")) + field(own)
                        + ") OVER (" + total + " ROWS " + frame() + ")";
            case 7 ->
                one(List.of("SUM(", "COUNT(", "MIN(", "MAX(")) + field(own) + ") OVER (" + partition + " ORDER BY "
                        + field(own) + one(List.of("", " DESC")) + " RANGE " + frame() + ")";
            case 8 ->
                one(List.of("LAG(", "LEAD(")) + field(own) + one(List.of("", ", 2", ", 1, -1")) + ") OVER (" + total
                        + ")";
            default -> one(List.of("ROW_NUMBER()", "NTILE(3)")) + " OVER (" + total + ")";
        };
    }

    private String frame() {
        return one(List.of(
                "UNBOUNDED PRECEDING",
                "2 PRECEDING",
                "BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                "BETWEEN 3 PRECEDING AND 1 PRECEDING",
                "BETWEEN CURRENT ROW AND 2 FOLLOWING",
                "BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING",
                "BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
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
            return "(SELECT " + inner + "._id AS _id, " + inner + ".a AS a, " + inner + ".b AS b, " + inner
                    + ".c AS c, " + inner
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

    String comparison(List<String> inSight) {
        return switch (random.nextInt(8)) {
            case 0 ->
                one(inSight) + ".s" + one(List.of(" = 'x'", " LIKE 'x%'", " NOT LIKE '%y'", " > 'xy'", " ILIKE 'X_%'"));
            case 1 -> text(1, inSight) + one(List.of(" = ", " <> ", " < ", " >= ")) + text(1, inSight);
            default ->
                number(1, inSight) + one(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= ")) + number(1, inSight);
        };
    }

    private String scalar(int depth, List<String> inSight) {
        String inner = alias();
        String from = " FROM t" + random.nextInt(TABLES) + " AS " + inner + " WHERE " + inner + ".b = " + field(inSight)
                + (depth > 0 ? " AND " + nested(depth - 1, List.of(inner), inSight) : "");
        return random.nextInt(4) == 0
                ? "(SELECT " + inner + ".a" + from + " ORDER BY " + inner + ".a, " + inner + "._id LIMIT 1)"
                : "(SELECT " + one(List.of("MAX", "MIN", "SUM", "COUNT", "AVG")) + "(" + inner + ".a)" + from + ")";
    }

    /** A condition within a subquery, that may look at the queries around it by a subquery of its own. */
    private String nested(int depth, List<String> own, List<String> around) {
        List<String> all = new ArrayList<>(own);
        all.addAll(around);
        if (random.nextInt(3) > 0) {
            return comparison(own);
        }
        String inner = alias();
        return "EXISTS (SELECT 1 FROM t" + random.nextInt(TABLES) + " AS " + inner + " WHERE " + inner + ".c = "
                + field(all) + (depth > 0 ? " AND " + comparison(all) : "") + ")";
    }

    private String field(List<String> inSight) {
        return one(inSight) + "." + one(NUMBERS);
    }

    String number(int depth, List<String> inSight) {
        return switch (random.nextInt(depth > 0 ? 14 : 5)) {
            case 0 -> Integer.toString(random.nextInt(9));
            case 5 ->
                "(" + number(depth - 1, inSight) + one(List.of(" + ", " - ", " * ")) + number(depth - 1, inSight) + ")";
            case 6 -> "COALESCE(" + field(inSight) + ", " + number(depth - 1, inSight) + ")";
            case 7 ->
                "CASE WHEN " + comparison(inSight) + " THEN " + number(depth - 1, inSight) + " ELSE " + field(inSight)
                        + " END";
            case 8 -> "NULLIF(" + field(inSight) + ", " + random.nextInt(5) + ")";
            case 9 ->
                "(" + number(depth - 1, inSight) + one(List.of(" / ", " % ")) + "NULLIF(" + number(depth - 1, inSight)
                        + ", 0))";
            case 10 -> one(List.of("LENGTH(", "POSITION('y', ", "ASCII('.' || ")) + text(depth - 1, inSight) + ")";
            case 11 -> one(List.of("ABS(", "SIGN(", "-(")) + number(depth - 1, inSight) + ")";
            case 12 -> "CAST(CAST(" + number(depth - 1, inSight) + " AS VARCHAR) AS BIGINT)";
            default -> field(inSight);
        };
    }

    String text(int depth, List<String> inSight) {
        String s = one(inSight) + ".s";
        return switch (random.nextInt(depth > 0 ? 13 : 3)) {
            case 0 -> one(List.of("'x'", "'yz'", "''"));
            case 3 -> one(List.of("UPPER(", "LOWER(", "TRIM(")) + text(depth - 1, inSight) + ")";
            case 4 -> "(" + text(depth - 1, inSight) + " || " + text(depth - 1, inSight) + ")";
            case 5 ->
                "SUBSTRING(" + text(depth - 1, inSight) + ", " + (1 + random.nextInt(3))
                        + one(List.of(")", ", 1)", ", 5)"));
            case 6 -> "REPLACE(" + text(depth - 1, inSight) + ", 'y', '*')";
            case 7 -> one(List.of("LPAD(", "RPAD(")) + text(depth - 1, inSight) + ", " + random.nextInt(5) + ", '.')";
            case 8 ->
                one(List.of("LEFT(", "RIGHT(", "REPEAT(")) + text(depth - 1, inSight) + ", " + random.nextInt(4) + ")";
            case 9 -> "COALESCE(" + s + ", " + text(depth - 1, inSight) + ")";
            case 10 -> "CASE WHEN " + comparison(inSight) + " THEN " + s + " ELSE " + text(depth - 1, inSight) + " END";
            case 11 -> "CAST(" + number(depth - 1, inSight) + " AS VARCHAR)";
            case 12 -> "CONCAT_WS('-', " + s + ", " + text(0, inSight) + ")";
            default -> s;
        };
    }

    /** A mean would be rounded by H2's column and stored as it is by a collection. */
    private static String whole(String scalar) {
        return scalar.replace("AVG(", "MAX(");
    }

    /** What two tables of the same name are changed by. {@code first}: the least key that no row has yet. */
    String write(int first) {
        aliases = 0;
        String table = "t" + random.nextInt(TABLES);
        List<String> own = List.of(table);
        return switch (random.nextInt(4)) {
            case 0 -> "DELETE FROM " + table + " WHERE " + condition(1, own) + " AND " + comparison(own);
            case 1 ->
                "INSERT INTO " + table + " (_id, a, b, c, s) SELECT " + first + " + x1._id, " + number(1, List.of("x1"))
                        + " % 9, "
                        + field(List.of("x1")) + ", " + field(List.of("x1")) + ", LEFT(" + text(1, List.of("x1"))
                        + ", 4) FROM t" + random.nextInt(TABLES) + " AS x1 WHERE x1._id < 50 AND "
                        + comparison(List.of("x1"));
            default ->
                "UPDATE " + table + " SET " + one(NUMBERS) + " = "
                        + (random.nextInt(4) == 0 ? whole(scalar(0, own)) : number(2, own)) + " % 9, s = LEFT("
                        + text(2, own) + ", 4) WHERE " + condition(1, own);
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
