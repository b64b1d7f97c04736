/**
 * Rows as members of sets: DISTINCT, UNION, INTERSECT and EXCEPT. What makes two rows the same is a key that the planner
 * gives: by position where both sides have columns, whole documents otherwise.
 */
@NullMarked
package io.lumadb.query.execution.operator.set;

import org.jspecify.annotations.NullMarked;
