package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.util.LinkedHashSet;
import java.util.Set;

/** An aggregate under way. Two over parts of the rows can be merged into the one over all of them. */
public abstract sealed class Accumulator {

    /** Adds one row's value; nulls do not count. */
    abstract void add(Value value);

    abstract void merge(Accumulator other);

    /** The aggregate of what was added so far; more may be added after. */
    public abstract Value result();

    /** Bytes that the last {@code add} or {@code merge} made it grow by. */
    long grownBytes() {
        return 0;
    }

    static Accumulator of(AggregateFunction function, boolean distinct) {
        return distinct ? new DistinctValues(function) : plain(function);
    }

    private static Accumulator plain(AggregateFunction function) {
        return switch (function) {
            case COUNT -> new Count();
            case SUM -> new Sum(false);
            case AVG -> new Sum(true);
            case MIN -> new Extreme(-1);
            case MAX -> new Extreme(1);
            case STDDEV, VARIANCE, FIRST, LAST, ARRAY_AGG, STRING_AGG, MEDIAN, PERCENTILE ->
                throw Unplanned.construct(function);
        };
    }

    private static final class Count extends Accumulator {
        private long count;

        @Override
        void add(Value value) {
            if (!value.isNull()) {
                count++;
            }
        }

        @Override
        void merge(Accumulator other) {
            count += ((Count) other).count;
        }

        @Override
        public Value result() {
            return Value.of(count);
        }
    }

    /** SUM and AVG. Values that are not numbers do not count, as if they were null. */
    private static final class Sum extends Accumulator {
        private final ExactSum sum = new ExactSum();
        private final boolean average;

        Sum(boolean average) {
            this.average = average;
        }

        @Override
        void add(Value value) {
            if (value.isNumber()) {
                sum.add(value);
            }
        }

        @Override
        void merge(Accumulator other) {
            sum.merge(((Sum) other).sum);
        }

        @Override
        public Value result() {
            return average ? sum.average() : sum.sum();
        }
    }

    private static final class Extreme extends Accumulator {
        private final int direction;
        private Value best = Value.NULL;

        Extreme(int direction) {
            this.direction = direction;
        }

        @Override
        void add(Value value) {
            if (value.isNull()) {
                return;
            }
            int order = best.isNull() ? direction : Integer.signum(ValueOrder.INSTANCE.compare(value, best));
            if (order == direction) {
                best = value;
            } else if (order == 0) {
                best = Representative.of(best, value);
            }
        }

        @Override
        void merge(Accumulator other) {
            add(((Extreme) other).best);
        }

        @Override
        public Value result() {
            return best;
        }
    }

    /** Gives each different value to another aggregate once, when a result is asked for. */
    private static final class DistinctValues extends Accumulator {
        private static final int ENTRY_BYTES = 64;

        private final AggregateFunction function;
        private final Set<ValueKey> values = new LinkedHashSet<>();
        private long grownBytes;

        DistinctValues(AggregateFunction function) {
            this.function = function;
        }

        @Override
        void add(Value value) {
            grownBytes = 0;
            if (!value.isNull() && values.add(new ValueKey(value))) {
                grownBytes = ENTRY_BYTES + ValueSize.of(value);
            }
        }

        @Override
        void merge(Accumulator other) {
            long grown = 0;
            for (ValueKey key : ((DistinctValues) other).values) {
                add(key.value());
                grown += grownBytes;
            }
            grownBytes = grown;
        }

        @Override
        public Value result() {
            Accumulator over = plain(function);
            values.forEach(key -> over.add(key.value()));
            return over.result();
        }

        @Override
        long grownBytes() {
            return grownBytes;
        }
    }
}
