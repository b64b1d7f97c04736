package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/** A row of computed values without names, such as a group: its keys, then its aggregates. */
public record SlotRow(List<Value> slots) implements Row {

    private static final int OVERHEAD_BYTES = 64;

    @Override
    public Value computed(int slot) {
        return slots.get(slot);
    }

    @Override
    public Value field(String name) {
        return Value.MISSING;
    }

    @Override
    public Value get(FieldPath path) {
        return Value.MISSING;
    }

    @Override
    public Value.Obj object() {
        return new Value.Obj(Map.of());
    }

    @Override
    public Value tieBreaker() {
        return new Value.Array(slots);
    }

    @Override
    public long heldBytes() {
        long bytes = OVERHEAD_BYTES;
        for (Value slot : slots) {
            bytes += ValueSize.of(slot);
        }
        return bytes;
    }
}
