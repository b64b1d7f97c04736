package io.lumadb.bench.query;

import java.sql.SQLException;
import java.util.SortedMap;

/** A database that is measured: it takes the orders and answers the one question. */
interface Peer extends AutoCloseable {

    /** As the report calls it, with what it stores documents as. */
    String name();

    /** Stores the first orders. */
    void fill(Orders orders, long count) throws Exception;

    /** Shipped orders over 100 by country. */
    SortedMap<String, Totals> totals() throws Exception;

    @Override
    void close() throws SQLException;

    /** Of one country: how many orders, their amounts' sum, their quantities' mean. */
    record Totals(long orders, double amount, double quantity) {

        /** Sums of doubles depend on the order of their terms in the last digits. */
        boolean agreesWith(Totals other) {
            return orders == other.orders
                    && Math.abs(amount - other.amount) <= 1e-9 * Math.abs(amount)
                    && Math.abs(quantity - other.quantity) <= 1e-9 * Math.abs(quantity);
        }
    }
}
