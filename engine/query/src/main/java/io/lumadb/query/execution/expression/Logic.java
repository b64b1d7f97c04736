package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import java.util.List;

/** AND, OR and NOT over true, false and unknown (SQL:2016 part 2, 6.39). Anything but a boolean is unknown. */
final class Logic {

    private Logic() {}

    record Conjunction(List<Evaluator> operands) implements Evaluator {
        @Override
        public Value evaluate(Row row) {
            boolean unknown = false;
            for (Evaluator operand : operands) {
                Value value = operand.evaluate(row);
                if (!(value instanceof Value.Bool(boolean flag))) {
                    unknown = true;
                } else if (!flag) {
                    return Value.FALSE;
                }
            }
            return unknown ? Value.NULL : Value.TRUE;
        }

        @Override
        public boolean holds(Row row) {
            for (Evaluator operand : operands) {
                if (!operand.holds(row)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Disjunction(List<Evaluator> operands) implements Evaluator {
        @Override
        public Value evaluate(Row row) {
            boolean unknown = false;
            for (Evaluator operand : operands) {
                Value value = operand.evaluate(row);
                if (!(value instanceof Value.Bool(boolean flag))) {
                    unknown = true;
                } else if (flag) {
                    return Value.TRUE;
                }
            }
            return unknown ? Value.NULL : Value.FALSE;
        }

        @Override
        public boolean holds(Row row) {
            for (Evaluator operand : operands) {
                if (operand.holds(row)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Not of unknown is unknown. */
    record Negation(Evaluator operand) implements Evaluator {
        @Override
        public Value evaluate(Row row) {
            return operand.evaluate(row) instanceof Value.Bool(boolean flag) ? Value.of(!flag) : Value.NULL;
        }
    }

    /** MongoDB's $not: true for whatever does not match. */
    record Mismatch(Evaluator operand) implements Evaluator {
        @Override
        public Value evaluate(Row row) {
            return Value.of(!operand.holds(row));
        }
    }
}
