/**
 * Joins. The right side is read first and kept; the left side flows past it, in its order. {@link
 * io.lumadb.query.execution.operator.join.MergeJoin} keeps less: its sides come in the order of a key.
 *
 * <p>{@link io.lumadb.query.execution.operator.join.HashJoin} takes pairs of expressions that have to be equal ({@link
 * io.lumadb.query.execution.operator.join.JoinKeys}) and a residual condition over the combined row; {@link
 * io.lumadb.query.execution.operator.join.NestedLoopJoin} takes any condition. Both ask the planner's {@link
 * io.lumadb.query.execution.operator.join.JoinRows} how to make a row of two, or of one whose partner is missing.
 * Semi and anti joins give left rows as they are. {@link io.lumadb.query.execution.operator.join.MembershipJoin} is IN as a
 * value: true, false or unknown for every left row.
 */
@NullMarked
package io.lumadb.query.execution.operator.join;

import org.jspecify.annotations.NullMarked;
