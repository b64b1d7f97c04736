package io.lumadb.query.jql.printer;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.ResultNames;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the shape of results: as projections, and as the stages that shape documents. */
final class ProjectionPrinter {

    private static final SelectItem ID =
            new SelectItem.Computed(new Expression.Field(FieldPath.of(Document.ID)), Optional.empty());

    private ProjectionPrinter() {}

    /** Whether a projection can say it: fields kept or computed, or all fields but some. */
    static boolean isProjection(List<SelectItem> items) {
        return isAllFields(items)
                || items.stream()
                        .noneMatch(item -> item instanceof SelectItem.AllFields || item instanceof SelectItem.Root);
    }

    private static boolean isAllFields(List<SelectItem> items) {
        return items.size() == 1 && items.getFirst() instanceof SelectItem.AllFields;
    }

    /** Whether {@code $set} can say it: computed fields added to whole documents. */
    static boolean isAddition(List<SelectItem> items) {
        return items.getFirst().equals(new SelectItem.AllFields(List.of()))
                && items.stream()
                        .skip(1)
                        .allMatch(item -> item instanceof SelectItem.Computed || item instanceof SelectItem.Placed);
    }

    /** The projection of find; empty for whole documents. */
    static Value.Obj projection(List<SelectItem> items) {
        if (isAllFields(items)) {
            Map<String, Value> excluded = new LinkedHashMap<>();
            except(items).forEach(path -> excluded.put(Fields.path(path), Value.of(0L)));
            return new Value.Obj(excluded);
        }
        boolean implicitId = items.getFirst().equals(ID) && items.size() > 1 && items.lastIndexOf(ID) == 0;
        Shape shape = new Shape(true);
        for (SelectItem item : implicitId ? items.subList(1, items.size()) : items) {
            add(shape, item, value(item));
        }
        Map<String, Value> projection = new LinkedHashMap<>();
        if (items.stream().noneMatch(ProjectionPrinter::isId)) {
            projection.put(Document.ID, Value.of(0L));
        }
        projection.putAll(shape.fields());
        return new Value.Obj(projection);
    }

    private static List<FieldPath> except(List<SelectItem> items) {
        return items.getFirst() instanceof SelectItem.AllFields(List<FieldPath> except) ? except : List.of();
    }

    private static boolean isId(SelectItem item) {
        return item instanceof SelectItem.Computed computed
                && ColumnNames.of(computed).equals(Document.ID);
    }

    private static Value value(SelectItem item) {
        return switch (item) {
            case SelectItem.Kept _ -> Value.of(1L);
            case SelectItem.Computed computed ->
                plain(computed).isPresent() ? Value.of(1L) : computed(computed.expression());
            case SelectItem.Placed(FieldPath _, Expression value) -> computed(value);
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Root _ ->
                throw QueryError.untranslatable(
                        Language.JQL, "* beside these fields", "$addFields adds computed fields to whole documents");
        };
    }

    /** The path of a field that is kept under its own name. */
    private static Optional<FieldPath> plain(SelectItem.Computed item) {
        return item.alias().isEmpty()
                        && item.expression() instanceof Expression.Field(FieldPath path)
                        && path.isTopLevel()
                ? Optional.of(path)
                : Optional.empty();
    }

    private static void add(Shape shape, SelectItem item, Value value) {
        switch (item) {
            case SelectItem.Kept(FieldPath path) -> shape.kept(path, value);
            case SelectItem.Placed(FieldPath path, Expression _) -> shape.placed(path, value);
            case SelectItem.Computed computed ->
                plain(computed)
                        .ifPresentOrElse(
                                path -> shape.kept(path, value),
                                () -> shape.computed(resultName(ColumnNames.of(computed)), value));
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Root _ ->
                throw new IllegalArgumentException("no field of its own: " + item);
        }
    }

    /** A name that reads as a path would put the field elsewhere. */
    static String resultName(String name) {
        if (ResultNames.isPath(name) && name.indexOf('.') >= 0 || name.isEmpty()) {
            throw QueryError.untranslatable(
                    Language.JQL, "a result field named \"" + name + "\"", "a dot leads into an object");
        }
        return name;
    }

    /** A number or a boolean would read as a wish to keep the field or leave it out. */
    static Value computed(Expression expression) {
        Value value = OperatorPrinter.print(expression);
        if (expression instanceof Expression.Literal(Value literal) && hasFlag(value)) {
            return Fields.object("$literal", literal);
        }
        return hasFlag(value) ? asExpression(value) : value;
    }

    private static boolean hasFlag(Value value) {
        return switch (value) {
            case Value.Int64 _, Value.Float64 _, Value.Bool _ -> true;
            case Value.Obj(Map<String, Value> fields) ->
                fields.keySet().stream().noneMatch(name -> name.startsWith("$"))
                        && fields.values().stream().anyMatch(ProjectionPrinter::hasFlag);
            default -> false;
        };
    }

    /** An object of fields that would be read as something else, as the value of an expression that binds nothing. */
    private static Value asExpression(Value value) {
        return Fields.object("$let", Fields.of("vars", new Value.Obj(Map.of()), "in", value));
    }

    /** The operand of {@code $set}, where an object would add to what is there. */
    static Value.Obj addition(List<SelectItem> items) {
        Shape shape = new Shape(false);
        for (SelectItem item : items.subList(1, items.size())) {
            add(shape, item, added(item));
        }
        return new Value.Obj(shape.fields());
    }

    private static Value added(SelectItem item) {
        Expression expression = switch (item) {
            case SelectItem.Computed computed -> computed.expression();
            case SelectItem.Placed placed -> placed.value();
            case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Kept _, SelectItem.Root _ ->
                throw new IllegalArgumentException("not a computed field: " + item);
        };
        Value value = OperatorPrinter.print(expression);
        boolean plainObject = value instanceof Value.Obj(Map<String, Value> fields)
                && !fields.isEmpty()
                && !fields.keySet().iterator().next().startsWith("$");
        if (!plainObject) {
            return value;
        }
        return expression instanceof Expression.Literal ? Fields.object("$literal", value) : asExpression(value);
    }

    /** The stage that gives documents a shape. */
    static Value stage(List<SelectItem> items) {
        if (items.getFirst() instanceof SelectItem.Root(Expression document)) {
            return Fields.object("$replaceWith", OperatorPrinter.print(document));
        }
        if (isAddition(items)) {
            return Fields.object("$set", addition(items));
        }
        if (isAllFields(items)) {
            return Fields.object(
                    "$unset",
                    new Value.Array(except(items).stream()
                            .<Value>map(path -> Value.of(Fields.path(path)))
                            .toList()));
        }
        if (!isProjection(items)) {
            throw QueryError.untranslatable(
                    Language.JQL, "* beside these fields", "$addFields adds computed fields to whole documents");
        }
        return Fields.object("$project", projection(items));
    }
}
