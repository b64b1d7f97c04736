package io.lumadb.query.execution.rewrite;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The values of expressions that are the same for every row. */
final class Constants {

    private final ExpressionCompiler compiler;

    Constants(Instant now) {
        this.compiler = ExpressionCompiler.over(MatchingRules.SQL, now);
    }

    /** None for what reads a row, and for what fails: that is said where it is carried out. */
    Optional<Value> of(Expression expression) {
        if (expression instanceof Expression.Literal(Value value)) {
            return Optional.of(value);
        }
        if (!isConstant(expression)) {
            return Optional.empty();
        }
        try {
            return compiler.compile(expression) instanceof Evaluator.Constant(Value value)
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (LumaException failing) {
            return Optional.empty();
        }
    }

    private static boolean isConstant(Expression expression) {
        return switch (expression) {
            case Expression.Literal _ -> true;
            case Expression.Negate(Expression operand) -> isConstant(operand);
            case Expression.Arithmetic(var _, Expression left, Expression right) ->
                isConstant(left) && isConstant(right);
            case Expression.Cast(Expression operand, String _) -> isConstant(operand);
            case Expression.Call(String name, List<Expression> arguments) ->
                FunctionTable.isKnown(name)
                        && FunctionTable.isStable(name)
                        && arguments.stream().allMatch(Constants::isConstant);
            default -> false;
        };
    }
}
