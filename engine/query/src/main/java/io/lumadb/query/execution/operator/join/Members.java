package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a left row's operand is compared with: values, or rows where a residual condition decides which of them count. */
final class Members {

    private final Set<ValueKey> values = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private int kinds;

    /** False when the value was there. */
    boolean addValue(Value member) {
        kinds |= kind(member);
        return values.add(new ValueKey(member));
    }

    void addRow(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return rows;
    }

    Set<ValueKey> values() {
        return values;
    }

    /** Whether an operand is among the values; {@code kinds}: of all members, also those that are elsewhere. */
    Value membership(Value operand, int kindsOfAll) {
        if (kindsOfAll == 0) {
            return Value.FALSE;
        }
        if (operand.isNull()) {
            return Value.NULL;
        }
        if (values.contains(new ValueKey(operand))) {
            return Value.TRUE;
        }
        // A member that is null or of another kind compares as unknown.
        return kindsOfAll == kind(operand) ? Value.FALSE : Value.NULL;
    }

    /** The kinds of these members, each a bit. */
    int kinds() {
        return kinds;
    }

    static int kind(Value value) {
        return 1 << ValueOrder.rank(value);
    }
}
