package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.ElementCondition;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The element that {@code $} means in the path of a change: the first one that fits what the statement's condition says
 * about the array. Conditions that are negated say nothing about one element. Stateless.
 */
final class MatchedElement {

    private final FieldPath path;
    private final List<ElementCondition> conditions;

    private MatchedElement(FieldPath path, List<ElementCondition> conditions) {
        this.path = path;
        this.conditions = conditions;
    }

    /** For a path whose first step {@code $} stands behind an array; of no use for other paths. */
    static MatchedElement of(FieldPath path, Optional<Expression> where, ExpressionCompiler compiler) {
        int step = path.segments().indexOf(new FieldPath.Field("$"));
        List<ElementCondition> conditions = new ArrayList<>();
        if (step > 0 && where.isPresent()) {
            collect(where.get(), path.segments().subList(0, step), compiler, conditions);
        }
        return new MatchedElement(path, conditions);
    }

    private static void collect(
            Expression condition,
            List<FieldPath.Segment> array,
            ExpressionCompiler compiler,
            List<ElementCondition> conditions) {
        switch (condition) {
            case Expression.And(List<Expression> operands) ->
                operands.forEach(operand -> collect(operand, array, compiler, conditions));
            case Expression.Or(List<Expression> operands) ->
                operands.forEach(operand -> collect(operand, array, compiler, conditions));
            case Expression.Not _, Expression.Evaluated _ -> {}
            case Expression.AnyElement(FieldPath path, Expression inner) ->
                below(path, array)
                        .ifPresent(rest -> conditions.add(element(
                                rest.equals(Expressions.ELEMENT) ? inner : new Expression.AnyElement(rest, inner),
                                compiler)));
            default -> relative(condition, array).ifPresent(inner -> conditions.add(element(inner, compiler)));
        }
    }

    private static ElementCondition element(Expression condition, ExpressionCompiler compiler) {
        return ElementCondition.of(condition, compiler.condition(condition));
    }

    /** The condition with the paths that lead into the array starting at its element; none when it has no such path. */
    private static Optional<Expression> relative(Expression condition, List<FieldPath.Segment> array) {
        Expression relative = ExpressionMapping.fields(
                condition, path -> new Expression.Field(below(path, array).orElse(path)));
        return relative.equals(condition) ? Optional.empty() : Optional.of(relative);
    }

    private static Optional<FieldPath> below(FieldPath path, List<FieldPath.Segment> array) {
        List<FieldPath.Segment> segments = path.segments();
        if (segments.size() < array.size() || !segments.subList(0, array.size()).equals(array)) {
            return Optional.empty();
        }
        return Optional.of(
                segments.size() == array.size()
                        ? Expressions.ELEMENT
                        : new FieldPath(segments.subList(array.size(), segments.size())));
    }

    /**
     * The position of the element.
     *
     * @throws LumaException INVALID_QUERY when the condition says nothing that an element fits
     */
    int position(List<Value> elements) {
        for (ElementCondition condition : conditions) {
            for (int i = 0; i < elements.size(); i++) {
                if (condition.holds(elements.get(i))) {
                    return i;
                }
            }
        }
        throw new LumaException(
                ErrorCode.INVALID_QUERY,
                "the condition did not find the element that $ means in '" + path + "'",
                "let the condition say something about the elements of the array");
    }
}
