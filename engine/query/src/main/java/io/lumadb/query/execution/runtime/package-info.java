/**
 * A plan under way. {@link io.lumadb.query.execution.runtime.RunningPlan} owns what its operators share: the rows of common
 * tables and the answers of subqueries. A subquery that takes nothing from the row around it is run once, any other one
 * once for each different set of values that it takes.
 */
@NullMarked
package io.lumadb.query.execution.runtime;

import org.jspecify.annotations.NullMarked;
