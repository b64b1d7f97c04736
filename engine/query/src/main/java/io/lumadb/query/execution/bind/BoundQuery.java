package io.lumadb.query.execution.bind;

import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.PlanNode;

/** A query's plan and the fields of its rows. */
public record BoundQuery(PlanNode plan, Columns columns) {}
