package io.lumadb.query.language;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values in the form that they have under the other matching rules. MongoDB's operators stand for LQL's functions and operators
 * only where they give the same for every value, which few do: {@code $divide} keeps fractions, {@code $toUpper} makes a text of
 * null, comparisons are never unknown, and what has no result fails. Everything else is marked as LQL's own.
 */
final class ValueForms {

    /** What gives the same by all rules, and is written as an operator. */
    private static final Set<String> SHARED = Set.of("NOW", "RANDOM");

    /** The functions of vectors that give doubles, by the same rules everywhere. */
    private static final Set<String> MEASURES = Set.of("VECTOR_DISTANCE", "SIMILARITY");

    private static final Expression ZERO = new Expression.Literal(Value.of(0));
    private static final Expression NULL = new Expression.Literal(Value.NULL);
    private static final Expression ONE = new Expression.Literal(Value.of(1.0));

    private final List<Expression> keys;

    /** @param keys what is computed for whole groups already, besides aggregates */
    ValueForms(List<Expression> keys) {
        this.keys = List.copyOf(keys);
    }

    /** The value under document rules. */
    Expression document(Expression value) {
        if (keys.contains(value)) {
            return new ValueForms(List.of()).document(value);
        }
        return switch (value) {
            case Expression.Literal _, Expression.Field _, Expression.Parameter _, Expression.DocumentForm _ -> value;
            case Expression.ArrayLiteral(List<Expression> elements) -> Expressions.array(documents(elements));
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) ->
                Expressions.object(fields.stream()
                        .map(field -> Map.entry(field.getKey(), document(field.getValue())))
                        .toList());
            case Expression.IsNull(Expression operand) -> new Expression.IsNull(document(operand));
            case Expression.IsMissing(Expression operand) -> new Expression.IsMissing(document(operand));
            case Expression.Call(String name, List<Expression> arguments)
            when isShared(name, arguments) -> new Expression.Call(name, documents(arguments));
            case Expression.Arithmetic(ArithmeticOperator operator, Expression left, Expression right)
            when isReal(value) -> new Expression.Arithmetic(operator, document(left), document(right));
            case Expression.Aggregate aggregate -> aggregate(aggregate);
            default -> own(value);
        };
    }

    /**
     * Whether a value is certain to be a double or NULL and computed from nothing else, as a score is: what the languages compute
     * in different ways are whole numbers, values of other types and divisions by 0.
     */
    static boolean isReal(Expression value) {
        return switch (value) {
            case Expression.Call(String name, var _) -> MEASURES.contains(name);
            case Expression.Arithmetic(ArithmeticOperator operator, Expression left, Expression right) ->
                switch (operator) {
                    case ADD, SUBTRACT, MULTIPLY ->
                        isReal(left) && (isReal(right) || isNumber(right)) || isNumber(left) && isReal(right);
                    case DIVIDE -> isReal(left) && isNumber(right) && !right.equals(ZERO);
                    case REMAINDER, CONCATENATE -> false;
                };
            default -> false;
        };
    }

    private static boolean isNumber(Expression value) {
        return value instanceof Expression.Literal(Value.Int64 _);
    }

    /** {@code $ifNull} is missing where its last value is. */
    static boolean isShared(String function, List<Expression> arguments) {
        return SHARED.contains(function)
                || MEASURES.contains(function)
                || function.equals("COALESCE")
                        && !arguments.isEmpty()
                        && arguments.getLast() instanceof Expression.Literal;
    }

    private List<Expression> documents(List<Expression> values) {
        return values.stream().map(this::document).toList();
    }

    /** The condition, computed; it holds where it is true by LQL. */
    Expression computed(Expression condition) {
        boolean same = condition instanceof Expression.IsNull || condition instanceof Expression.IsMissing;
        return new Expression.Evaluated(same ? document(condition) : own(condition));
    }

    /** Marks a value as LQL's own. */
    private Expression own(Expression value) {
        return isBeyondOneDocument(value) ? value : new Expression.SqlValue(within(value));
    }

    /** The same, what is computed for whole groups in it being in its form under document rules. */
    Expression within(Expression value) {
        return ExpressionMapping.parts(
                value,
                part -> keys.contains(part) || part instanceof Expression.Aggregate
                        ? Optional.of(document(part))
                        : Optional.empty());
    }

    /** JQL's printer names what looks at other rows; what goes through arrays is JQL's own. */
    private static boolean isBeyondOneDocument(Expression value) {
        return ExpressionMapping.any(
                value,
                part -> Expressions.isQuery(part)
                        || part instanceof Expression.Window
                        || part instanceof Expression.AnyElement);
    }

    private static Expression aggregate(Expression.Aggregate aggregate) {
        ValueForms ofRows = new ValueForms(List.of());
        return new Expression.Aggregate(
                aggregate.function(),
                aggregate.operand().map(ofRows::document),
                aggregate.argument(),
                aggregate.distinct(),
                aggregate.orderBy(),
                aggregate.filter());
    }

    List<SelectItem> items(List<SelectItem> items) {
        return items.stream()
                .map(item -> item instanceof SelectItem.Computed(Expression value, Optional<String> alias)
                        ? new SelectItem.Computed(document(value), alias)
                        : item)
                .toList();
    }

    List<SortKey> sortKeys(List<SortKey> sortKeys) {
        return sortKeys.stream()
                .map(key -> new SortKey(document(key.expression()), key.descending(), key.nullsFirst()))
                .toList();
    }

    Change change(Change change) {
        return switch (change) {
            case Change.SetField(var path, Expression value) -> new Change.SetField(path, document(value));
            case Change.Increment(var path, Expression by) -> new Change.Increment(path, document(by));
            case Change.UnsetField _, Change.DocumentChange _ -> change;
        };
    }

    /** The value of an expression under document rules as LQL says it. */
    static Expression sql(Expression expression) {
        return ExpressionMapping.parts(expression, part -> switch (part) {
            case Expression.SqlValue(Expression operand) -> Optional.of(unmarked(operand));
            case Expression.Evaluated(Expression operand) -> Optional.of(sql(operand));
            case Expression.Arithmetic(ArithmeticOperator operator, Expression left, Expression right)
            when operator == ArithmeticOperator.DIVIDE -> Optional.of(quotient(left, right));
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right)
            when right.equals(NULL) -> Optional.of(againstNull(operator, sql(left)));
            case Expression.Case choice
            when choice.otherwise().equals(Optional.of(NULL)) ->
                Optional.of(sql(new Expression.Case(choice.operand(), choice.branches(), Optional.empty())));
            default -> Optional.empty();
        });
    }

    /** The expression without marks. What is marked within is the key of a group; aggregates of groups have operands of their own. */
    static Expression unmarked(Expression expression) {
        return ExpressionMapping.parts(expression, part -> switch (part) {
            case Expression.SqlValue(Expression operand) -> Optional.of(unmarked(operand));
            case Expression.Aggregate _ -> Optional.of(sql(part));
            default -> Optional.empty();
        });
    }

    /** With its fraction, also where whole numbers are divided. */
    private static Expression quotient(Expression left, Expression right) {
        Expression dividend = sql(left);
        Expression divisor = sql(right);
        boolean whole = !hasFraction(left) && !hasFraction(right);
        return new Expression.Arithmetic(
                ArithmeticOperator.DIVIDE,
                whole ? new Expression.Arithmetic(ArithmeticOperator.MULTIPLY, dividend, ONE) : dividend,
                divisor);
    }

    private static boolean hasFraction(Expression number) {
        return isReal(number)
                || number instanceof Expression.Literal(Value value)
                        && (value instanceof Value.Float64 || value instanceof Value.Decimal);
    }

    /** MongoDB's order has missing below null, and null below everything else. */
    private static Expression againstNull(ComparisonOperator operator, Expression operand) {
        Expression isNull = new Expression.IsNull(operand);
        Expression isMissing = new Expression.IsMissing(operand);
        return switch (operator) {
            case EQUAL -> Expressions.and(List.of(isNull, new Expression.Not(isMissing)));
            case NOT_EQUAL -> Expressions.or(List.of(new Expression.Not(isNull), isMissing));
            case LESS -> isMissing;
            case LESS_OR_EQUAL -> isNull;
            case GREATER -> new Expression.Not(isNull);
            case GREATER_OR_EQUAL -> new Expression.Not(isMissing);
        };
    }
}
