package io.lumadb.bench.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;

/** PostgreSQL with the orders as {@code jsonb}, over a loopback connection. */
final class PostgresPeer implements Peer {

    private static final int BATCH = 1_000;

    private final Connection connection;

    PostgresPeer(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url + "&reWriteBatchedInserts=true");
    }

    @Override
    public String name() {
        return "PostgreSQL jsonb";
    }

    @Override
    public void fill(Orders orders, long count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY, doc jsonb NOT NULL)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?::jsonb)")) {
                for (long number = 0; number < count; number++) {
                    insert.setLong(1, number);
                    insert.setString(2, orders.json(number));
                    insert.addBatch();
                    if (number % BATCH == BATCH - 1 || number == count - 1) {
                        insert.executeBatch();
                    }
                }
            }
            statement.execute("VACUUM (ANALYZE, FREEZE) orders");
            statement.execute("CHECKPOINT");
        }
    }

    @Override
    public SortedMap<String, Totals> totals() throws SQLException {
        return JdbcTotals.of(
                connection,
                "SELECT doc->>'country', count(*), sum((doc->>'amount')::float8), avg((doc->>'quantity')::bigint)"
                        + " FROM orders WHERE doc->>'status' = 'shipped' AND (doc->>'amount')::float8 > 100"
                        + " GROUP BY doc->>'country'");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
