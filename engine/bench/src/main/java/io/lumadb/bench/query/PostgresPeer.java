package io.lumadb.bench.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** PostgreSQL with the orders as {@code jsonb}, over a loopback connection. */
final class PostgresPeer implements Peer {

    private final Connection connection;

    PostgresPeer(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url);
    }

    @Override
    public String name() {
        return "PostgreSQL jsonb";
    }

    @Override
    public void fill(Orders orders, long count) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY, doc jsonb NOT NULL)");
            try (PGCopyOutputStream copy =
                    new PGCopyOutputStream(connection.unwrap(PGConnection.class), "COPY orders FROM STDIN", 1 << 20)) {
                for (long number = 0; number < count; number++) {
                    String line = number + "\t" + orders.json(number).replace("\\", "\\\\") + "\n";
                    copy.write(line.getBytes(StandardCharsets.UTF_8));
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
