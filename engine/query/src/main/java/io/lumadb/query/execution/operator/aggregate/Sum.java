package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import io.lumadb.query.statement.MatchingRules;

/**
 * SUM and AVG. Values that are not numbers do not count, as if they were null. By MongoDB's rules the sum of nothing is 0.
 */
final class Sum extends Accumulator {

    private final ExactSum sum = new ExactSum();
    private final boolean average;

    private final MatchingRules rules;

    Sum(boolean average, MatchingRules rules) {
        this.average = average;
        this.rules = rules;
    }

    @Override
    public void add(Value value, Row row) {
        if (value.isNumber()) {
            sum.add(value);
        }
    }

    @Override
    public void merge(Accumulator other) {
        sum.merge(((Sum) other).sum);
    }

    @Override
    public Value result() {
        if (average) {
            return sum.average();
        }
        return rules == MatchingRules.SQL ? sum.sum() : sum.documentSum();
    }

    @Override
    public void write(SpillOutput out) {
        sum.write(out);
    }

    @Override
    public void read(SpillInput in) {
        ExactSum written = new ExactSum();
        written.read(in);
        sum.merge(written);
    }
}
