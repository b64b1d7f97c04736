package io.lumadb.query.execution.operator.join;

import io.lumadb.query.execution.expression.Evaluator;
import java.util.List;

/**
 * Expressions over the left and over the right rows that have to be equal pair by pair. {@code 1} equals {@code 1.0};
 * values of different kinds are never equal.
 *
 * @param nullsMatch null and missing equal each other, as IS NOT DISTINCT FROM has it; otherwise they equal nothing
 */
public record JoinKeys(List<Evaluator> left, List<Evaluator> right, boolean nullsMatch) {

    /** Pairs that an ON or WHERE clause compares with {@code =}. */
    public static JoinKeys equal(List<Evaluator> left, List<Evaluator> right) {
        return new JoinKeys(left, right, false);
    }

    public JoinKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(left.size() + " left keys, " + right.size() + " right keys");
        }
    }
}
