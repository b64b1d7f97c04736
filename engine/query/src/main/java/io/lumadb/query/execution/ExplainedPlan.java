package io.lumadb.query.execution;

import io.lumadb.query.execution.plan.PlanTree;

/**
 * What EXPLAIN tells.
 *
 * @param total what a statement that was run read and wrote in all, a line; empty for one that was not
 */
public record ExplainedPlan(PlanTree tree, String total) {

    /** A plan that was not run. */
    public static ExplainedPlan of(PlanTree tree) {
        return new ExplainedPlan(tree, "");
    }

    /** In words, one step a line. */
    public String text() {
        return tree.text() + total;
    }
}
