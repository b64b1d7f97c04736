package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same text, asked of LumaDB and of H2 over the same rows, gives the same rows; the same writes leave the same tables. {@link RandomSql} says
 * which few constructs are steered around.
 */
class H2DifferentialTest {

    private static final int QUERIES_A_SCHEMA = 100;

    @Test
    void agreesWithH2() throws SQLException {
        compare(1_500, System.nanoTime());
    }

    @Test
    @Tag("slow")
    void agreesWithH2OnTwentyThousandQueries() throws SQLException {
        compare(20_000, System.nanoTime());
    }

    private static void compare(int queries, long seed) throws SQLException {
        System.out.println("H2DifferentialTest seed " + seed + ", " + queries + " queries");
        Random random = new Random(seed);
        int withRows = 0;
        for (int done = 0; done < queries; done += QUERIES_A_SCHEMA) {
            Bench bench = new Bench();
            try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
                List<String> data = fill(random, bench, h2);
                RandomSql sql = new RandomSql(random);
                for (int i = 0; i < QUERIES_A_SCHEMA; i++) {
                    if (i % 10 == 9) {
                        data.add(change(sql, bench, h2, 1000 * (i + 1)));
                        compareTables(bench, h2, "seed " + seed + "\n" + String.join(";\n", data));
                    }
                    RandomSql.Query query = sql.query();
                    List<String> expected = rowsOf(h2, query);
                    List<String> actual = rowsOf(bench, query);
                    assertThat(actual)
                            .as("seed %d%n%s%n%s", seed, String.join(";\n", data), query.text())
                            .isEqualTo(expected);
                    withRows += expected.isEmpty() ? 0 : 1;
                }
            }
        }
        // Empty answers that agree say little.
        assertThat(withRows).isGreaterThan(queries / 3);
    }

    private static String change(RandomSql sql, Bench bench, Connection h2, int first) throws SQLException {
        String text = sql.write(first);
        try {
            h2.createStatement().execute(text);
        } catch (SQLException refused) {
            throw new AssertionError(text, refused);
        }
        bench.lql(text);
        return text;
    }

    private static void compareTables(Bench bench, Connection h2, String story) throws SQLException {
        for (int table = 0; table < RandomSql.TABLES; table++) {
            RandomSql.Query all = new RandomSql.Query(
                    "SELECT _id AS c0, a AS c1, b AS c2, c AS c3, s AS c4 FROM t" + table + " ORDER BY _id", true);
            assertThat(rowsOf(bench, all)).as("%s%nt%d", story, table).isEqualTo(rowsOf(h2, all));
        }
    }

    private static List<String> fill(Random random, Bench bench, Connection h2) throws SQLException {
        List<String> statements = new ArrayList<>();
        boolean indexed = random.nextBoolean();
        for (int table = 0; table < RandomSql.TABLES; table++) {
            String name = "t" + table;
            h2.createStatement()
                    .execute("CREATE TABLE " + name
                            + " (_id BIGINT PRIMARY KEY, a BIGINT, b BIGINT, c BIGINT, s VARCHAR)");
            bench.lql("CREATE COLLECTION " + name);
            int rows = random.nextInt(9);
            for (int row = 0; row < rows; row++) {
                String values = row + ", " + number(random) + ", " + number(random) + ", " + number(random) + ", "
                        + (random.nextInt(4) == 0 ? "NULL" : "'" + "xyz".substring(random.nextInt(3)) + "'");
                h2.createStatement().execute("INSERT INTO " + name + " (_id, a, b, c, s) VALUES (" + values + ")");
                bench.lql("INSERT INTO " + name + " (_id, a, b, c, s) VALUES (" + values + ")");
                statements.add("INSERT INTO " + name + " VALUES (" + values + ")");
            }
            if (indexed) {
                index(bench, name);
            }
        }
        return statements;
    }

    /** Of collections that are thought to be large, so that their indexes and the order of these are used. */
    private static void index(Bench bench, String name) {
        bench.lql("CREATE INDEX ab ON " + name + " (a, b DESC)");
        bench.lql("CREATE INDEX c ON " + name + " (c)");
        bench.lql("CREATE INDEX s ON " + name + " (s DESC)");
        bench.database.gather(name);
        bench.database.claim(name, 100_000);
    }

    private static String number(Random random) {
        return random.nextInt(5) == 0 ? "NULL" : Integer.toString(random.nextInt(7));
    }

    private static List<String> rowsOf(Connection h2, RandomSql.Query query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet results = h2.createStatement().executeQuery(query.h2())) {
            int columns = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(
                            switch (results.getObject(i)) {
                                case null -> "NULL";
                                case Number number -> plain(new BigDecimal(number.toString()));
                                case Object other -> "'" + other + "'";
                            });
                }
                rows.add(row.toString());
            }
        }
        return arranged(rows, query);
    }

    private static List<String> rowsOf(Bench bench, RandomSql.Query query) {
        List<String> rows = new ArrayList<>();
        for (Value.Obj object : bench.lql(query.text())) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < bench.summary.columns().size(); i++) {
                row.add(text(object.get("c" + i)));
            }
            rows.add(row.toString());
        }
        return arranged(rows, query);
    }

    private static List<String> arranged(List<String> rows, RandomSql.Query query) {
        if (!query.ordered()) {
            Collections.sort(rows);
        }
        return rows;
    }

    private static String text(Value value) {
        if (value.isNull()) {
            return "NULL";
        }
        return switch (value) {
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Float64(double number) -> plain(BigDecimal.valueOf(number));
            case Value.Text(String text) -> "'" + text + "'";
            case Value.Decimal decimal -> plain(decimal.value().bigDecimalValue());
            default -> value.toString();
        };
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
