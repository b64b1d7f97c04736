package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.language.QueryError;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** Computes one window call for every row of a partition. */
final class WindowValues {

    private static final int ROWS_BETWEEN_CHECKPOINTS = 256;

    private final Partition partition;
    private final QueryRun run;
    private final LongConsumer grown;

    /** {@code grown}: told how many bytes accumulators grow by. */
    WindowValues(Partition partition, QueryRun run, LongConsumer grown) {
        this.partition = partition;
        this.run = run;
        this.grown = grown;
    }

    Value[] of(WindowCall call) {
        FrameRows frame = new FrameRows(call.frame(), partition);
        return switch (call.function()) {
            case WindowFunction.RowNumber() -> each(index -> Value.of(index + 1L));
            case WindowFunction.Rank() -> each(index -> Value.of(partition.peersFrom(index) + 1L));
            case WindowFunction.DenseRank() -> denseRanks();
            case WindowFunction.Ntile(Evaluator buckets) -> ntiles(buckets);
            case WindowFunction.Lag(Evaluator value, Optional<Evaluator> offset, Optional<Evaluator> otherwise) ->
                each(index -> neighbour(index, value, offset, otherwise, -1));
            case WindowFunction.Lead(Evaluator value, Optional<Evaluator> offset, Optional<Evaluator> otherwise) ->
                each(index -> neighbour(index, value, offset, otherwise, 1));
            case WindowFunction.FirstValue(Evaluator value) ->
                each(index -> frame.from(index) < frame.to(index) ? at(frame.from(index), value) : Value.NULL);
            case WindowFunction.LastValue(Evaluator value) ->
                each(index -> frame.from(index) < frame.to(index) ? at(frame.to(index) - 1, value) : Value.NULL);
            case WindowFunction.Aggregate(Measure measure) ->
                new FrameAggregate(measure, partition, frame, run, grown).values();
        };
    }

    private Value[] each(IntFunction<Value> value) {
        Value[] values = new Value[partition.size()];
        for (int i = 0; i < values.length; i++) {
            if (i % ROWS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            values[i] = value.apply(i);
        }
        return values;
    }

    private Value at(int index, Evaluator value) {
        Value found = value.evaluate(partition.row(index));
        return found.isNull() ? Value.NULL : found;
    }

    private Value[] denseRanks() {
        long[] rank = {0};
        return each(index -> {
            if (partition.peersFrom(index) == index) {
                rank[0]++;
            }
            return Value.of(rank[0]);
        });
    }

    /** The first buckets are one row larger where the rows do not divide evenly. */
    private Value[] ntiles(Evaluator buckets) {
        Value wanted = buckets.evaluate(partition.row(0));
        if (!(wanted instanceof Value.Int64(long count)) || count < 1) {
            throw invalid("NTILE needs a positive whole number of buckets, not " + Arithmetic.text(wanted));
        }
        long size = partition.size() / count;
        long larger = partition.size() % count;
        long inLarger = larger * (size + 1);
        return each(index -> Value.of(
                1 + (index < inLarger ? index / (size + 1) : larger + (index - inLarger) / Math.max(1, size))));
    }

    private Value neighbour(
            int index, Evaluator value, Optional<Evaluator> offset, Optional<Evaluator> otherwise, int direction) {
        Value distance = offset.map(it -> it.evaluate(partition.row(index))).orElse(Value.of(1));
        if (distance.isNull()) {
            return Value.NULL;
        }
        if (!(distance instanceof Value.Int64(long rows))) {
            throw invalid(
                    "LAG and LEAD count whole rows, not " + distance.typeName() + " " + Arithmetic.text(distance));
        }
        long other = index + direction * Math.clamp(rows, -(long) Integer.MAX_VALUE, (long) Integer.MAX_VALUE);
        if (other >= 0 && other < partition.size()) {
            return at((int) other, value);
        }
        return otherwise.map(it -> at(index, it)).orElse(Value.NULL);
    }

    private static QueryError invalid(String detail) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, null);
    }
}
