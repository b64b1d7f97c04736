package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;

/** A row within an expression that has named a value, as {@code $let} and {@code $map} do. Lives as long as its evaluation. */
record BoundRow(Row row, String name, Value value) implements Row {

    @Override
    public Value variable(String wanted) {
        return wanted.equals(name) ? value : row.variable(wanted);
    }

    @Override
    public Value field(String field) {
        return row.field(field);
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
        return row.heldBytes() + ValueSize.of(value);
    }
}
