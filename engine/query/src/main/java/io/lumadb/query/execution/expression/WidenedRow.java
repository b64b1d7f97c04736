package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.List;

/** A row with more computed values behind those that it has, such as the values of window functions. */
public record WidenedRow(Row row, SlotRow more, Widening shape) implements CompositeRow {

    /** Puts values behind the slots that rows have already: {@code firstSlot} of them. */
    public record Widening(int firstSlot) implements Shape {
        @Override
        public Row row(List<Row> parts) {
            return new WidenedRow(parts.getFirst(), (SlotRow) parts.getLast(), this);
        }

        public Row row(Row row, List<Value> values) {
            return new WidenedRow(row, new SlotRow(values), this);
        }
    }

    @Override
    public List<Row> parts() {
        return List.of(row, more);
    }

    @Override
    public Value computed(int slot) {
        int further = slot - shape.firstSlot();
        return further < 0 ? row.computed(slot) : more.computed(further);
    }

    @Override
    public Value field(String name) {
        return row.field(name);
    }

    @Override
    public Value get(FieldPath path) {
        return row.get(path);
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
}
