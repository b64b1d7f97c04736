package io.lumadb.storage.hot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A B+tree from byte strings (unsigned order) to values that can be frozen in constant time. A change copies only the
 * nodes on its path, and only those that a frozen {@link Root} may still see; between two freezes it changes nodes in
 * place. Owned by one thread; roots may be read by any.
 */
public final class CowTree<V> {

    private static final int MOST = 64;
    private static final int FEWEST = 16;

    private static final class Node {
        final long epoch;
        int size;
        /** A leaf's keys; in a branch, the smallest key below each child. */
        byte[][] keys;
        /** A leaf's values; a branch's children. */
        @Nullable
        Object[] slots;

        final boolean leaf;

        Node(long epoch, boolean leaf) {
            this.epoch = epoch;
            this.leaf = leaf;
            this.keys = new byte[MOST][];
            this.slots = new Object[MOST];
        }

        Node child(int at) {
            return (Node) java.util.Objects.requireNonNull(slots[at]);
        }

        Node copy(long newEpoch) {
            Node copy = new Node(newEpoch, leaf);
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
        Node split() {
            Node upper = new Node(epoch, leaf);
            int half = size / 2;
            System.arraycopy(keys, half, upper.keys, 0, size - half);
            System.arraycopy(slots, half, upper.slots, 0, size - half);
            upper.size = size - half;
            Arrays.fill(slots, half, size, null);
            size = half;
            return upper;
        }

        void append(Node right) {
            System.arraycopy(right.keys, 0, keys, size, right.size);
            System.arraycopy(right.slots, 0, slots, size, right.size);
            size += right.size;
        }
    }

    /** One moment of the tree. Immutable; safe for any thread that got it safely. */
    public static final class Root<V> {
        private final Node node;
        private final int size;

        private Root(Node node, int size) {
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
            return new Ascending<>(node, from, to);
        }

        /** The same a leaf at a time, for readers that go through many. */
        public Iterator<Leaf<V>> leaves(byte[] from, byte[] to) {
            return new Leaves<>(node, from, to);
        }

        /** The values whose keys are in {@code [from, to)}, descending. */
        public Iterator<V> descendingRange(byte[] from, byte[] to) {
            return new Descending<>(node, from, to);
        }

        public Iterator<V> all() {
            return range(new byte[0], new byte[0]);
        }
    }

    private Node root;
    private long epoch;
    private int size;
    private @Nullable Node splitOff;
    private @Nullable Object replaced;

    public CowTree() {
        this.root = new Node(0, true);
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
        Node upper = splitOff;
        if (upper != null) {
            Node above = new Node(epoch, false);
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
            root = new Node(epoch, true);
        }
        size--;
        return (V) replaced;
    }

    private Node own(Node node) {
        return node.epoch == epoch ? node : node.copy(epoch);
    }

    private Node put(Node shared, byte[] key, Object value) {
        Node node = own(shared);
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
        Node changed = put(node.child(child), key, value);
        node.slots[child] = changed;
        node.keys[child] = changed.keys[0];
        Node upper = splitOff;
        splitOff = null;
        if (upper != null) {
            insertOrSplit(node, child + 1, upper.keys[0], upper);
        }
        return node;
    }

    private void insertOrSplit(Node node, int at, byte[] key, Object slot) {
        if (node.size < MOST) {
            node.insert(at, key, slot);
            return;
        }
        if (at == MOST) {
            // Keys that come in ascending order fill their leaves.
            Node next = new Node(epoch, node.leaf);
            next.insert(0, key, slot);
            splitOff = next;
            return;
        }
        Node upper = node.split();
        if (at <= node.size) {
            node.insert(at, key, slot);
        } else {
            upper.insert(at - node.size, key, slot);
        }
        splitOff = upper;
    }

    private Node remove(Node shared, byte[] key) {
        Node node = own(shared);
        int at = node.floor(key);
        if (node.leaf) {
            replaced = node.slots[at];
            node.removeAt(at);
            return node;
        }
        Node changed = remove(node.child(at), key);
        if (changed.size == 0) {
            node.removeAt(at);
            return node;
        }
        node.slots[at] = changed;
        node.keys[at] = changed.keys[0];
        if (changed.size < FEWEST) {
            mergeWithNeighbour(node, at);
        }
        return node;
    }

