package io.lumadb.storage.hot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Ways through a frozen {@link CowTree}. Each for one thread. */
final class CowWalk {

    private CowWalk() {}

    private static final class Step {
        final CowNode node;
        int at;

        Step(CowNode node, int at) {
            this.node = node;
            this.at = at;
        }
    }

    static final class Ascending<V> implements Iterator<V> {
        private final Deque<Step> path = new ArrayDeque<>();
        private final byte[] to;

        Ascending(CowNode root, byte[] from, byte[] to) {
            this.to = to;
            CowNode node = root;
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

    static final class Leaves<V> implements Iterator<Leaf<V>> {
        private final Ascending<V> values;
        private final byte[] to;

        Leaves(CowNode root, byte[] from, byte[] to) {
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
            CowNode node = step.node;
            Leaf<V> leaf =
                    new Leaf<>(node, node.slots, node.size, step.at, to.length == 0 ? node.size : node.below(to) + 1);
            step.at = leaf.to();
            values.settle();
            return leaf;
        }
    }

    static final class Descending<V> implements Iterator<V> {
        private final Deque<Step> path = new ArrayDeque<>();
        private final byte[] from;

        Descending(CowNode root, byte[] from, byte[] to) {
            this.from = from;
            CowNode node = root;
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
                CowNode child = step.node.child(step.at);
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
