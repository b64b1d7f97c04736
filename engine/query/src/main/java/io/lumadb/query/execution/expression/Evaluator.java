package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;

/** A compiled expression. Stateless, hence shared by all the shards' threads. */
@FunctionalInterface
public interface Evaluator {

    /** The value for a row; {@link Value#MISSING} where a field is not there. */
    Value evaluate(Row row);

    /** Whether the value is true: unknown counts as false, as a WHERE clause has it. */
    default boolean holds(Row row) {
        return isTrue(evaluate(row));
    }

    static boolean isTrue(Value value) {
        return value instanceof Value.Bool(boolean flag) && flag;
    }

    /** An expression that does not depend on the row. */
    record Constant(Value value) implements Evaluator {
        @Override
        public Value evaluate(Row row) {
            return value;
        }
    }
}
