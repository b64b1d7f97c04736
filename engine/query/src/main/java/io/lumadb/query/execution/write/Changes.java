package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.document.Placement;
import io.lumadb.query.execution.expression.ElementCondition;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Projection;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.PositionalSteps;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of an update, compiled. All values are computed from the document as it was before the first step. Stateless. */
final class Changes {

    private final List<Step> steps;

    private Changes(List<Step> steps) {
        this.steps = steps;
    }

    /** A new value for the one that stands at a place, MISSING standing for none. */
    @FunctionalInterface
    interface Edit {
        Value apply(Row row, Value old);
    }

    private sealed interface Step {

        /** @param onInsert only done to a document that the update inserts */
        record At(FieldPath path, PositionalPaths places, Edit edit, boolean onInsert) implements Step {}

        record Unset(FieldPath path, PositionalPaths places) implements Step {}

        record Rename(FieldPath from, FieldPath to) implements Step {}

        record Replace(Evaluator document) implements Step {}

        record Reshape(Projection shape) implements Step {}
    }

    /**
     * Compiles the steps.
     *
     * @throws QueryError INVALID_QUERY when a step changes the key or the revision
     */
    static Changes compile(Statement.Update update, WritePlan plan, ExpressionCompiler compiler) {
        Map<String, ElementCondition> filters = new HashMap<>();
        update.arrayFilters()
                .forEach(filter -> filters.put(
                        filter.name(),
                        ElementCondition.of(filter.condition(), compiler.condition(filter.condition()))));
        Edits edits = new Edits(compiler, update.rules());
        List<Step> steps = new ArrayList<>();
        for (Change change : plan.changes()) {
            steps.add(
                    switch (change) {
                        case Change.Rename(FieldPath path, FieldPath to) ->
                            new Step.Rename(requireFixed(path), requireFixed(to));
                        case Change.Replace(Expression document) -> new Step.Replace(compiler.compile(document));
                        case Change.Reshape(List<SelectItem> items) ->
                            new Step.Reshape(Projection.of(outputs(items), compiler));
                        case Change.UnsetField(FieldPath path) ->
                            new Step.Unset(requireFixed(path), places(path, filters, plan, compiler));
                        case Change.SetField _,
                                Change.Increment _,
                                Change.SetOnInsert _,
                                Change.Multiply _,
                                Change.Bound _,
                                Change.Push _,
                                Change.AddToSet _,
                                Change.Pull _,
                                Change.Pop _ -> {
                            FieldPath path = PositionalSteps.path(change).orElseThrow();
                            yield new Step.At(
                                    setsKey(change, path) ? path : requireFixed(path),
                                    places(path, filters, plan, compiler),
                                    edits.of(change),
                                    change instanceof Change.SetOnInsert);
                        }
                    });
        }
        return new Changes(steps);
    }

    private static List<Output> outputs(List<SelectItem> items) {
        return items.stream()
                .<Output>map(item -> switch (item) {
                    case SelectItem.AllFields(List<FieldPath> except) -> new Output.AllFields(except);
                    case SelectItem.Computed computed ->
                        new Output.Computed(ColumnNames.of(computed), computed.expression());
                    case SelectItem.Kept(FieldPath path) -> new Output.Kept(path);
                    case SelectItem.Placed(FieldPath path, Expression value) -> new Output.Placed(path, value);
                    case SelectItem.Root(Expression document) -> new Output.Root(document);
                    case SelectItem.SourceFields(String source) ->
                        throw QueryError.about(
                                source, ErrorCode.INVALID_QUERY, source + ".* cannot stand in a change", "write *");
                })
                .toList();
    }

    private static PositionalPaths places(
            FieldPath path, Map<String, ElementCondition> filters, WritePlan plan, ExpressionCompiler compiler) {
        path.segments()
                .forEach(step -> PositionalSteps.filterName(step).ifPresent(name -> {
                    if (!filters.containsKey(name)) {
                        throw QueryError.about(
                                name, ErrorCode.INVALID_QUERY, "no array filter says what $[" + name + "] means", null);
                    }
                }));
        return new PositionalPaths(path, filters, MatchedElement.of(path, plan.where(), compiler));
    }

