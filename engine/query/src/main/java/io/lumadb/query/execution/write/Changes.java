package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
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
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Statement.Change;
import java.util.ArrayList;
import java.util.List;

/** The steps of an update, compiled. All values are computed from the document as it was before the first step. */
final class Changes {

    private final List<Step> steps;

    private Changes(List<Step> steps) {
        this.steps = steps;
    }

    private sealed interface Step {
        record Set(FieldPath path, Evaluator value) implements Step {}

        record Unset(FieldPath path) implements Step {}

        record Add(FieldPath path, Evaluator amount) implements Step {}
    }

    /**
     * Compiles the steps.
     *
     * @throws QueryError INVALID_QUERY when a step changes the key or the revision
     */
    static Changes compile(List<Change> changes, ExpressionCompiler compiler) {
        List<Step> steps = new ArrayList<>();
        for (Change change : changes) {
            steps.add(
                    switch (change) {
                        case Change.SetField(FieldPath path, Expression value) ->
                            new Step.Set(changeable(path), compiler.compile(value));
                        case Change.UnsetField(FieldPath path) -> new Step.Unset(fixed(path));
                        case Change.Increment(FieldPath path, Expression by) ->
                            new Step.Add(fixed(path), compiler.compile(by));
                    });
        }
        return new Changes(steps);
    }

    /** A document's key may be set to the value it has; that shows only when the document is there. */
    private static FieldPath changeable(FieldPath path) {
        return path.equals(FieldPath.of(Document.ID)) ? path : fixed(path);
    }

    private static FieldPath fixed(FieldPath path) {
        if (path.root().equals(Document.ID) || path.root().equals(Document.REVISION)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + path + "' cannot be changed",
                    null,
                    "delete the document and insert it under its new _id");
        }
        return path;
    }

    /** The document after all steps. {@code row} gives the values, {@code before} is its object. */
    Value.Obj apply(Row row, Value.Obj before) {
        Value.Obj document = before;
        for (Step step : steps) {
            document = switch (step) {
                case Step.Set(FieldPath path, Evaluator value) ->
                    DocumentEdit.at(document, path, _ -> stored(value.evaluate(row)));
                case Step.Unset(FieldPath path) -> unset(document, path);
                case Step.Add(FieldPath path, Evaluator amount) ->
                    DocumentEdit.at(document, path, old -> sum(path, old, amount.evaluate(row)));
            };
        }
        Value id = before.get(Document.ID);
        if (!id.isNull() && !ValueOrder.same(id, document.get(Document.ID))) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "the _id of document " + Json.relaxed(id) + " cannot be changed",
                    "delete the document and insert it under its new _id");
        }
        return document;
    }

    private static Value stored(Value value) {
        return value instanceof Value.Missing ? Value.NULL : value;
    }

    /** Removing what is not there changes nothing, even where the path leads through a scalar. */
    private static Value.Obj unset(Value.Obj document, FieldPath path) {
        return Document.get(document, path.segments()) instanceof Value.Missing
                ? document
                : DocumentEdit.at(document, path, _ -> Value.MISSING);
    }

    private static Value sum(FieldPath path, Value old, Value amount) {
        if (!amount.isNumber()) {
            throw new LumaException(ErrorCode.INVALID_QUERY, "'" + path + "' cannot be raised by " + amount.typeName());
        }
        if (!old.isNull() && !old.isNumber()) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "'" + path + "' cannot be raised: it is " + old.typeName() + " " + Json.relaxed(old),
                    "add a condition that leaves such documents out");
        }
        return old.isNull() ? amount : Arithmetic.apply(ArithmeticOperator.ADD, old, amount);
    }
}
