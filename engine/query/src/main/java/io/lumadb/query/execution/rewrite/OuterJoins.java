package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.List;
import java.util.Set;

/** Outer joins whose rows without a partner some condition refuses anyway are inner joins. */
final class OuterJoins {

    private OuterJoins() {}

    /** The join with the fewest rows that gives the same where all of the conditions hold. */
    static PlanNode.Join simplified(PlanNode.Join join, List<Expression> conjuncts, MatchingRules rules) {
        if (rules == MatchingRules.DOCUMENT) {
            // There a condition may well hold for a field that is missing.
            return join;
        }
        boolean needsLeft = refusesNulls(conjuncts, PlanLayout.sources(join.left()));
        boolean needsRight = refusesNulls(conjuncts, PlanLayout.sources(join.right()));
        JoinType type = switch (join.type()) {
            case INNER, CROSS -> join.type();
            case LEFT -> needsRight ? JoinType.INNER : JoinType.LEFT;
            case RIGHT -> needsLeft ? JoinType.INNER : JoinType.RIGHT;
            case FULL -> full(needsLeft, needsRight);
        };
        return new PlanNode.Join(type, join.left(), join.right(), join.keys(), join.condition());
    }

    private static JoinType full(boolean needsLeft, boolean needsRight) {
        if (needsLeft) {
            return needsRight ? JoinType.INNER : JoinType.LEFT;
        }
        return needsRight ? JoinType.RIGHT : JoinType.FULL;
    }

    private static boolean refusesNulls(List<Expression> conjuncts, Set<String> sources) {
        return conjuncts.stream().anyMatch(conjunct -> refuses(conjunct, sources));
    }

    /** Whether the condition cannot be true when all fields of the sources are null. */
    private static boolean refuses(Expression condition, Set<String> sources) {
        return switch (condition) {
            case Expression.Comparison(var _, Expression left, Expression right) ->
                isNull(left, sources) || isNull(right, sources);
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                isNull(operand, sources) || isNull(low, sources) || isNull(high, sources);
            case Expression.In(Expression operand, List<Expression> _) -> isNull(operand, sources);
            case Expression.TextMatch(var _, Expression operand, Expression pattern) ->
                isNull(operand, sources) || isNull(pattern, sources);
            case Expression.Not(Expression.IsNull(Expression operand)) -> isNull(operand, sources);
            case Expression.Not(Expression operand) -> isUnknown(operand, sources);
            case Expression.And(List<Expression> operands) ->
                operands.stream().anyMatch(operand -> refuses(operand, sources));
            case Expression.Or(List<Expression> operands) ->
                operands.stream().allMatch(operand -> refuses(operand, sources));
            default -> false;
        };
    }

    /** Whether a condition is neither true nor false when all fields of the sources are null. */
    private static boolean isUnknown(Expression condition, Set<String> sources) {
        return switch (condition) {
            case Expression.Comparison(var _, Expression left, Expression right) ->
                isNull(left, sources) || isNull(right, sources);
            case Expression.In(Expression operand, List<Expression> candidates) ->
                isNull(operand, sources) && !candidates.isEmpty();
            case Expression.TextMatch(var _, Expression operand, Expression pattern) ->
                isNull(operand, sources) || isNull(pattern, sources);
            default -> false;
        };
    }

    /** Whether an expression is null when all fields of the sources are. */
    private static boolean isNull(Expression expression, Set<String> sources) {
        return switch (expression) {
            case Expression.Field(var path) -> sources.contains(path.root());
            case Expression.Negate(Expression operand) -> isNull(operand, sources);
            case Expression.Arithmetic(var _, Expression left, Expression right) ->
                isNull(left, sources) || isNull(right, sources);
            case Expression.Cast(Expression operand, String _) -> isNull(operand, sources);
            default -> false;
        };
    }
}
