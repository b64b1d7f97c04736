/**
 * What a condition or a computed field is worth for a row.
 *
 * <p>The {@link io.lumadb.query.execution.expression.ExpressionCompiler} turns an expression once into an {@link
 * io.lumadb.query.execution.expression.Evaluator}, which then reads single fields from each {@link
 * io.lumadb.query.execution.expression.Row}, straight from the document's bytes. Two sets of rules are compiled:
 * {@link io.lumadb.query.execution.expression.SqlConditions} has SQL's three-valued logic, {@link
 * io.lumadb.query.execution.expression.DocumentConditions} MongoDB's matching with its fan-out over arrays.
 */
@NullMarked
package io.lumadb.query.execution.expression;

import org.jspecify.annotations.NullMarked;
