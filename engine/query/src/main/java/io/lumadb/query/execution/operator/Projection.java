package io.lumadb.query.execution.operator;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.document.FieldTree;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the result's fields of a row. Stateless once it is built. */
final class Projection implements Function<Row, Row> {

    private final List<Part> parts;
    private final boolean everything;

    private Projection(List<Part> parts, boolean everything) {
        this.parts = parts;
        this.everything = everything;
    }

    /** One step of building a result. */
    private sealed interface Part {
        record All(FieldTree except) implements Part {}

        record Computed(String name, Evaluator value) implements Part {}

        record Kept(String root, FieldTree fields) implements Part {}
    }

    static Projection of(List<SelectItem> items, ExpressionCompiler compiler) {
        List<Part> parts = new ArrayList<>();
        Map<String, FieldTree> keptByRoot = new LinkedHashMap<>();
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.AllFields(List<FieldPath> except) -> parts.add(new Part.All(FieldTree.of(except)));
                case SelectItem.Computed(Expression expression, Optional<String> name) ->
                    parts.add(new Part.Computed(name.orElseThrow(), compiler.compile(expression)));
                case SelectItem.SourceFields _, SelectItem.Placed _, SelectItem.Root _ ->
                    throw Unplanned.construct(item);
                case SelectItem.Kept(FieldPath path) -> {
                    FieldTree known = keptByRoot.get(path.root());
                    if (known == null) {
                        known = new FieldTree();
                        keptByRoot.put(path.root(), known);
                        parts.add(new Part.Kept(path.root(), known));
                    }
                    known.add(path);
                }
            }
        }
        boolean everything =
                parts.size() == 1 && parts.getFirst() instanceof Part.All(FieldTree except) && except.isEmpty();
        return new Projection(parts, everything);
    }

    @Override
    public Row apply(Row row) {
        if (everything) {
            return new ObjectRow(row.object());
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Part part : parts) {
            switch (part) {
                case Part.All(FieldTree except) -> addAll(row, except, fields);
                case Part.Computed(String name, Evaluator value) -> add(fields, name, value.evaluate(row));
                case Part.Kept(String root, FieldTree tree) -> {
                    FieldTree below = tree.children().get(root);
                    if (below != null) {
                        add(fields, root, below.keep(row.field(root)));
                    }
                }
            }
        }
        return new ObjectRow(new Value.Obj(fields));
    }

    private static void addAll(Row row, FieldTree except, Map<String, Value> fields) {
        if (except.isEmpty()) {
            fields.putAll(row.object().fields());
        } else if (except.drop(row.object()) instanceof Value.Obj(Map<String, Value> left)) {
            fields.putAll(left);
        }
    }

    private static void add(Map<String, Value> fields, String name, Value value) {
        if (!(value instanceof Value.Missing)) {
            fields.put(name, value);
        }
    }
}
