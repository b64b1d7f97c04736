package io.lumadb.query.execution.document;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document that items make of a row, one item after the other. Stateless. */
public final class DocumentShape {

    private final List<Part> parts;

    private DocumentShape(List<Part> parts) {
        this.parts = parts;
    }

    private sealed interface Part {
        record All(FieldTree except) implements Part {}

        record Computed(String name, Evaluator value) implements Part {}

        /** All that is kept of one top-level field. */
        record Kept(String root, FieldTree tree) implements Part {}

        record Placed(FieldPath path, Evaluator value) implements Part {}

        record Root(Evaluator document) implements Part {}
    }

    /** The shape of results: computed items have the names that {@link ColumnNames} gives them. */
    public static DocumentShape of(List<SelectItem> items, ExpressionCompiler compiler) {
        List<Part> parts = new ArrayList<>();
        Map<String, FieldTree> keptByRoot = new HashMap<>();
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.AllFields(List<FieldPath> except) -> parts.add(new Part.All(FieldTree.of(except)));
                case SelectItem.Computed computed ->
                    parts.add(new Part.Computed(ColumnNames.of(computed), compiler.compile(computed.expression())));
                case SelectItem.Kept(FieldPath path) -> {
                    FieldTree known = keptByRoot.get(path.root());
                    if (known == null) {
                        known = new FieldTree();
                        keptByRoot.put(path.root(), known);
                        parts.add(new Part.Kept(path.root(), known));
                    }
                    known.add(path);
                }
                case SelectItem.Placed(FieldPath path, Expression value) ->
                    parts.add(new Part.Placed(path, compiler.compile(value)));
                case SelectItem.Root(Expression document) -> parts.add(new Part.Root(compiler.compile(document)));
                case SelectItem.SourceFields _ -> throw Unplanned.construct(item);
            }
        }
        return new DocumentShape(parts);
    }

    /**
     * The document made of a row.
     *
     * @throws LumaException INVALID_QUERY when what replaces the whole is not an object
     */
    public Value.Obj apply(Row row) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Part part : parts) {
            switch (part) {
                case Part.All(FieldTree except) -> {
                    if (except.drop(row.object()) instanceof Value.Obj(Map<String, Value> left)) {
                        fields.putAll(left);
                    }
                }
                case Part.Computed(String name, Evaluator value) -> put(fields, name, value.evaluate(row));
                case Part.Kept(String root, FieldTree tree) -> keep(fields, root, tree, row);
                case Part.Placed(FieldPath path, Evaluator value) -> {
                    Value placed = Placement.place(new Value.Obj(fields), path, value.evaluate(row));
                    fields = new LinkedHashMap<>(((Value.Obj) placed).fields());
                }
                case Part.Root(Evaluator document) -> {
                    return root(document.evaluate(row));
                }
            }
        }
        return new Value.Obj(fields);
    }

    private static void put(Map<String, Value> fields, String name, Value value) {
        if (value instanceof Value.Missing) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    private static void keep(Map<String, Value> fields, String root, FieldTree tree, Row row) {
        FieldTree below = tree.children().get(root);
        if (below != null) {
            put(fields, root, below.keep(row.field(root)));
        }
    }

    private static Value.Obj root(Value value) {
        if (value instanceof Value.Obj document) {
            return document;
        }
        throw new LumaException(
                ErrorCode.INVALID_QUERY,
                "a document is replaced by an object, not by " + value.typeName(),
                "give documents without it an object, as by $ifNull or $mergeObjects");
    }
}
