package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;

/**
 * An aggregate under way. Two over parts of the rows can be merged into the one over all of them. For one thread at a
 * time.
 */
public abstract sealed class Accumulator
        permits Count, DistinctValues, Extreme, Moments, OrderedEnd, OrderedValues, Percentile, Sum {

    /** Adds one row's operand. {@code row} is what aggregates with an order read their keys from. */
    public abstract void add(Value value, Row row);

    /** Adds what another one of the same measure has seen, whose rows come after this one's. The other stays as it is. */
    public abstract void merge(Accumulator other);

    /** The aggregate of what was added so far; more may be added after. */
    public abstract Value result();

    /** Writes what {@link #read} makes the same accumulator of. */
    public abstract void write(SpillOutput out);

    /** Adds what was written. */
    public abstract void read(SpillInput in);
}
