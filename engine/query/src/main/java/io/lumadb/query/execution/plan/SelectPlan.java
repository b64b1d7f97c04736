package io.lumadb.query.execution.plan;

import java.util.List;
import java.util.Optional;

/**
 * A planned SELECT.
 *
 * @param columns the result's fields in order; empty when the documents decide
 */
public record SelectPlan(PlanNode root, Optional<List<String>> columns) {}