    /** A document's key may be set to the value it has; that shows only when the document is there. */
    private static boolean setsKey(Change change, FieldPath path) {
        return path.equals(FieldPath.of(Document.ID))
                && (change instanceof Change.SetField || change instanceof Change.SetOnInsert);
    }

    private static FieldPath requireFixed(FieldPath path) {
        if (path.root().equals(Document.ID) || path.root().equals(Document.REVISION)) {
            throw QueryError.about(
                    path.toString(),
                    ErrorCode.INVALID_QUERY,
                    "'" + path + "' cannot be changed",
                    path.root().equals(Document.REVISION)
                            ? "every write raises it by itself"
                            : "delete the document and insert it under its new _id");
        }
        return path;
    }

    /**
     * A document after all steps. {@code row} gives the values, {@code before} is its object.
     *
     * @throws LumaException INVALID_QUERY when a step does not fit what stands in the document
     */
    Value.Obj apply(Row row, Value.Obj before) {
        return afterAll(row, before, false);
    }

    /** The new document that an update inserts. {@code seed} is what its condition says about it, {@code row} has its fields. */
    Value.Obj create(Row row, Value.Obj seed) {
        return afterAll(row, seed, true);
    }

    private Value.Obj afterAll(Row row, Value.Obj before, boolean inserting) {
        Value.Obj document = before;
        Row current = row;
        for (Step step : steps) {
            switch (step) {
                case Step.At(FieldPath path, PositionalPaths places, Edit edit, boolean onInsert) -> {
                    if (inserting || !onInsert) {
                        for (FieldPath place : places(path, places, before, inserting)) {
                            document = DocumentEdit.at(document, place, old -> edit.apply(row, old));
                        }
                    }
                }
                case Step.Unset(FieldPath path, PositionalPaths places) -> {
                    for (FieldPath place : places(path, places, before, inserting)) {
                        document = unset(document, place);
                    }
                }
                case Step.Rename(FieldPath from, FieldPath to) -> document = rename(document, from, to);
                case Step.Replace(Evaluator replacement) ->
                    document = withKeyOf(before, Placement.root(replacement.evaluate(row)));
                case Step.Reshape(Projection shape) -> {
                    document = withKeyOf(before, shape.apply(current).object());
                    current = new ObjectRow(document);
                }
            }
        }
        requireSameKey(before, document);
        return document;
    }

    private static List<FieldPath> places(FieldPath path, PositionalPaths places, Value.Obj before, boolean inserting) {
        if (!PositionalSteps.in(path)) {
            return List.of(path);
        }
        if (inserting) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "no document matches, and '" + path + "' means elements of one that is there",
                    "set the whole array by $setOnInsert, or leave \"upsert\" out");
        }
        return places.in(before);
    }

    /** Removing what is not there changes nothing, even where the path leads through a scalar. */
    private static Value.Obj unset(Value.Obj document, FieldPath path) {
        return DocumentEdit.get(document, path) instanceof Value.Missing
                ? document
                : DocumentEdit.at(document, path, _ -> Value.MISSING);
    }

    private static Value.Obj rename(Value.Obj document, FieldPath from, FieldPath to) {
        Value moved = Document.get(document, from.segments());
        if (moved instanceof Value.Missing) {
            return document;
        }
        return DocumentEdit.at(unset(document, from), to, _ -> moved);
    }

    /** A document made anew keeps its key; a revision that came along is not stored. */
    private static Value.Obj withKeyOf(Value.Obj before, Value.Obj made) {
        Map<String, Value> fields = new LinkedHashMap<>();
        Value key = made.get(Document.ID) instanceof Value.Missing ? before.get(Document.ID) : made.get(Document.ID);
        if (!(key instanceof Value.Missing)) {
            fields.put(Document.ID, key);
        }
        made.fields().forEach((name, value) -> {
            if (!name.equals(Document.REVISION)) {
                fields.putIfAbsent(name, value);
            }
        });
        return new Value.Obj(fields);
    }

    private static void requireSameKey(Value.Obj before, Value.Obj after) {
        Value key = before.get(Document.ID);
        if (!(key instanceof Value.Missing) && !ValueOrder.same(key, after.get(Document.ID))) {
            throw new LumaException(
                    ErrorCode.INVALID_QUERY,
                    "the _id of document " + Json.relaxed(key) + " cannot be changed",
                    "delete the document and insert it under its new _id");
        }
    }
}
