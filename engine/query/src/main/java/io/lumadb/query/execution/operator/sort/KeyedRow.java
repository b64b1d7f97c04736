package io.lumadb.query.execution.operator.sort;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import java.util.List;

/** A row with its sort keys, computed once. */
public record KeyedRow(List<Value> keys, Row row) implements Row {

    private static final int OVERHEAD_BYTES = 64;

    @Override
    public Value field(String name) {
        return row.field(name);
    }

    @Override
    public Value get(FieldPath path) {
        return row.get(path);
    }

    @Override
    public Value computed(int slot) {
        return row.computed(slot);
    }

    @Override
    public Row left() {
        return row.left();
    }

    @Override
    public Row right() {
        return row.right();
    }

    @Override
    public Value.Obj object() {
        return row.object();
    }

    @Override
    public Value tieBreaker() {
        return row.tieBreaker();
    }

    @Override
    public Row underlying() {
        return row.underlying();
    }

    @Override
    public long heldBytes() {
        return row.heldBytes() + OVERHEAD_BYTES + 32L * keys.size();
    }
}
