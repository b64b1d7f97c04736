package io.lumadb.query.execution.operator.window;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import java.util.Optional;

/** What is computed over a window, compiled. */
public sealed interface WindowFunction {

    record RowNumber() implements WindowFunction {}

    record Rank() implements WindowFunction {}

    record DenseRank() implements WindowFunction {}

    /** {@code buckets}: a positive whole number, read from the partition's first row; INVALID_QUERY otherwise. */
    record Ntile(Evaluator buckets) implements WindowFunction {}

    /** {@code offset}: absent for one row; {@code otherwise}: absent for NULL. */
    record Lag(Evaluator value, Optional<Evaluator> offset, Optional<Evaluator> otherwise) implements WindowFunction {}

    /** As {@link Lag}, in the other direction. */
    record Lead(Evaluator value, Optional<Evaluator> offset, Optional<Evaluator> otherwise) implements WindowFunction {}

    /** Of the frame's first row. */
    record FirstValue(Evaluator value) implements WindowFunction {}

    /** Of the frame's last row. */
    record LastValue(Evaluator value) implements WindowFunction {}

    /** Over the frame's rows. */
    record Aggregate(Measure measure) implements WindowFunction {}
}
