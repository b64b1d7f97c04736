package io.lumadb.storage.hot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that one checkpoint will write. A key changed many times takes one place: its newest value moves into the
 * {@link Slot} of the one before. Owned by the core loop until it is handed, whole, to the checkpoint's thread.
 */
public final class Generation<V> {

    /** A change's place. */
    public static final class Slot<V> {
        private final Generation<V> generation;
        private V value;

        private Slot(Generation<V> generation, V value) {
            this.generation = generation;
            this.value = value;
        }

        public V value() {
            return value;
        }
    }

    private final List<Slot<V>> slots = new ArrayList<>();

    /** Puts a value into the slot of the one it replaces, if that is of this generation, or into a new one. */
    public Slot<V> add(@Nullable Slot<V> former, V value) {
        if (former != null && holds(former)) {
            former.value = value;
            return former;
        }
        Slot<V> slot = new Slot<>(this, value);
        slots.add(slot);
        return slot;
    }

    /** Whether a slot is of this generation: what comes for its key now takes the same place. */
    public boolean holds(@Nullable Slot<V> slot) {
        return slot != null && slot.generation == this;
    }

    public List<Slot<V>> slots() {
        return slots;
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }
}
