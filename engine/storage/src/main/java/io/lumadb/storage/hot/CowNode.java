package io.lumadb.storage.hot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A leaf or a branch of a {@link CowTree}. Changed by the tree's owner alone, and never once a reader may see it. */
final class CowNode {

    static final int MOST = 64;
    static final int FEWEST = 16;

    final long epoch;
    int size;
    /** A leaf's keys; in a branch, the smallest key below each child. */
    byte[][] keys;
    /** A leaf's values; a branch's children. */
    @Nullable
    Object[] slots;

    final boolean leaf;

    CowNode(long epoch, boolean leaf) {
        this.epoch = epoch;
        this.leaf = leaf;
        this.keys = new byte[MOST][];
        this.slots = new Object[MOST];
    }

    CowNode child(int at) {
        return (CowNode) java.util.Objects.requireNonNull(slots[at]);
    }

    CowNode copy(long newEpoch) {
        CowNode copy = new CowNode(newEpoch, leaf);
        System.arraycopy(keys, 0, copy.keys, 0, size);
        System.arraycopy(slots, 0, copy.slots, 0, size);
        copy.size = size;
        return copy;
    }

    /** The last place whose key is below {@code key}; -1 when none is. */
    int below(byte[] key) {
        int at = floor(key);
        return at >= 0 && Arrays.equals(keys[at], key) ? at - 1 : at;
    }

    /** The last place whose key is not above {@code key}; -1 when all are. */
    int floor(byte[] key) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(keys[middle], key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    void insert(int at, byte[] key, Object slot) {
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(slots, at, slots, at + 1, size - at);
        keys[at] = key;
        slots[at] = slot;
        size++;
    }

    void removeAt(int at) {
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        size--;
        slots[size] = null;
    }

    /** Moves the upper half into a new node. */
    CowNode split() {
        CowNode upper = new CowNode(epoch, leaf);
        int half = size / 2;
        System.arraycopy(keys, half, upper.keys, 0, size - half);
        System.arraycopy(slots, half, upper.slots, 0, size - half);
        upper.size = size - half;
        Arrays.fill(slots, half, size, null);
        size = half;
        return upper;
    }

    void append(CowNode right) {
        System.arraycopy(right.keys, 0, keys, size, right.size);
        System.arraycopy(right.slots, 0, slots, size, right.size);
        size += right.size;
    }
}
