package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.plan.PlanNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What each operator of a running plan did, by plan node and shard. Thread-safe. */
public final class OperatorStats {

    /** The place of what runs at the coordinator. */
    public static final int COORDINATOR = -1;

    private final IdentityHashMap<PlanNode, Map<Integer, Measured>> byNode;

    /** {@code roots}: of a statement's plan and of those of its subqueries that are run once. */
    public OperatorStats(List<PlanNode> roots) {
        IdentityHashMap<PlanNode, Map<Integer, Measured>> nodes = new IdentityHashMap<>();
        roots.forEach(root -> register(root, nodes));
        this.byNode = nodes;
    }

    private static void register(PlanNode node, IdentityHashMap<PlanNode, Map<Integer, Measured>> nodes) {
        nodes.put(node, new ConcurrentHashMap<>());
        node.inputs().forEach(input -> register(input, nodes));
    }

    /** One operator at one place. {@code reads} counts only for scans. */
    public static final class Measured {
        private final LongAdder rows = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final ReadCounter reads = new ReadCounter();

        void add(long moreRows, long moreNanos) {
            rows.add(moreRows);
            nanos.add(moreNanos);
        }

        public long rows() {
            return rows.sum();
        }

        /** Time spent in the operator and in what stands below it on the same thread. */
        public long nanos() {
            return nanos.sum();
        }

        public ReadCounter reads() {
            return reads;
        }
    }

    Measured at(PlanNode node, int place) {
        return places(node).computeIfAbsent(place, _ -> new Measured());
    }

    /** By shard, the coordinator first. */
    public Map<Integer, Measured> of(PlanNode node) {
        return new TreeMap<>(places(node));
    }

    private Map<Integer, Measured> places(PlanNode node) {
        Map<Integer, Measured> places = byNode.get(node);
        if (places == null) {
            throw new IllegalArgumentException("not a node of this plan: " + node);
        }
        return places;
    }
}
