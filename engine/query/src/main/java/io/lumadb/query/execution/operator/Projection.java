package io.lumadb.query.execution.operator;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.document.FieldTree;
import io.lumadb.query.execution.document.Placement;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ObjectRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes the result's fields of a row. Stateless once it is built. */
public final class Projection implements Function<Row, Row> {

    private final List<Part> parts;
    private final boolean everything;
    private final Set<String> computedNames;

    private Projection(List<Part> parts, boolean everything, Set<String> computedNames) {
        this.parts = parts;
        this.everything = everything;
        this.computedNames = computedNames;
    }

    /** One step of building a result. */
    private sealed interface Part {
        record All(FieldTree except) implements Part {}

        record OfSource(String name, UnaryOperator<Row> row, Set<String> replaced) implements Part {}

        record Computed(String name, Evaluator value) implements Part {}

        record Kept(String root, FieldTree fields) implements Part {}

        record Placed(FieldPath path, Evaluator value) implements Part {}

        record Root(Evaluator document) implements Part {}
    }

    /** Outputs over the rows that the compiler reads. */
    public static Projection of(List<Output> items, ExpressionCompiler compiler) {
        List<Part> parts = new ArrayList<>();
        Set<String> computedNames = new HashSet<>();
        Map<String, FieldTree> keptByRoot = new LinkedHashMap<>();
        for (Output item : items) {
            switch (item) {
                case Output.AllFields(List<FieldPath> except) -> parts.add(new Part.All(FieldTree.of(except)));
                case Output.SourceFields(String source, Set<String> replaced) ->
                    parts.add(new Part.OfSource(source, compiler.source(source), replaced));
                case Output.Computed(String name, Expression expression) -> {
                    computedNames.add(name);
                    parts.add(new Part.Computed(name, compiler.compile(expression)));
                }
                case Output.Kept(FieldPath path) -> {
                    FieldTree known = keptByRoot.get(path.root());
                    if (known == null) {
                        known = new FieldTree();
                        keptByRoot.put(path.root(), known);
                        parts.add(new Part.Kept(path.root(), known));
                    }
                    known.add(path);
                }
                case Output.Placed(FieldPath path, Expression expression) ->
                    parts.add(new Part.Placed(path, compiler.compile(expression)));
                case Output.Root(Expression document) -> parts.add(new Part.Root(compiler.compile(document)));
            }
        }
        boolean everything =
                parts.size() == 1 && parts.getFirst() instanceof Part.All(FieldTree except) && except.isEmpty();
        return new Projection(parts, everything, computedNames);
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
                case Part.OfSource source -> addSource(row, source, fields);
                case Part.Computed(String name, Evaluator value) -> add(fields, name, value.evaluate(row));
                case Part.Kept(String root, FieldTree tree) -> {
                    FieldTree below = tree.children().get(root);
                    if (below != null) {
                        add(fields, root, below.keep(row.field(root)));
                    }
                }
                case Part.Placed(FieldPath path, Evaluator value) ->
                    fields = new LinkedHashMap<>(Placement.place(fields, path, value.evaluate(row)));
                case Part.Root(Evaluator document) -> {
                    return new ObjectRow(Placement.root(document.evaluate(row)));
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

    /** A field whose name is taken, or will be, gets a number behind it. */
    private void addSource(Row row, Part.OfSource source, Map<String, Value> fields) {
        fieldsOf(source.row().apply(row), source.name()).forEach((name, value) -> {
            if (source.replaced().contains(name)) {
                return;
            }
            String free = name;
            for (int number = 2; fields.containsKey(free) || computedNames.contains(free); number++) {
                free = name + "_" + number;
            }
            fields.put(free, value);
        });
    }

    /** An element without fields is one itself, called as its source. */
    private static Map<String, Value> fieldsOf(Row row, String source) {
        return row.underlying() instanceof ElementRow(Value element) && !(element instanceof Value.Obj)
                ? Map.of(source, element)
                : row.object().fields();
    }

    /** A missing value leaves the field out, also where another output has brought one of that name. */
    private static void add(Map<String, Value> fields, String name, Value value) {
        if (value instanceof Value.Missing) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }
}
