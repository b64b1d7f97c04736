package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.MemoryBudget;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import java.util.ArrayList;
import java.util.List;

/** Takes a subquery's rows one by one, and knows what they answer. Used by one thread at a time. */
abstract sealed class AnswerReader {

    /** Takes a row; gives how many bytes more are held. */
    abstract long take(Row row);

    abstract Answer answer();

    /** Whether further rows cannot change the answer. */
    abstract boolean isDecided();

    /** {@code firstOnly}: of a value's rows only the first one counts. */
    static AnswerReader of(SubqueryPlan subquery, boolean firstOnly) {
        return switch (subquery.use()) {
            case Use.Existence() -> new Existence();
            case Use.Rows() -> new Rows();
            case Use.Scalar(String column) -> new Scalar(column, firstOnly, subquery);
            case Use.Membership membership -> new Membership(membership);
        };
    }

    /**
     * Takes all rows that matter; gives how many bytes are held, which whoever asks has to reserve.
     *
     * @throws io.lumadb.document.error.LumaException TOO_LARGE as soon as there is no memory for them
     */
    long takeAll(Operator rows, MemoryBudget memory) {
        long bytes = 0;
        try {
            for (List<Row> batch = rows.next(); !batch.isEmpty(); batch = rows.next()) {
                long more = 0;
                for (Row row : batch) {
                    more += take(row);
                }
                bytes += more;
                memory.reserve(more, "a subquery's answers");
                if (isDecided()) {
                    break;
                }
            }
            return bytes;
        } finally {
            memory.release(bytes);
        }
    }

    private static final class Existence extends AnswerReader {
        private boolean found;

        @Override
        long take(Row row) {
            found = true;
            return 0;
        }

        @Override
        Answer answer() {
            return Answer.always(Value.of(found));
        }

        @Override
        boolean isDecided() {
            return found;
        }
    }

    private static final class Rows extends AnswerReader {
        private final List<Value> rows = new ArrayList<>();

        @Override
        long take(Row row) {
            Value.Obj object = row.object();
            rows.add(object);
            return ValueSize.of(object);
        }

        @Override
        Answer answer() {
            return Answer.always(new Value.Array(rows));
        }

        @Override
        boolean isDecided() {
            return false;
        }
    }

    /** A second row is an error, but only for whoever asks. */
    private static final class Scalar extends AnswerReader {
        private final String column;
        private final boolean firstOnly;
        private final SubqueryPlan subquery;
        private Value value = Value.NULL;
        private int rows;

        Scalar(String column, boolean firstOnly, SubqueryPlan subquery) {
            this.column = column;
            this.firstOnly = firstOnly;
            this.subquery = subquery;
        }

        @Override
        long take(Row row) {
            if (rows == 0) {
                Value found = row.field(column);
                value = found.isNull() ? Value.NULL : found;
            }
            rows++;
            return 0;
        }

        @Override
        Answer answer() {
            return rows > 1 && !firstOnly ? this::refuse : Answer.always(value);
        }

        private Value refuse(Value operand) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "a subquery that is used as a value gave more than one row: " + subquery.text(),
                    "add a condition, LIMIT 1, or an aggregate such as MIN(" + column + ")");
        }

        @Override
        boolean isDecided() {
            return rows > (firstOnly ? 0 : 1);
        }
    }

    private static final class Membership extends AnswerReader {
        private final String column;
        private final Members members;

        Membership(Use.Membership use) {
            this.column = use.column();
            this.members = new Members(use.operator(), use.quantifier());
        }

        @Override
        long take(Row row) {
            return members.add(row.field(column));
        }

        @Override
        Answer answer() {
            return members;
        }

        @Override
        boolean isDecided() {
            return false;
        }
    }
}
