package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.Change;
import java.math.BigDecimal;

/** Compiles the changes of single values; those of arrays are {@link ArrayEdits}. */
final class Edits {

    private final ExpressionCompiler compiler;
    private final MatchingRules rules;

    Edits(ExpressionCompiler compiler, MatchingRules rules) {
        this.compiler = compiler;
        this.rules = rules;
    }

    Changes.Edit of(Change change) {
        return switch (change) {
            case Change.SetField(FieldPath _, Expression value) -> set(value);
            case Change.SetOnInsert(FieldPath _, Expression value) -> set(value);
            case Change.Increment(FieldPath path, Expression by) -> calculation(path, by, ArithmeticOperator.ADD);
            case Change.Multiply(FieldPath path, Expression by) -> calculation(path, by, ArithmeticOperator.MULTIPLY);
            case Change.Bound(FieldPath _, Expression value, boolean upper) -> bound(value, upper);
            case Change.Push push -> ArrayEdits.push(push, compiler);
            case Change.AddToSet addition -> ArrayEdits.addToSet(addition, compiler);
            case Change.Pull pull -> ArrayEdits.pull(pull, compiler);
            case Change.Pop(FieldPath path, boolean first) -> ArrayEdits.pop(path, first);
            case Change.UnsetField _, Change.Rename _, Change.Replace _, Change.Reshape _ ->
                throw new IllegalArgumentException("not a change of one value: " + change);
        };
    }

    private Changes.Edit set(Expression value) {
        Evaluator evaluator = compiler.compile(value);
        return (row, _) -> stored(evaluator.evaluate(row));
    }

    static Value stored(Value value) {
        return value instanceof Value.Missing ? Value.NULL : value;
    }

    /** A missing field counts as 0, and by SQL's rules a null one too. */
    private Changes.Edit calculation(FieldPath path, Expression by, ArithmeticOperator operator) {
        Evaluator amount = compiler.compile(by);
        String verb = operator == ArithmeticOperator.ADD ? "raised" : "multiplied";
        return (row, old) -> {
            Value change = amount.evaluate(row);
            if (!change.isNumber()) {
                throw new LumaException(
                        ErrorCode.INVALID_QUERY, "'" + path + "' cannot be " + verb + " by " + change.typeName());
            }
            boolean zero = old instanceof Value.Missing || rules == MatchingRules.SQL && old.isNull();
            if (zero) {
                return operator == ArithmeticOperator.ADD ? change : zeroLike(change);
            }
            if (!old.isNumber()) {
                throw new LumaException(
                        ErrorCode.INVALID_QUERY,
                        "'" + path + "' cannot be " + verb + ": it is "
                                + (old.isNull() ? "null" : old.typeName() + " " + Json.relaxed(old)),
                        "add a condition that leaves such documents out");
            }
            return Arithmetic.apply(operator, old, change);
        };
    }

    /** 0 of the same type. */
    private static Value zeroLike(Value number) {
        return switch (number) {
            case Value.Float64 _ -> Value.of(0.0);
            case Value.Decimal _ -> Arithmetic.decimal(BigDecimal.ZERO);
            default -> Value.of(0);
        };
    }

    private Changes.Edit bound(Expression value, boolean upper) {
        Evaluator evaluator = compiler.compile(value);
        return (Row row, Value old) -> {
            Value limit = stored(evaluator.evaluate(row));
            if (old instanceof Value.Missing) {
                return limit;
            }
            int order = ValueOrder.INSTANCE.compare(old, limit);
            return (upper ? order > 0 : order < 0) ? limit : old;
        };
    }
}
