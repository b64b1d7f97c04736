package io.lumadb.query.execution.operator.join;

import io.lumadb.query.execution.expression.Row;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * How a join makes its rows. Pure functions: a row may be made for a condition and thrown away.
 *
 * @param combined of a left and a right row
 * @param leftAlone of a left row without a partner
 * @param rightAlone of a right row without a partner
 */
public record JoinRows(BinaryOperator<Row> combined, UnaryOperator<Row> leftAlone, UnaryOperator<Row> rightAlone) {}
