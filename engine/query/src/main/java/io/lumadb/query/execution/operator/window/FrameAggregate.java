package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import java.util.function.LongConsumer;

/**
 * Computes an aggregate over the frame of each row of a partition. Frames whose ends only move forward, which is all that
 * constant distances give, cost about the same for each row however long they are:
 *
 * <ul>
 *   <li>frames that only grow add each row to one accumulator;
 *   <li>DISTINCT and percentiles keep a {@link RankedFrame}, which rows enter and leave;
 *   <li>other aggregates are merged from two halves of a {@link SlidingFrame};
 *   <li>ARRAY_AGG and STRING_AGG, whose results are as long as their frames, start anew when the frame's start moves.
 * </ul>
 */
final class FrameAggregate {

    private static final int ROWS_BETWEEN_CHECKPOINTS = 256;

    private final Measure measure;
    private final Partition partition;
    private final QueryRun run;
    private final LongConsumer grown;
    private final int[] from;
    private final int[] to;
    private int steps;

    FrameAggregate(Measure measure, Partition partition, FrameRows frame, QueryRun run, LongConsumer grown) {
        this.measure = measure;
        this.partition = partition;
        this.run = run;
        this.grown = grown;
        this.from = new int[partition.size()];
        this.to = new int[partition.size()];
        for (int i = 0; i < from.length; i++) {
            step();
            from[i] = frame.from(i);
            to[i] = Math.max(from[i], frame.to(i));
        }
    }

    Value[] values() {
        boolean startStands = true;
        boolean forward = true;
        for (int i = 1; i < from.length; i++) {
            startStands &= from[i] == from[0];
            forward &= from[i] >= from[i - 1] && to[i] >= to[i - 1];
        }
        if (!forward) {
            return growing();
        }
        return switch (measure.function()) {
            case ARRAY_AGG, STRING_AGG -> growing();
            case MEDIAN, PERCENTILE -> ranked();
            case COUNT, SUM, AVG, STDDEV, VARIANCE -> {
                if (measure.distinct()) {
                    yield ranked();
                }
                yield startStands ? growing() : sliding();
            }
            case MIN, MAX, FIRST, LAST -> startStands ? growing() : sliding();
        };
    }

    /** Rows are only added while the frame's start stands still; when it moves the aggregate starts anew. */
    private Value[] growing() {
        Value[] values = new Value[from.length];
        Accumulator accumulator = accumulator();
        int start = 0;
        int end = 0;
        for (int i = 0; i < values.length; i++) {
            if (sameFrame(i)) {
                values[i] = values[i - 1];
                continue;
            }
            if (from[i] != start || to[i] < end) {
                accumulator = accumulator();
                start = from[i];
                end = start;
            }
            for (; end < to[i]; end++) {
                step();
                measure.add(accumulator, partition.row(end));
            }
            values[i] = accumulator.result();
            grown.accept(ValueSize.alone(values[i]));
        }
        return values;
    }

    private Value[] sliding() {
        Value[] values = new Value[from.length];
        SlidingFrame frame = new SlidingFrame(this::accumulatorOf, this::accumulator, grown);
        for (int i = 0; i < values.length; i++) {
            step();
            if (sameFrame(i)) {
                values[i] = values[i - 1];
            } else {
                frame.moveTo(from[i], to[i]);
                values[i] = frame.result();
            }
        }
        frame.close();
        return values;
    }

    private Value[] ranked() {
        Value[] values = new Value[from.length];
        Value[] operands = new Value[from.length];
        for (int i = 0; i < operands.length; i++) {
            step();
            operands[i] = measure.value(partition.row(i));
        }
        RankedFrame frame = new RankedFrame(measure, operands, grown);
        int start = 0;
        int end = 0;
        for (int i = 0; i < values.length; i++) {
            for (; end < to[i]; end++) {
                step();
                frame.add(end);
            }
            for (; start < from[i]; start++) {
                step();
                frame.remove(start);
            }
            values[i] = sameFrame(i) ? values[i - 1] : frame.result();
        }
        return values;
    }

    private boolean sameFrame(int index) {
        return index > 0 && from[index] == from[index - 1] && to[index] == to[index - 1];
    }

    private Accumulator accumulator() {
        return switch (measure.function()) {
            // Of a frame's accumulators each holds one of its values, which the partition's rows mostly hold
            // themselves.
            case MIN, MAX, FIRST, LAST -> measure.accumulator(RowOrder.ARRIVAL, _ -> {});
            case COUNT, SUM, AVG, STDDEV, VARIANCE, ARRAY_AGG, STRING_AGG, MEDIAN, PERCENTILE ->
                measure.accumulator(RowOrder.ARRIVAL, grown);
        };
    }

    private Accumulator accumulatorOf(int index) {
        Accumulator accumulator = accumulator();
        measure.add(accumulator, partition.row(index));
        return accumulator;
    }

    private void step() {
        steps++;
        if (steps % ROWS_BETWEEN_CHECKPOINTS == 0) {
            run.checkpoint();
        }
    }
}
