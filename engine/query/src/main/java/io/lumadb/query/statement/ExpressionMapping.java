package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import io.lumadb.query.statement.Expression.FrameBound;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Rebuilds expressions with some of their leaves replaced, in the normal form of {@link Expressions}. */
public final class ExpressionMapping {

    private ExpressionMapping() {}

    /** Replaces fields. The paths within an any-element test start at the element and are left alone. */
    public static Expression fields(Expression expression, Function<FieldPath, Expression> replacement) {
        return leaves(
                expression,
                leaf -> leaf instanceof Expression.Field(FieldPath path) ? replacement.apply(path) : leaf,
                false);
    }

    /** Replaces parameters. */
    public static Expression parameters(Expression expression, Function<Expression.Parameter, Expression> replacement) {
        return leaves(
                expression,
                leaf -> leaf instanceof Expression.Parameter parameter ? replacement.apply(parameter) : leaf,
                true);
    }

    /** Replaces whole parts, leaves or not, from the outside inwards; what replaces a part is not looked into. */
    public static Expression parts(
            Expression expression, Function<Expression, Optional<? extends Expression>> replacement) {
        Optional<? extends Expression> replaced = replacement.apply(expression);
        return replaced.isPresent() ? replaced.get() : inner(expression, part -> parts(part, replacement), false);
    }

    /** Rebuilds an expression from the inside outwards, each part being replaced by what is given for it. */
    public static Expression rebuild(Expression expression, UnaryOperator<Expression> replacement) {
        return replacement.apply(inner(expression, part -> rebuild(part, replacement), true));
    }

    /** Shows every part of an expression, the whole first. */
    public static void visit(Expression expression, Consumer<Expression> visitor) {
        visitor.accept(expression);
        inner(
                expression,
                part -> {
                    visit(part, visitor);
                    return part;
                },
                true);
    }

    /** Whether some part of an expression, or the whole, is as asked. */
    public static boolean any(Expression expression, Predicate<Expression> asked) {
        boolean[] found = {false};
        visit(expression, part -> found[0] = found[0] || asked.test(part));
        return found[0];
    }

    /** Shows every part of an expression but those within its subqueries. */
    public static void visitOwn(Expression expression, Consumer<Expression> visitor) {
        visitor.accept(expression);
        switch (expression) {
            case Expression.Subquery _, Expression.Exists _, Expression.RowArray _ -> {}
            case Expression.InSubquery(Expression operand, Query _) -> visitOwn(operand, visitor);
            case Expression.Quantified(var _, Expression operand, var _, Query _) -> visitOwn(operand, visitor);
            default ->
                inner(
                        expression,
                        part -> {
                            visitOwn(part, visitor);
                            return part;
                        },
                        true);
        }
    }

    private static Expression leaves(
            Expression expression, Function<Expression, Expression> leaf, boolean intoElements) {
        Expression mapped = leaf.apply(expression);
        return mapped.equals(expression)
                ? inner(expression, part -> leaves(part, leaf, intoElements), intoElements)
                : mapped;
    }

