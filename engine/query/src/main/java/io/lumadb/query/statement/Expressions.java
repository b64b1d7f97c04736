package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression.And;
import io.lumadb.query.statement.Expression.ArrayLiteral;
import io.lumadb.query.statement.Expression.Literal;
import io.lumadb.query.statement.Expression.ObjectLiteral;
import io.lumadb.query.statement.Expression.Or;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes expressions in the one form that all languages agree on, so that the same question gives equal statements:
 * AND and OR hold no operand of their own kind, and arrays and objects made of literals alone are literals.
 */
public final class Expressions {

    /** The path that means an array's element itself, where paths start at the element: one field with an empty name. */
    public static final FieldPath ELEMENT = FieldPath.of("");

    private Expressions() {}

    /** Whether an expression is a query, or a test by one. */
    public static boolean isQuery(Expression expression) {
        return switch (expression) {
            case Expression.Subquery _,
                    Expression.RowArray _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _ -> true;
            default -> false;
        };
    }

    /** Whether an expression depends on nothing but the moment and chance: neither on fields nor on parameters or queries. */
    public static boolean standsAlone(Expression expression) {
        return !ExpressionMapping.any(
                expression,
                part -> part instanceof Expression.Field || part instanceof Expression.Parameter || isQuery(part));
    }

    /** The conjunction of one or more conditions; of one, that condition. */
    public static Expression and(List<Expression> operands) {
        List<Expression> flat = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand instanceof And(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(operand);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new And(flat);
    }

    /** The disjunction of one or more conditions; of one, that condition. */
    public static Expression or(List<Expression> operands) {
        List<Expression> flat = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand instanceof Or(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(operand);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new Or(flat);
    }

    public static Expression literal(Value value) {
        return new Literal(value);
    }

    public static Expression field(String... names) {
        return new Expression.Field(FieldPath.of(names));
    }

    /** A literal when all elements are, otherwise an {@link ArrayLiteral}. */
    public static Expression array(List<Expression> elements) {
        List<Value> values = new ArrayList<>(elements.size());
        for (Expression element : elements) {
            if (element instanceof Literal(Value value)) {
                values.add(value);
            } else {
                return new ArrayLiteral(elements);
            }
        }
        return new Literal(new Value.Array(values));
    }

    /** A literal when all fields are, otherwise an {@link ObjectLiteral}. Names are unique. */
    public static Expression object(List<Map.Entry<String, Expression>> fields) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> field : fields) {
            if (field.getValue() instanceof Literal(Value value)) {
                values.put(field.getKey(), value);
            } else {
                return new ObjectLiteral(fields);
            }
        }
        return new Literal(new Value.Obj(values));
    }
}
