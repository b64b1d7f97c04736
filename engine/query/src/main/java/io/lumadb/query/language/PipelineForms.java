package io.lumadb.query.language;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.PipelineSources;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.JoinType;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.Source;
import io.lumadb.query.statement.StatementMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Queries over derived tables and over the elements of arrays, in the form that pipelines have: nothing stands in front of a
 * field's name, and an element is in a field of its document.
 */
final class PipelineForms {

    private static final String BEFORE = "q";

    private PipelineForms() {}

    /** The arrays whose elements a statement's queries make rows of. */
    static List<FieldPath> arrays(Statement statement) {
        List<FieldPath> arrays = new ArrayList<>();
        if (statement instanceof Query query) {
            collect(query, arrays);
        }
        return arrays;
    }

    private static void collect(Query query, List<FieldPath> arrays) {
        switch (query) {
            case Statement.Select select -> select.from().ifPresent(source -> collect(source, arrays));
            case Statement.SetOperation operation -> {
                collect(operation.left(), arrays);
                collect(operation.right(), arrays);
            }
            case Statement.With with -> {
                with.tables().forEach(table -> collect(table.query(), arrays));
                collect(with.body(), arrays);
            }
        }
    }

    private static void collect(Source source, List<FieldPath> arrays) {
        switch (source) {
            case Source.Collection _ -> {}
            case Source.Derived derived -> collect(derived.query(), arrays);
            case Source.Unnest(Expression array, var _, var _) -> {
                if (array instanceof Expression.Field(FieldPath path)) {
                    arrays.add(within(path, PipelineSources.DOCUMENT).orElse(path));
                }
            }
            case Source.Join join -> {
                collect(join.left(), arrays);
                collect(join.right(), arrays);
            }
        }
    }

    /** A SELECT whose source is in its form already, as stages say it; unchanged where they cannot. */
    static Statement.Select document(Statement.Select select) {
        return switch (select.from().orElse(new Source.Collection("", Optional.empty()))) {
            case Source.Derived(Query query, String alias, List<String> columns)
            when columns.isEmpty() -> unqualified(select, alias, query);
            case Source.Join join -> unwound(select, join);
            case Source.Derived _, Source.Collection _, Source.Unnest _ -> select;
        };
    }

    private static Statement.Select unqualified(Statement.Select select, String alias, Query query) {
        return rebuilt(
                select,
                select.items().stream()
                        .map(item -> item.equals(new SelectItem.SourceFields(alias))
                                ? new SelectItem.AllFields(List.of())
                                : item)
                        .toList(),
                new Source.Derived(query, BEFORE, List.of()),
                path -> within(path, alias).orElse(path));
    }

    /** What is behind a source's name. */
    private static Optional<FieldPath> within(FieldPath path, String source) {
        return path.root().equals(source)
                        && path.segments().size() > 1
                        && path.segments().get(1) instanceof FieldPath.Field
                ? Optional.of(
                        new FieldPath(path.segments().subList(1, path.segments().size())))
                : Optional.empty();
    }

    private static Statement.Select rebuilt(
            Statement.Select select, List<SelectItem> items, Source from, UnaryOperator<FieldPath> paths) {
        UnaryOperator<Expression> map =
                expression -> ExpressionMapping.fields(expression, path -> new Expression.Field(paths.apply(path)));
        List<SelectItem> mapped = items.stream()
                .map(item -> switch (item) {
                    case SelectItem.Computed computed -> {
                        String name = ColumnNames.of(computed);
                        yield ColumnNames.named(map.apply(computed.expression()), name);
                    }
                    case SelectItem.Kept(FieldPath path) -> new SelectItem.Kept(paths.apply(path));
                    case SelectItem.AllFields(List<FieldPath> except) ->
                        new SelectItem.AllFields(except.stream().map(paths).toList());
                    case SelectItem.SourceFields _, SelectItem.Placed _, SelectItem.Root _ -> item;
                })
                .toList();
        return new Statement.Select(
                select.rules(),
                select.distinct(),
                mapped,
                Optional.of(from),
                select.where().map(map),
                select.groupBy().stream().map(map).toList(),
                select.having().map(map),
                select.orderBy().stream()
                        .map(key ->
                                new Statement.SortKey(map.apply(key.expression()), key.descending(), key.nullsFirst()))
                        .toList(),
                select.limit(),
                select.offset());
    }