    private static Expression inner(Expression expression, Function<Expression, Expression> map, boolean intoElements) {
        return switch (expression) {
            case Expression.Literal _, Expression.Field _, Expression.Parameter _ -> expression;
            case Expression.ArrayLiteral(List<Expression> elements) -> Expressions.array(all(elements, map));
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) ->
                Expressions.object(fields.stream()
                        .map(field -> Map.entry(field.getKey(), map.apply(field.getValue())))
                        .toList());
            case Expression.Negate(Expression operand) -> new Expression.Negate(map.apply(operand));
            case Expression.Arithmetic(var operator, Expression left, Expression right) ->
                new Expression.Arithmetic(operator, map.apply(left), map.apply(right));
            case Expression.Comparison(var operator, Expression left, Expression right) ->
                new Expression.Comparison(operator, map.apply(left), map.apply(right));
            case Expression.And(List<Expression> operands) -> Expressions.and(all(operands, map));
            case Expression.Or(List<Expression> operands) -> Expressions.or(all(operands, map));
            case Expression.Not(Expression operand) -> new Expression.Not(map.apply(operand));
            case Expression.In(Expression operand, List<Expression> candidates) ->
                new Expression.In(map.apply(operand), all(candidates, map));
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                new Expression.Between(map.apply(operand), map.apply(low), map.apply(high));
            case Expression.IsNull(Expression operand) -> new Expression.IsNull(map.apply(operand));
            case Expression.IsMissing(Expression operand) -> new Expression.IsMissing(map.apply(operand));
            case Expression.TextMatch(var operator, Expression operand, Expression pattern) ->
                new Expression.TextMatch(operator, map.apply(operand), map.apply(pattern));
            case Expression.AnyElement(FieldPath array, Expression condition) ->
                intoElements ? new Expression.AnyElement(array, map.apply(condition)) : expression;
            case Expression.Case choice -> choice(choice, map);
            case Expression.Cast(Expression operand, String type) -> new Expression.Cast(map.apply(operand), type);
            case Expression.Call(String name, List<Expression> arguments) ->
                new Expression.Call(name, all(arguments, map));
            case Expression.Aggregate aggregate ->
                new Expression.Aggregate(
                        aggregate.function(),
                        aggregate.operand().map(map),
                        aggregate.argument().map(map),
                        aggregate.distinct(),
                        keys(aggregate.orderBy(), map),
                        aggregate.filter().map(map));
            case Expression.Subquery(Query query) -> new Expression.Subquery(query(query, map, intoElements));
            case Expression.RowArray(Query query) -> new Expression.RowArray(query(query, map, intoElements));
            case Expression.InSubquery(Expression operand, Query query) ->
                new Expression.InSubquery(map.apply(operand), query(query, map, intoElements));
            case Expression.Exists(Query query) -> new Expression.Exists(query(query, map, intoElements));
            case Expression.Quantified(var operator, Expression operand, var quantifier, Query query) ->
                new Expression.Quantified(operator, map.apply(operand), quantifier, query(query, map, intoElements));
            case Expression.Window window -> window(window, map);
            case Expression.DocumentForm form -> documentForm(form, map);
        };
    }

    private static Expression documentForm(Expression.DocumentForm form, Function<Expression, Expression> map) {
        return switch (form) {
            case Expression.Evaluated(Expression operand) -> new Expression.Evaluated(map.apply(operand));
            case Expression.Variable _ -> form;
            case Expression.Let(List<Map.Entry<String, Expression>> variables, Expression body) ->
                new Expression.Let(
                        variables.stream()
                                .map(variable -> Map.entry(variable.getKey(), map.apply(variable.getValue())))
                                .toList(),
                        map.apply(body));
            case Expression.MapArray(Expression array, String variable, Expression body) ->
                new Expression.MapArray(map.apply(array), variable, map.apply(body));
            case Expression.FilterArray(Expression array, String variable, Expression condition, var limit) ->
                new Expression.FilterArray(map.apply(array), variable, map.apply(condition), limit.map(map));
            case Expression.ReduceArray(Expression array, Expression initial, Expression body) ->
                new Expression.ReduceArray(map.apply(array), map.apply(initial), map.apply(body));
            case Expression.SharesValue(Expression own, Expression around) ->
                new Expression.SharesValue(map.apply(own), map.apply(around));
            case Expression.SqlValue(Expression operand) -> new Expression.SqlValue(map.apply(operand));
        };
    }

    /** A query's own fields start in its own sources, so only what looks everywhere looks into it. */
    private static Query query(Query query, Function<Expression, Expression> map, boolean intoElements) {
        return intoElements ? StatementMapping.query(query, map::apply) : query;
    }

    private static Expression window(Expression.Window window, Function<Expression, Expression> map) {
        return new Expression.Window(
                map.apply(window.function()),
                all(window.partitionBy(), map),
                keys(window.orderBy(), map),
                window.frame()
                        .map(frame -> new Expression.Frame(
                                frame.unit(), bound(frame.start(), map), bound(frame.end(), map))));
    }

    private static FrameBound bound(FrameBound bound, Function<Expression, Expression> map) {
        return switch (bound) {
            case FrameBound.Preceding(Expression distance) -> new FrameBound.Preceding(map.apply(distance));
            case FrameBound.Following(Expression distance) -> new FrameBound.Following(map.apply(distance));
            case FrameBound.UnboundedPreceding _, FrameBound.CurrentRow _, FrameBound.UnboundedFollowing _ -> bound;
        };
    }

    static List<SortKey> keys(List<SortKey> keys, Function<Expression, Expression> map) {
        return keys.stream()
                .map(key -> new SortKey(map.apply(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static Expression choice(Expression.Case choice, Function<Expression, Expression> map) {
        return new Expression.Case(
                choice.operand().map(map),
                choice.branches().stream()
                        .map(branch -> new Expression.When(map.apply(branch.condition()), map.apply(branch.result())))
                        .toList(),
                choice.otherwise().map(map));
    }

    private static List<Expression> all(List<Expression> expressions, Function<Expression, Expression> map) {
        return expressions.stream().map(map).toList();
    }
}
