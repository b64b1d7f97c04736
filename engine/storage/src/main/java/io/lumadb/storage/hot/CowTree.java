package io.lumadb.storage.hot;

import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A B+tree from byte strings (unsigned order) to values that can be frozen in constant time. A change copies only the
 * nodes on its path, and only those that a frozen {@link Root} may still see; between two freezes it changes nodes in
 * place. Owned by one thread; roots may be read by any.
 */
public final class CowTree<V> {

    /** One moment of the tree. Immutable; safe for any thread that got it safely. */
    public static final class Root<V> {
        private final CowNode node;
        private final int size;

        private Root(CowNode node, int size) {
            this.node = node;
            this.size = size;
        }

        public int size() {
            return size;
        }

        public @Nullable V get(byte[] key) {
            return find(node, key);
        }

        /** The values whose keys are in {@code [from, to)}, ascending; an empty {@code to} means no upper end. */
        public Iterator<V> range(byte[] from, byte[] to) {
            return new CowWalk.Ascending<>(node, from, to);
        }

        /** The same a leaf at a time, for readers that go through many. */
        public Iterator<Leaf<V>> leaves(byte[] from, byte[] to) {
            return new CowWalk.Leaves<>(node, from, to);
        }

        /** The values whose keys are in {@code [from, to)}, descending. */
        public Iterator<V> descendingRange(byte[] from, byte[] to) {
            return new CowWalk.Descending<>(node, from, to);
        }

        public Iterator<V> all() {
            return range(new byte[0], new byte[0]);
        }
    }

    private CowNode root;
    private long epoch;
    private int size;
    private @Nullable CowNode splitOff;
    private @Nullable Object replaced;

    public CowTree() {
        this.root = new CowNode(0, true);
    }

    public int size() {
        return size;
    }

    public @Nullable V get(byte[] key) {
        return find(root, key);
    }

    /** Freezes the tree as it is now. */
    public Root<V> freeze() {
        epoch++;
        return new Root<>(root, size);
    }

    /** Sets a key's value and gives the former one. */
    @SuppressWarnings("unchecked")
    public @Nullable V put(byte[] key, V value) {
        replaced = null;
        splitOff = null;
        root = put(root, key, value);
        CowNode upper = splitOff;
        if (upper != null) {
            CowNode above = new CowNode(epoch, false);
            above.insert(0, root.keys[0], root);
            above.insert(1, upper.keys[0], upper);
            root = above;
            splitOff = null;
        }
        if (replaced == null) {
            size++;
        }
        return (V) replaced;
    }

    /** Removes a key and gives the value it had. */
    @SuppressWarnings("unchecked")
    public @Nullable V remove(byte[] key) {
        if (find(root, key) == null) {
            return null;
        }
        replaced = null;
        root = remove(root, key);
        while (!root.leaf && root.size == 1) {
            root = root.child(0);
        }
        if (root.size == 0 && !root.leaf) {
            root = new CowNode(epoch, true);
        }
        size--;
        return (V) replaced;
    }

    private CowNode own(CowNode node) {
        return node.epoch == epoch ? node : node.copy(epoch);
    }

    private CowNode put(CowNode shared, byte[] key, Object value) {
        CowNode node = own(shared);
        int at = node.floor(key);
        if (node.leaf) {
            if (at >= 0 && Arrays.equals(node.keys[at], key)) {
                replaced = node.slots[at];
                node.slots[at] = value;
                node.keys[at] = key;
                return node;
            }
            insertOrSplit(node, at + 1, key, value);
            return node;
        }
        int child = Math.max(0, at);
        CowNode changed = put(node.child(child), key, value);
        node.slots[child] = changed;
        node.setKey(child, changed.keys[0]);
        CowNode upper = splitOff;
        splitOff = null;
        if (upper != null) {
            insertOrSplit(node, child + 1, upper.keys[0], upper);
        }
        return node;
    }

    private void insertOrSplit(CowNode node, int at, byte[] key, Object slot) {
        if (node.size < CowNode.MOST) {
            node.insert(at, key, slot);
            return;
        }
        if (at == CowNode.MOST) {
            // Keys that come in ascending order fill their leaves.
            CowNode next = new CowNode(epoch, node.leaf);
            next.insert(0, key, slot);
            splitOff = next;
            return;
        }
        CowNode upper = node.split();
        if (at <= node.size) {
            node.insert(at, key, slot);
        } else {
            upper.insert(at - node.size, key, slot);
        }
        splitOff = upper;
    }

    private CowNode remove(CowNode shared, byte[] key) {
        CowNode node = own(shared);
        int at = node.floor(key);
        if (node.leaf) {
            replaced = node.slots[at];
            node.removeAt(at);
            return node;
        }
        CowNode changed = remove(node.child(at), key);
        if (changed.size == 0) {
            node.removeAt(at);
            return node;
        }
        node.slots[at] = changed;
        node.setKey(at, changed.keys[0]);
        if (changed.size < CowNode.FEWEST) {
            mergeWithNeighbour(node, at);
        }
        return node;
    }

    private void mergeWithNeighbour(CowNode node, int at) {
        int left = at > 0 ? at - 1 : at;
        if (left + 1 >= node.size
                || node.child(left).size + node.child(left + 1).size > CowNode.MOST - CowNode.FEWEST) {
            return;
        }
        CowNode merged = own(node.child(left));
        merged.append(node.child(left + 1));
        node.slots[left] = merged;
        node.removeAt(left + 1);
    }

    // The caller's tree holds values of its own type only.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <V> @Nullable V find(CowNode from, byte[] key) {
        CowNode node = from;
        while (true) {
            int at = node.floor(key);
            if (at < 0) {
                return null;
            }
            if (node.leaf) {
                return Arrays.equals(node.keys[at], key) ? (V) node.slots[at] : null;
            }
            node = node.child(at);
        }
    }
}
