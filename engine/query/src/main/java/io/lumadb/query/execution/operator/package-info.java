/**
 * The operators that rows flow through. Each pulls batches from the one below, is used by one thread, and closes what
 * stands below it. They are built from {@link io.lumadb.query.execution.operator.Operator}s, compiled {@link
 * io.lumadb.query.execution.expression.Evaluator}s and the statement's {@link
 * io.lumadb.query.execution.operator.QueryRun}, which is what all operators of one statement share: its end (cancel,
 * timeout), its memory budget, and what it has read. {@link io.lumadb.query.execution.operator.OperatorBuilder} makes
 * them from a plan.
 *
 * <p>Here are the simple ones; the others have rooms of their own: {@code exchange} (between shards and coordinator),
 * {@code sort}, {@code aggregate} and {@code group}, {@code join}, {@code set}, {@code window}, and {@code spill} for what
 * memory has no room for.
 */
@NullMarked
package io.lumadb.query.execution.operator;

import org.jspecify.annotations.NullMarked;