    private void mergeWithNeighbour(Node node, int at) {
        int left = at > 0 ? at - 1 : at;
        if (left + 1 >= node.size || node.child(left).size + node.child(left + 1).size > MOST - FEWEST) {
            return;
        }
        Node merged = own(node.child(left));
        merged.append(node.child(left + 1));
        node.slots[left] = merged;
        node.removeAt(left + 1);
    }

    // The caller's tree holds values of its own type only.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <V> @Nullable V find(Node from, byte[] key) {
        Node node = from;
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

    private static final class Step {
        final Node node;
        int at;

        Step(Node node, int at) {
            this.node = node;
            this.at = at;
        }
    }

    private static final class Ascending<V> implements Iterator<V> {
        private final Deque<Step> path = new ArrayDeque<>();
        private final byte[] to;

        Ascending(Node root, byte[] from, byte[] to) {
            this.to = to;
            Node node = root;
            while (!node.leaf) {
                int at = Math.max(0, node.floor(from));
                path.push(new Step(node, at));
                node = node.child(at);
            }
            int at = node.floor(from);
            boolean exact = at >= 0 && Arrays.equals(node.keys[at], from);
            path.push(new Step(node, exact ? at : at + 1));
            settle();
        }

        private void settle() {
            while (!path.isEmpty() && path.getFirst().at >= path.getFirst().node.size) {
                path.pop();
                if (!path.isEmpty()) {
                    path.getFirst().at++;
                    descend();
                }
            }
        }

        private void descend() {
            Step step = path.getFirst();
            while (!step.node.leaf && step.at < step.node.size) {
                step = new Step(step.node.child(step.at), 0);
                path.push(step);
            }
        }

        @Override
        public boolean hasNext() {
            if (path.isEmpty()) {
                return false;
            }
            Step step = path.getFirst();
            return to.length == 0 || Arrays.compareUnsigned(step.node.keys[step.at], to) < 0;
        }

        @Override
        @SuppressWarnings("unchecked")
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Step step = path.getFirst();
            V value = (V) java.util.Objects.requireNonNull(step.node.slots[step.at]);
            step.at++;
            settle();
            return value;
        }
    }

    private static final class Leaves<V> implements Iterator<Leaf<V>> {
        private final Ascending<V> values;
        private final byte[] to;

        Leaves(Node root, byte[] from, byte[] to) {
            this.values = new Ascending<>(root, from, to);
            this.to = to;
        }

        @Override
        public boolean hasNext() {
            return values.hasNext();
        }

        @Override
        public Leaf<V> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Step step = values.path.getFirst();
            Node node = step.node;
            Leaf<V> leaf =
                    new Leaf<>(node, node.slots, node.size, step.at, to.length == 0 ? node.size : node.below(to) + 1);
            step.at = leaf.to();
            values.settle();
            return leaf;
        }
    }

    private static final class Descending<V> implements Iterator<V> {
        private final Deque<Step> path = new ArrayDeque<>();
        private final byte[] from;

        Descending(Node root, byte[] from, byte[] to) {
            this.from = from;
            Node node = root;
            while (true) {
                int at = to.length == 0 ? node.size - 1 : node.below(to);
                path.push(new Step(node, at));
                if (node.leaf || at < 0) {
                    break;
                }
                node = node.child(at);
            }
            settle();
        }

        private void settle() {
            while (!path.isEmpty() && path.getFirst().at < 0) {
                path.pop();
                if (!path.isEmpty()) {
                    path.getFirst().at--;
                    descend();
                }
            }
        }

        private void descend() {
            Step step = path.getFirst();
            while (!step.node.leaf && step.at >= 0) {
                Node child = step.node.child(step.at);
                step = new Step(child, child.size - 1);
                path.push(step);
            }
        }

        @Override
        public boolean hasNext() {
            if (path.isEmpty()) {
                return false;
            }
            Step step = path.getFirst();
            return Arrays.compareUnsigned(step.node.keys[step.at], from) >= 0;
        }

        @Override
        @SuppressWarnings("unchecked")
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Step step = path.getFirst();
            V value = (V) java.util.Objects.requireNonNull(step.node.slots[step.at]);
            step.at--;
            settle();
            return value;
        }
    }
}
