package io.lumadb.query.execution.document;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.Excerpt;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import java.util.List;

/**
 * Reads the operands of MongoDB's operators, which refuse values of other types instead of making null of them. All methods
 * throw INVALID_QUERY that names the operator and the value.
 */
final class Operand {

    private Operand() {}

    static LumaException wrong(String operator, String wanted, Value value) {
        return new LumaException(
                ErrorCode.INVALID_QUERY,
                operator + " takes " + wanted + ", not " + shown(value),
                "choose among documents by $cond, or convert the value by $convert");
    }

    static LumaException invalid(String detail) {
        return new LumaException(ErrorCode.INVALID_QUERY, detail);
    }

    private static String shown(Value value) {
        if (value.isNull()) {
            return value instanceof Value.Missing ? "a missing value" : "null";
        }
        return value.typeName() + " " + Excerpt.of(Json.relaxed(value));
    }

    static Value number(String operator, Value value) {
        if (value.isNumber()) {
            return value;
        }
        throw wrong(operator, "numbers", value);
    }

    static String text(String operator, Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw wrong(operator, "strings", value);
    }

    static List<Value> array(String operator, Value value) {
        if (value instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        throw wrong(operator, "arrays", value);
    }

    static Value.Obj object(String operator, Value value) {
        if (value instanceof Value.Obj object) {
            return object;
        }
        throw wrong(operator, "objects", value);
    }

    /** A number without a fraction that fits 32 bits, as positions and counts are. */
    static int integer(String operator, Value value) {
        if (value.isNumber() && Arithmetic.isFinite(value)) {
            double number = Arithmetic.toDouble(value);
            if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw wrong(operator, "whole numbers here", value);
    }

    static int notNegative(String operator, Value value) {
        int number = integer(operator, value);
        if (number < 0) {
            throw wrong(operator, "numbers from 0 here", value);
        }
        return number;
    }

    /** Whether a value counts as true: everything does but false, null, missing and 0. */
    static boolean isTrue(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> false;
            case Value.Bool(boolean flag) -> flag;
            case Value.Int64(long number) -> number != 0;
            case Value.Float64(double number) -> number != 0;
            case Value.Decimal _ -> Arithmetic.toDouble(value) != 0;
            case Value.Text _, Value.Timestamp _, Value.Binary _, Value.Vector _, Value.Array _, Value.Obj _ -> true;
        };
    }

    static boolean anyNull(List<Value> values) {
        return values.stream().anyMatch(Value::isNull);
    }

    /** The value at a position; MISSING behind the last one given. */
    static Value optional(List<Value> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : Value.MISSING;
    }
}
