package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.Sizes;
import io.lumadb.query.statement.Expression.ArithmeticOperator;

/**
 * Arithmetic as MongoDB has it: null where an operand is null or missing, an error for operands of other types and for a
 * division by zero, quotients with their fraction, and a double where a sum or a product leaves int64.
 */
public final class DocumentArithmetic {

    private DocumentArithmetic() {}

    /**
     * The result of an operator.
     *
     * @throws LumaException INVALID_QUERY when an operand is of a type it does not take, or a divisor is 0
     */
    public static Value apply(ArithmeticOperator operator, Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            return Value.NULL;
        }
        return switch (operator) {
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> numbers("$multiply", operator, left, right);
            case DIVIDE -> divide(left, right);
            case REMAINDER -> remainder(left, right);
            case CONCATENATE -> concatenate(Operand.text("$concat", left), Operand.text("$concat", right));
        };
    }

    private static Value concatenate(String left, String right) {
        Sizes.checkCharacters("$concat", (long) left.length() + right.length());
        return Value.of(left + right);
    }

    public static Value negate(Value operand) {
        return operand.isNull() ? Value.NULL : Arithmetic.negate(Operand.number("$negate", operand));
    }

    private static Value add(Value left, Value right) {
        if (left instanceof Value.Timestamp && right instanceof Value.Timestamp) {
            throw Operand.wrong("$add", "one moment at most", right);
        }
        if (left instanceof Value.Timestamp || right instanceof Value.Timestamp) {
            Operand.number("$add", left instanceof Value.Timestamp ? right : left);
            return Arithmetic.apply(ArithmeticOperator.ADD, left, right);
        }
        return numbers("$add", ArithmeticOperator.ADD, left, right);
    }

    private static Value subtract(Value left, Value right) {
        if (!(left instanceof Value.Timestamp)) {
            return numbers("$subtract", ArithmeticOperator.SUBTRACT, left, right);
        }
        if (!(right instanceof Value.Timestamp)) {
            Operand.number("$subtract", right);
        }
        return Arithmetic.apply(ArithmeticOperator.SUBTRACT, left, right);
    }

    private static Value numbers(String name, ArithmeticOperator operator, Value left, Value right) {
        Operand.number(name, left);
        Operand.number(name, right);
        if (left instanceof Value.Int64(long a) && right instanceof Value.Int64(long b) && overflows(operator, a, b)) {
            return Arithmetic.apply(operator, Value.of((double) a), Value.of((double) b));
        }
        return Arithmetic.apply(operator, left, right);
    }

    private static boolean overflows(ArithmeticOperator operator, long a, long b) {
        return switch (operator) {
            case ADD -> ((a ^ (a + b)) & (b ^ (a + b))) < 0;
            case SUBTRACT -> ((a ^ b) & (a ^ (a - b))) < 0;
            case MULTIPLY -> Math.multiplyHigh(a, b) != (a * b < 0 ? -1 : 0);
            case DIVIDE, REMAINDER, CONCATENATE -> false;
        };
    }

    private static Value divide(Value left, Value right) {
        Operand.number("$divide", left);
        if (Arithmetic.toDouble(Operand.number("$divide", right)) == 0) {
            throw Operand.invalid("$divide cannot divide by 0");
        }
        boolean decimal = left instanceof Value.Decimal || right instanceof Value.Decimal;
        return decimal
                ? Arithmetic.apply(ArithmeticOperator.DIVIDE, left, right)
                : Value.of(Arithmetic.toDouble(left) / Arithmetic.toDouble(right));
    }

    private static Value remainder(Value left, Value right) {
        Operand.number("$mod", left);
        if (Arithmetic.toDouble(Operand.number("$mod", right)) == 0) {
            throw Operand.invalid("$mod cannot divide by 0");
        }
        return Arithmetic.apply(ArithmeticOperator.REMAINDER, left, right);
    }
}
