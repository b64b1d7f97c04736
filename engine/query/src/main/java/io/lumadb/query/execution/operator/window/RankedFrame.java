package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.Percentile;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * DISTINCT aggregates and percentiles over rows that enter and leave. The partition's different values are known
 * beforehand, in their order; what changes is how many rows of the frame have each. Percentiles count them in a Fenwick
 * tree ("A New Data Structure for Cumulative Frequency Tables", 1994); other aggregates are merged up a binary tree whose
 * leaves are the values. A row costs the logarithm of the number of values.
 */
final class RankedFrame {

    private static final int ABSENT = -1;
    private static final int BYTES_A_ROW = 64;

    private final Measure measure;
    private final boolean percentile;
    private final Value[] operands;
    /** For each row the number of its value, {@link #ABSENT} where it does not count. */
    private final int[] ranks;
    /** How many different values there are. */
    private final int different;

    /** How many rows of the frame have a value, as int64, as double and as anything else. */
    private final int[][] counts;

    /** The value in each of these forms. */
    private final Value[][] forms;

    /** The Fenwick tree over the values. */
    private final int[] sums;

    /** The binary tree: the root at 1, the leaves from {@code different} on; null where the frame has no value. */
    private final @Nullable Accumulator[] tree;

    private int present;
    private int numbers;
    private int timestamps;
    private int decimals;

    /** {@code operands}: the rows' values; null does not count. */
    RankedFrame(Measure measure, Value[] operands, LongConsumer grown) {
        this.measure = measure;
        this.operands = operands;
        this.percentile =
                measure.function() == AggregateFunction.MEDIAN || measure.function() == AggregateFunction.PERCENTILE;
        this.ranks = new int[operands.length];
        this.different = rank();
        this.counts = new int[different][3];
        this.forms = new Value[different][3];
        this.sums = new int[different + 1];
        boolean merged = !percentile && measure.function() != AggregateFunction.COUNT;
        this.tree = new Accumulator[merged ? 2 * different : 0];
        grown.accept((long) BYTES_A_ROW * operands.length + 128L * tree.length);
    }

    private boolean counts(Value value) {
        return percentile ? value.isNumber() || value instanceof Value.Timestamp : !value.isNull();
    }

    private int rank() {
        Integer[] order = new Integer[operands.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> ValueOrder.INSTANCE.compare(operands[a], operands[b]));
        int rank = ABSENT;
        int last = ABSENT;
        for (int row : order) {
            if (!counts(operands[row])) {
                ranks[row] = ABSENT;
                continue;
            }
            if (last == ABSENT || !ValueOrder.same(operands[last], operands[row])) {
                rank++;
            }
            ranks[row] = rank;
            last = row;
        }
        return rank + 1;
    }

    void add(int row) {
        change(row, 1);
    }

    void remove(int row) {
        change(row, -1);
    }

    private void change(int row, int by) {
        int rank = ranks[row];
        if (rank == ABSENT) {
            return;
        }
        Value before = shown(rank);
        int form = form(operands[row]);
        counts[rank][form] += by;
        forms[rank][form] = operands[row];
        Value after = shown(rank);
        present += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (!percentile) {
            if (tree.length > 0 && (before == null || !before.equals(after))) {
                update(rank, after);
            }
            return;
        }
        if (!measure.distinct()) {
            count(rank, operands[row], by);
            return;
        }
        if (before != null) {
            count(rank, before, -1);
        }
        if (after != null) {
            count(rank, after, 1);
        }
    }

    private void count(int rank, Value value, int by) {
        for (int i = rank + 1; i < sums.length; i += i & -i) {
            sums[i] += by;
        }
        numbers += value.isNumber() ? by : 0;
        timestamps += value.isNumber() ? 0 : by;
        decimals += value instanceof Value.Decimal ? by : 0;
    }

    private static int form(Value value) {
        return switch (value) {
            case Value.Int64 _ -> 0;
            case Value.Float64 _ -> 1;
            default -> 2;
        };
    }

    /** Which of equal values the frame shows; null when it has none of them. */
    private @Nullable Value shown(int rank) {
        for (int form = 0; form < counts[rank].length; form++) {
            if (counts[rank][form] > 0) {
                return forms[rank][form];
            }
        }
        return null;
    }

    private void update(int rank, @Nullable Value value) {
        int node = rank + different;
        tree[node] = null;
        if (value != null) {
            Accumulator leaf = accumulator();
            leaf.add(value, ObjectRow.EMPTY);
            tree[node] = leaf;
        }
        for (node /= 2; node >= 1; node /= 2) {
            tree[node] = merged(tree[2 * node], tree[2 * node + 1]);
        }
    }

    private @Nullable Accumulator merged(@Nullable Accumulator left, @Nullable Accumulator right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        Accumulator both = accumulator();
        both.merge(left);
        both.merge(right);
        return both;
    }

    private Accumulator accumulator() {
        return measure.plain().accumulator(RowOrder.ARRIVAL, _ -> {});
    }

    Value result() {
        if (measure.function() == AggregateFunction.COUNT) {
            return Value.of(present);
        }
        if (percentile) {
            return percentile();
        }
        Accumulator root = different == 0 ? null : tree[1];
        return (root == null ? accumulator() : root).result();
    }

    /** Numbers stand before timestamps, which count only where there are no numbers. */
    private Value percentile() {
        int size = numbers > 0 ? numbers : timestamps;
        if (size == 0) {
            return Value.NULL;
        }
        double place = measure.fraction() * (size - 1);
        int below = (int) place;
        return Percentile.interpolated(
                valueAt(below), valueAt(Math.min(below + 1, size - 1)), place - below, decimals > 0);
    }

    /** The value at a place among the frame's, from 0. */
    private Value valueAt(int place) {
        int rank = 0;
        int left = place;
        for (int step = Integer.highestOneBit(Math.max(1, different)); step > 0; step /= 2) {
            if (rank + step <= different && sums[rank + step] <= left) {
                rank += step;
                left -= sums[rank];
            }
        }
        Value value = shown(rank);
        if (value == null) {
            throw new IllegalStateException("no row of the frame has the value at place " + place);
        }
        return value;
    }
}
