package io.lumadb.storage.hot;

import org.jspecify.annotations.Nullable;

/**
 * Values that lie side by side in a frozen {@link CowTree}: those of one of its leaves, or the part of it that is in the
 * range asked for. Immutable.
 */
public final class Leaf<V> {

    private final Object identity;
    private final @Nullable Object[] values;
    private final int size;
    private final int from;
    private final int to;

    /** {@code identity} stands for the leaf as it is now: a change makes another. The part is {@code [from, to)}. */
    Leaf(Object identity, @Nullable Object[] values, int size, int from, int to) {
        this.identity = identity;
        this.values = values;
        this.size = size;
        this.from = from;
        this.to = to;
    }

    /** What is the same object for the same values, for as long as the tree holds them. */
    Object identity() {
        return identity;
    }

    /** Whether the whole leaf is in the range. */
    public boolean isWhole() {
        return from == 0 && to == size;
    }

    /** The first place in the range. */
    public int from() {
        return from;
    }

    /** The place behind the last one in the range. */
    public int to() {
        return to;
    }

    // The tree holds values of its own type only.
    @SuppressWarnings("unchecked")
    public V get(int place) {
        return (V) java.util.Objects.requireNonNull(values[place]);
    }
}
