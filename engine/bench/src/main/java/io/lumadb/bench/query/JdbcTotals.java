package io.lumadb.bench.query;

import io.lumadb.bench.query.Peer.Totals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads totals whose columns are country, orders, amount and quantity. */
final class JdbcTotals {

    private JdbcTotals() {}

    static SortedMap<String, Totals> of(Connection connection, String query) throws SQLException {
        SortedMap<String, Totals> totals = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                totals.put(rows.getString(1), new Totals(rows.getLong(2), rows.getDouble(3), rows.getDouble(4)));
            }
        }
        return totals;
    }
}
