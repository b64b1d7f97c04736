package io.lumadb.query.execution.expression;

import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Walking and rewriting expressions. */
public final class ExpressionTree {

    private ExpressionTree() {}

    /** The direct operands. The condition of an any-element test is not among them: its paths start elsewhere. */
    public static List<Expression> children(Expression expression) {
        return switch (expression) {
            case Expression.Literal _, Expression.Field _, Expression.Parameter _, Expression.AnyElement _ -> List.of();
            case Expression.ArrayLiteral(List<Expression> elements) -> elements;
            case Expression.ObjectLiteral literal ->
                literal.fields().stream().map(Map.Entry::getValue).toList();
            case Expression.Negate(Expression operand) -> List.of(operand);
            case Expression.Arithmetic arithmetic -> List.of(arithmetic.left(), arithmetic.right());
            case Expression.Comparison comparison -> List.of(comparison.left(), comparison.right());
            case Expression.And(List<Expression> operands) -> operands;
            case Expression.Or(List<Expression> operands) -> operands;
            case Expression.Not(Expression operand) -> List.of(operand);
            case Expression.In in -> with(in.operand(), in.candidates());
            case Expression.Between between -> List.of(between.operand(), between.low(), between.high());
            case Expression.IsNull(Expression operand) -> List.of(operand);
            case Expression.IsMissing(Expression operand) -> List.of(operand);
            case Expression.TextMatch match -> List.of(match.operand(), match.pattern());
            case Expression.Case branches -> {
                List<Expression> all = new ArrayList<>();
                branches.operand().ifPresent(all::add);
                for (Expression.When branch : branches.branches()) {
                    all.add(branch.condition());
                    all.add(branch.result());
                }
                branches.otherwise().ifPresent(all::add);
                yield all;
            }
            case Expression.Cast cast -> List.of(cast.operand());
            case Expression.Call call -> call.arguments();
            case Expression.Aggregate aggregate -> {
                List<Expression> all = new ArrayList<>();
                aggregate.operand().ifPresent(all::add);
                aggregate.filter().ifPresent(all::add);
                yield all;
            }
        };
    }

    private static List<Expression> with(Expression first, List<Expression> rest) {
        List<Expression> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }

    public static boolean contains(Expression expression, Predicate<Expression> sought) {
        if (sought.test(expression)) {
            return true;
        }
        for (Expression child : children(expression)) {
            if (contains(child, sought)) {
                return true;
            }
        }
        return false;
    }

    public static boolean hasAggregate(Expression expression) {
        return contains(expression, Expression.Aggregate.class::isInstance);
    }

    /** Collects the aggregates of an expression, outermost only, each once. */
    public static void collectAggregates(Expression expression, List<Expression.Aggregate> found) {
        if (expression instanceof Expression.Aggregate aggregate) {
            if (!found.contains(aggregate)) {
                found.add(aggregate);
            }
            return;
        }
        children(expression).forEach(child -> collectAggregates(child, found));
    }

    /** Replaces parts from the top down; a replacement is not looked into again. */
    public static Expression replace(Expression expression, Function<Expression, Optional<Expression>> replacement) {
        Optional<Expression> replaced = replacement.apply(expression);
        return replaced.orElseGet(() -> withChildren(expression, child -> replace(child, replacement)));
    }

    private static Expression withChildren(Expression expression, Function<Expression, Expression> change) {
        return switch (expression) {
            case Expression.Literal _, Expression.Field _, Expression.Parameter _, Expression.AnyElement _ ->
                expression;
            case Expression.ArrayLiteral(List<Expression> elements) ->
                new Expression.ArrayLiteral(all(elements, change));
            case Expression.ObjectLiteral literal ->
                new Expression.ObjectLiteral(literal.fields().stream()
                        .map(field -> Map.entry(field.getKey(), change.apply(field.getValue())))
                        .toList());
            case Expression.Negate(Expression operand) -> new Expression.Negate(change.apply(operand));
            case Expression.Arithmetic arithmetic ->
                new Expression.Arithmetic(
                        arithmetic.operator(), change.apply(arithmetic.left()), change.apply(arithmetic.right()));
            case Expression.Comparison comparison ->
                new Expression.Comparison(
                        comparison.operator(), change.apply(comparison.left()), change.apply(comparison.right()));
            case Expression.And(List<Expression> operands) -> new Expression.And(all(operands, change));
            case Expression.Or(List<Expression> operands) -> new Expression.Or(all(operands, change));
            case Expression.Not(Expression operand) -> new Expression.Not(change.apply(operand));
            case Expression.In in -> new Expression.In(change.apply(in.operand()), all(in.candidates(), change));
            case Expression.Between between ->
                new Expression.Between(
                        change.apply(between.operand()), change.apply(between.low()), change.apply(between.high()));
            case Expression.IsNull(Expression operand) -> new Expression.IsNull(change.apply(operand));
            case Expression.IsMissing(Expression operand) -> new Expression.IsMissing(change.apply(operand));
            case Expression.TextMatch match ->
                new Expression.TextMatch(
                        match.operator(), change.apply(match.operand()), change.apply(match.pattern()));
            case Expression.Case branches ->
                new Expression.Case(
                        branches.operand().map(change),
                        branches.branches().stream()
                                .map(branch -> new Expression.When(
                                        change.apply(branch.condition()), change.apply(branch.result())))
                                .toList(),
                        branches.otherwise().map(change));
            case Expression.Cast cast -> new Expression.Cast(change.apply(cast.operand()), cast.type());
            case Expression.Call call -> new Expression.Call(call.name(), all(call.arguments(), change));
            case Expression.Aggregate aggregate ->
                new Expression.Aggregate(
                        aggregate.function(),
                        aggregate.operand().map(change),
                        aggregate.distinct(),
                        aggregate.filter().map(change));
        };
    }

    private static List<Expression> all(List<Expression> expressions, Function<Expression, Expression> change) {
        return expressions.stream().map(change).toList();
    }
}