    private static Statement.Select unwound(Statement.Select select, Source.Join join) {
        boolean keepsEmpty = join.type() == JoinType.LEFT
                && join.condition().equals(Optional.of(new Expression.Literal(Value.TRUE)));
        if (!(join.right() instanceof Source.Unnest(Expression.Field(FieldPath array), String element, var position))
                || position.isPresent()
                || !keepsEmpty && join.type() != JoinType.CROSS) {
            return select;
        }
        return name(join.left())
                .flatMap(documents -> unwound(select, join.left(), documents, array, element, keepsEmpty))
                .orElse(select);
    }

    private static Optional<String> name(Source source) {
        return switch (source) {
            case Source.Collection(String name, Optional<String> alias) -> Optional.of(alias.orElse(name));
            case Source.Derived(Query _, String alias, List<String> columns) ->
                columns.isEmpty() ? Optional.of(alias) : Optional.empty();
            case Source.Unnest _, Source.Join _ -> Optional.empty();
        };
    }

    private static Optional<Statement.Select> unwound(
            Statement.Select select,
            Source source,
            String documents,
            FieldPath array,
            String element,
            boolean keepsEmpty) {
        FieldPath path = within(array, documents).orElse(array);
        boolean inPlace = select.items().size() == 2
                && path.isTopLevel()
                && select.items().getFirst().equals(new SelectItem.SourceFields(documents))
                && select.items().getLast().equals(ColumnNames.named(Expressions.field(element), path.root()));
        FieldPath place = inPlace ? path : FieldPath.of(element);
        boolean othersMeant = select.items().stream().anyMatch(SelectItem.SourceFields.class::isInstance);
        if (!inPlace && othersMeant || reads(select, documents, place.root())) {
            return Optional.empty();
        }
        Source plain = plain(source);
        Source filled = place.equals(path)
                ? plain
                : new Source.Derived(copied(plain, path, place.root()), PipelineSources.DOCUMENT, List.of());
        Source unwound = new Source.Derived(
                PipelineSources.unwound(filled, place, Optional.empty(), keepsEmpty), BEFORE, List.of());
        List<SelectItem> items = inPlace ? List.of(new SelectItem.AllFields(List.of())) : select.items();
        return Optional.of(rebuilt(
                select,
                items,
                unwound,
                used -> used.root().equals(element)
                        ? with(place, used)
                        : within(used, documents).orElse(used)));
    }

    private static FieldPath with(FieldPath place, FieldPath used) {
        List<FieldPath.Segment> segments = new ArrayList<>(place.segments());
        segments.addAll(used.segments().subList(1, used.segments().size()));
        return new FieldPath(segments);
    }

    /** Whether the document's own field is read of the name that its element has. */
    private static boolean reads(Statement.Select select, String documents, String field) {
        return StatementMapping.ownExpressions(select).stream()
                .anyMatch(expression -> ExpressionMapping.any(
                        expression,
                        part -> part instanceof Expression.Field(FieldPath path)
                                && within(path, documents)
                                        .filter(own -> own.root().equals(field))
                                        .isPresent()));
    }

    private static Source plain(Source source) {
        return switch (source) {
            case Source.Collection(String name, var _) ->
                new Source.Collection(name, Optional.of(PipelineSources.DOCUMENT));
            case Source.Derived(Query query, var _, List<String> columns) ->
                new Source.Derived(query, PipelineSources.DOCUMENT, columns);
            case Source.Unnest _, Source.Join _ -> source;
        };
    }

    private static Query copied(Source source, FieldPath path, String name) {
        Source alone = source instanceof Source.Collection(String collection, var _)
                ? new Source.Collection(collection, Optional.empty())
                : source;
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                List.of(new SelectItem.AllFields(List.of()), ColumnNames.named(new Expression.Field(path), name)),
                Optional.of(alone),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The SELECT as LQL says it: an element that is put in its array's place is a field of that name. */
    static Statement.Select sql(Statement.Select select) {
        Optional<PipelineSources.Unwinding> unwinding = PipelineSources.unwinding(select);
        if (unwinding.isEmpty()
                || unwinding.get().position().isPresent()
                || !unwinding.get().path().isTopLevel()) {
            return select;
        }
        SelectItem.Placed element = (SelectItem.Placed) select.items().get(1);
        return new Statement.Select(
                select.rules(),
                select.distinct(),
                List.of(
                        select.items().getFirst(),
                        ColumnNames.named(element.value(), element.path().root())),
                select.from(),
                select.where(),
                select.groupBy(),
                select.having(),
                select.orderBy(),
                select.limit(),
                select.offset());
    }
}
