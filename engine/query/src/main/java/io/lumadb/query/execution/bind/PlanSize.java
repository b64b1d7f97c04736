package io.lumadb.query.execution.bind;

import io.lumadb.query.execution.plan.PlanNode;
import java.util.IdentityHashMap;

/** How many steps a plan has where each place that reads a common table has the table's steps for itself. */
final class PlanSize {

    private PlanSize() {}

    /** {@code known}: the sizes of the common tables' plans, by identity. */
    static long of(PlanNode plan, IdentityHashMap<PlanNode.Shared, Long> known) {
        if (plan instanceof PlanNode.Shared shared && known.containsKey(shared)) {
            return known.get(shared);
        }
        long size = 1;
        for (PlanNode input : plan.inputs()) {
            size += of(input, known);
        }
        return size;
    }
}
