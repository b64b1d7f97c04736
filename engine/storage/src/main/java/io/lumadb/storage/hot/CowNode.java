package io.lumadb.storage.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A leaf or a branch of a {@link CowTree}. Changed by the tree's owner alone, and never once a reader may see it.
 *
 * <p>Beside its keys, which lie elsewhere in memory, a node keeps the eight bytes of each behind what all of them begin with:
 * a search that compares those touches one array instead of a key a step.
 */
final class CowNode {

    static final int MOST = 64;
    static final int FEWEST = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    final long epoch;
    int size;
    /** A leaf's keys; in a branch, the smallest key below each child. */
    final byte[][] keys;
    /** A leaf's values; a branch's children. */
    final @Nullable Object[] slots;

    final boolean leaf;

    /** So many first bytes all keys have in common; there may be more. */
    private int skip;
    /** The bytes of each key behind {@link #skip}, as a big-endian number; zeros where the key ends before. */
    private final long[] heads;

    CowNode(long epoch, boolean leaf) {
        this.epoch = epoch;
        this.leaf = leaf;
        this.keys = new byte[MOST][];
        this.slots = new Object[MOST];
        this.heads = new long[MOST];
    }

    CowNode child(int at) {
        return (CowNode) java.util.Objects.requireNonNull(slots[at]);
    }

    CowNode copy(long newEpoch) {
        CowNode copy = new CowNode(newEpoch, leaf);
        System.arraycopy(keys, 0, copy.keys, 0, size);
        System.arraycopy(slots, 0, copy.slots, 0, size);
        System.arraycopy(heads, 0, copy.heads, 0, size);
        copy.size = size;
        copy.skip = skip;
        return copy;
    }

    /** The last place whose key is below {@code key}; -1 when none is. */
    int below(byte[] key) {
        int at = floor(key);
        return at >= 0 && Arrays.equals(keys[at], key) ? at - 1 : at;
    }

    /** The last place whose key is not above {@code key}; -1 when all are. */
    int floor(byte[] key) {
        if (size == 0) {
            return -1;
        }
        int start = Arrays.compareUnsigned(key, 0, Math.min(skip, key.length), keys[0], 0, skip);
        if (start != 0) {
            return start < 0 ? -1 : size - 1;
        }
        long head = head(key, skip);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(heads[middle], head);
            if (order == 0) {
                order = Arrays.compareUnsigned(keys[middle], key);
            }
            if (order <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private static long head(byte[] key, int from) {
        if (key.length >= from + Long.BYTES) {
            return (long) LONGS.get(key, from);
        }
        long head = 0;
        for (int at = from; at < key.length; at++) {
            head |= (key[at] & 0xFFL) << (Long.SIZE - Byte.SIZE * (at - from + 1));
        }
        return head;
    }

    void insert(int at, byte[] key, Object slot) {
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(slots, at, slots, at + 1, size - at);
        System.arraycopy(heads, at, heads, at + 1, size - at);
        slots[at] = slot;
        size++;
        setKey(at, key);
        if (Integer.bitCount(size) == 1) {
            // Now and then: the keys that came may have more in common than was known.
            findHeads();
        }
    }

    /** Another key for a place, in order with its neighbours. */
    void setKey(int at, byte[] key) {
        keys[at] = key;
        byte[] other = keys[at == 0 ? size - 1 : 0];
        if (key.length >= skip && Arrays.equals(key, 0, skip, other, 0, skip)) {
            heads[at] = head(key, skip);
        } else {
            findHeads();
        }
    }

    /** Keys are in order: what the first and the last begin with, all do. */
    private void findHeads() {
        if (size == 0) {
            skip = 0;
            return;
        }
        byte[] first = keys[0];
        byte[] last = keys[size - 1];
        int differs = Arrays.mismatch(first, last);
        skip = differs < 0 ? first.length : differs;
        for (int at = 0; at < size; at++) {
            heads[at] = head(keys[at], skip);
        }
    }

    void removeAt(int at) {
        System.arraycopy(keys, at + 1, keys, at, size - at - 1);
        System.arraycopy(slots, at + 1, slots, at, size - at - 1);
        System.arraycopy(heads, at + 1, heads, at, size - at - 1);
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
        upper.findHeads();
        findHeads();
        return upper;
    }

    void append(CowNode right) {
        System.arraycopy(right.keys, 0, keys, size, right.size);
        System.arraycopy(right.slots, 0, slots, size, right.size);
        size += right.size;
        findHeads();
    }
}
