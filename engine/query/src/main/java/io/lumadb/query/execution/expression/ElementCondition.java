package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;

/**
 * A condition on single elements of an array: on the element itself, or on its fields, which only an object or an array
 * has. Stateless.
 *
 * @param onFields whether the condition is about the element's fields
 */
public record ElementCondition(Evaluator condition, boolean onFields) {

    /** A condition whose paths start at the element, and what it was compiled to. */
    public static ElementCondition of(Expression condition, Evaluator compiled) {
        boolean onSelf = ExpressionMapping.any(
                condition,
                part -> part instanceof Expression.Field(FieldPath path) && path.equals(ElementRow.SELF)
                        || part instanceof Expression.AnyElement(FieldPath array, Expression _)
                                && array.equals(ElementRow.SELF));
        return new ElementCondition(compiled, !onSelf);
    }

    public boolean holds(Value element) {
        Watch.step();
        boolean possible = !onFields || element instanceof Value.Obj || element instanceof Value.Array;
        return possible && condition.holds(new ElementRow(element));
    }
}
