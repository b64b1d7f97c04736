package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.sort.KeyedRow;
import io.lumadb.query.execution.operator.sort.SortOrder;
import java.util.List;

/** The rows of one partition in their order, and where each row's peers (the rows with equal ordering values) stand. */
final class Partition {

    private final List<KeyedRow> rows;
    private final int partitionKeys;
    private final List<SortOrder.Key> order;
    private final int[] peersFrom;
    private final int[] peersTo;

    /** {@code partitionKeys}: how many of the rows' keys stand before the ordering values. */
    Partition(List<KeyedRow> rows, int partitionKeys, List<SortOrder.Key> order) {
        this.rows = rows;
        this.partitionKeys = partitionKeys;
        this.order = order;
        this.peersFrom = new int[rows.size()];
        this.peersTo = new int[rows.size()];
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || !peers(rows.get(from), rows.get(i))) {
                for (int j = from; j < i; j++) {
                    peersFrom[j] = from;
                    peersTo[j] = i;
                }
                from = i;
            }
        }
    }

    private boolean peers(KeyedRow left, KeyedRow right) {
        return sameKeys(left, right, partitionKeys, left.keys().size());
    }

    static boolean sameKeys(KeyedRow left, KeyedRow right, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!ValueOrder.same(left.keys().get(i), right.keys().get(i))) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return rows.size();
    }

    Row row(int index) {
        return rows.get(index).row();
    }

    /** The first of a row's peers. */
    int peersFrom(int index) {
        return peersFrom[index];
    }

    /** Behind the last of a row's peers. */
    int peersTo(int index) {
        return peersTo[index];
    }

    List<SortOrder.Key> order() {
        return order;
    }

    /** The first ordering value of a row. */
    Value orderingValue(int index) {
        return rows.get(index).keys().get(partitionKeys);
    }
}
