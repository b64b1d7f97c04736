package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * An aggregate over rows that enter at the end and leave at the start, as a queue made of two stacks: the older rows as
 * aggregates of each row with all older ones behind it, the newer ones as one aggregate. When the older run out, the newer
 * ones become them. A row is merged twice, whatever the frame's length (Tangwongsan, Hirzel, Schneider, "General
 * Incremental Sliding-Window Aggregation", VLDB 2015, §2).
 */
final class SlidingFrame {

    private static final int ACCUMULATOR_BYTES = 128;

    private final IntFunction<Accumulator> ofRow;
    private final Supplier<Accumulator> empty;
    private final LongConsumer grown;
    /** The last one is the aggregate of the rows from {@code start} to where the newer ones begin. */
    private final List<Accumulator> older = new ArrayList<>();

    private Accumulator newer;
    private int start;
    private int end;

    /** {@code ofRow} gives a new accumulator with one row of the partition, {@code empty} one with none. */
    SlidingFrame(IntFunction<Accumulator> ofRow, Supplier<Accumulator> empty, LongConsumer grown) {
        this.ofRow = ofRow;
        this.empty = empty;
        this.grown = grown;
        this.newer = empty.get();
    }

    /** Takes in rows up to {@code to} and lets go those before {@code from}. Neither may be less than before. */
    void moveTo(int from, int to) {
        if (from >= end) {
            clear(from);
        }
        for (; end < to; end++) {
            newer.merge(ofRow.apply(end));
        }
        while (start < from) {
            if (older.isEmpty()) {
                start = from;
                turn();
            } else {
                older.removeLast();
                grown.accept(-ACCUMULATOR_BYTES);
                start++;
            }
        }
    }

    private void clear(int at) {
        grown.accept(-(long) ACCUMULATOR_BYTES * older.size());
        older.clear();
        newer = empty.get();
        start = at;
        end = at;
    }

    /** The newer rows from {@code start} on become the older ones. */
    private void turn() {
        for (int row = end - 1; row >= start; row--) {
            Accumulator accumulator = ofRow.apply(row);
            if (!older.isEmpty()) {
                accumulator.merge(older.getLast());
            }
            older.add(accumulator);
            grown.accept(ACCUMULATOR_BYTES);
        }
        newer = empty.get();
    }

    Value result() {
        Accumulator all = empty.get();
        if (!older.isEmpty()) {
            all.merge(older.getLast());
        }
        all.merge(newer);
        return all.result();
    }

    void close() {
        clear(end);
    }
}
