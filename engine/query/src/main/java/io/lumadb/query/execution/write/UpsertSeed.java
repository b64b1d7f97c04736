package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a condition says about a document that it would match: the fields that it compares with a value. */
final class UpsertSeed {

    private final ExpressionCompiler compiler;

    UpsertSeed(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * The document of a condition's equalities.
     *
     * @throws LumaException INVALID_QUERY when two of them are about one field
     */
    Value.Obj of(Optional<Expression> where) {
        Value.Obj empty = new Value.Obj(Map.of());
        return where.map(condition -> with(empty, condition)).orElse(empty);
    }

    private Value.Obj with(Value.Obj seed, Expression condition) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) -> {
                Value.Obj filled = seed;
                for (Expression operand : operands) {
                    filled = with(filled, operand);
                }
                yield filled;
            }
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right)
            when operator == ComparisonOperator.EQUAL ->
                equality(left, right)
                        .or(() -> equality(right, left))
                        .map(field -> set(seed, field.getKey(), field.getValue()))
                        .orElse(seed);
            case Expression.IsNull(Expression.Field(FieldPath path)) -> set(seed, path, Value.NULL);
            default -> seed;
        };
    }

    private static Value.Obj set(Value.Obj seed, FieldPath path, Value value) {
        return DocumentEdit.at(seed, path, there -> {
            if (!(there instanceof Value.Missing)) {
                throw new LumaException(
                        ErrorCode.INVALID_QUERY,
                        "no document can be made of the condition: it compares '" + path + "' twice",
                        "keep one of the two");
            }
            return value;
        });
    }

    private Optional<Map.Entry<FieldPath, Value>> equality(Expression side, Expression other) {
        return side instanceof Expression.Field(FieldPath path)
                        && compiler.compile(other) instanceof Evaluator.Constant(Value value)
                ? Optional.of(Map.entry(path, value))
                : Optional.empty();
    }
}
