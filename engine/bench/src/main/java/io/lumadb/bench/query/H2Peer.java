package io.lumadb.bench.query;

import io.lumadb.document.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;

/** H2 in this process, in a file that its cache holds whole. */
final class H2Peer implements Peer {

    private static final int BATCH = 1_000;

    private final Connection connection;
    private final Layout layout;

    /** How the orders are stored. */
    enum Layout {
        /** As documents. */
        JSON,
        /** With a column for each field that the question asks for, and the whole as a text beside them. */
        COLUMNS
    }

    H2Peer(Path folder, Layout layout) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("h2-" + layout) + ";CACHE_SIZE=4000000");
        this.layout = layout;
    }

    @Override
    public String name() {
        return switch (layout) {
            case JSON -> "H2 JSON";
            case COLUMNS -> "H2 columns";
        };
    }

    @Override
    public void fill(Orders orders, long count) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Otherwise the same question is answered once, and then from memory.
            statement.execute("SET OPTIMIZE_REUSE_RESULTS 0");
            statement.execute(
                    switch (layout) {
                        case JSON -> "CREATE TABLE orders (id BIGINT PRIMARY KEY, doc JSON NOT NULL)";
                        case COLUMNS ->
                            "CREATE TABLE orders (id BIGINT PRIMARY KEY, doc VARCHAR NOT NULL, country VARCHAR,"
                                    + " status VARCHAR, amount DOUBLE PRECISION, quantity BIGINT)";
                    });
        }
        String insert = switch (layout) {
            case JSON -> "INSERT INTO orders VALUES (?, ? FORMAT JSON)";
            case COLUMNS -> "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)";
        };
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (long number = 0; number < count; number++) {
                statement.setLong(1, number);
                switch (layout) {
                    case JSON -> statement.setBytes(2, orders.json(number).getBytes(StandardCharsets.UTF_8));
                    case COLUMNS -> setColumns(statement, orders, number);
                }
                statement.addBatch();
                if (number % BATCH == BATCH - 1 || number == count - 1) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static void setColumns(PreparedStatement statement, Orders orders, long number) throws SQLException {
        Value.Obj order = orders.order(number);
        statement.setString(2, orders.json(number));
        statement.setString(3, ((Value.Text) order.get("country")).value());
        statement.setString(4, ((Value.Text) order.get("status")).value());
        statement.setDouble(5, ((Value.Float64) order.get("amount")).value());
        statement.setLong(6, ((Value.Int64) order.get("quantity")).value());
    }

    @Override
    public SortedMap<String, Totals> totals() throws SQLException {
        return JdbcTotals.of(
                connection,
                switch (layout) {
                    case JSON ->
                        "SELECT TRIM(BOTH '\"' FROM CAST(country AS VARCHAR)), COUNT(*), SUM(amount), AVG(quantity) FROM"
                                + " (SELECT (doc).\"country\" AS country, (doc).\"status\" AS status, "
                                + number("amount") + " AS amount, " + number("quantity") + " AS quantity FROM orders)"
                                + " WHERE status = JSON '\"shipped\"' AND amount > 100 GROUP BY country";
                    case COLUMNS ->
                        "SELECT country, COUNT(*), SUM(amount), AVG(CAST(quantity AS DOUBLE PRECISION)) FROM orders"
                                + " WHERE status = 'shipped' AND amount > 100 GROUP BY country";
                });
    }

    /** H2 has no direct cast from JSON to a number. */
    private static String number(String field) {
        return "CAST(CAST((doc).\"" + field + "\" AS VARCHAR) AS DOUBLE PRECISION)";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
