package io.lumadb.query.execution.operator.group;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Representative;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A group under way. Owned by one fragment, and handed over to the coordinator when it is complete there. The keys are
 * not null's other form, MISSING.
 */
final class GroupRow implements Row {

    static final long BYTES = 160;

    private final Value[] keys;
    private final int hash;
    private final Accumulator[] accumulators;

    GroupRow(Value[] keys, int hash, Accumulator[] accumulators) {
        this.keys = keys;
        this.hash = hash;
        this.accumulators = accumulators;
    }

    Value[] keys() {
        return keys;
    }

    int hash() {
        return hash;
    }

    Accumulator[] accumulators() {
        return accumulators;
    }

    /** Of keys that are equal without being the same, those shown do not depend on which came first. */
    void preferKeys(Value[] others) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Representative.of(keys[i], others[i]);
        }
    }

    /** The keys, then the aggregates. */
    SlotRow finish() {
        List<Value> slots = new ArrayList<>(keys.length + accumulators.length);
        slots.addAll(List.of(keys));
        for (Accumulator accumulator : accumulators) {
            slots.add(accumulator.result());
        }
        return new SlotRow(slots);
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
    public long heldBytes() {
        return BYTES;
    }
}
