package io.lumadb.query.jql.reader;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The query that the stages read so far make. A stage goes into the SELECT under way as long as that means the same as doing
 * one after the other; otherwise what is there becomes a derived table, and the stage stands in a SELECT over it.
 */
final class SelectDraft {

    /** The derived table of the stages before; its fields need no name in front. */
    private static final String BEFORE = "q";

    private static final SelectItem EVERYTHING = new SelectItem.AllFields(List.of());

    private Source from;
    private final List<Expression> where = new ArrayList<>();
    private final List<Expression> having = new ArrayList<>();
    private List<Expression> groupBy = List.of();
    private List<SortKey> orderBy = List.of();
    private Optional<Expression> limit = Optional.empty();
    private Optional<Expression> offset = Optional.empty();
    private List<SelectItem> items = List.of(EVERYTHING);
    /** What the fields behind {@code $group} stand for, once there was one. */
    private Optional<GroupOutput> output = Optional.empty();

    private boolean shaped;
    /** The order is one of fields that groups do not have; a condition on what they have would go back to the groups. */
    private boolean sortsGroups;

    private SelectDraft(Source from) {
        this.from = from;
    }

    static SelectDraft over(String collection) {
        return new SelectDraft(new Source.Collection(collection, Optional.empty()));
    }

    // ---- what there is so far

    private boolean isUntouched() {
        return where.isEmpty()
                && orderBy.isEmpty()
                && limit.isEmpty()
                && offset.isEmpty()
                && output.isEmpty()
                && !shaped;
    }

    /** Whether it is all of a collection: the rows that facets read have a name that begins with $. */
    boolean isCollection() {
        return isUntouched() && from instanceof Source.Collection(String name, var _) && !name.startsWith("$");
    }

    Query query() {
        return isUntouched() && from instanceof Source.Derived derived ? derived.query() : select();
    }

    private Statement.Select select() {
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                items,
                Optional.of(from),
                condition(where),
                groupBy,
                condition(having),
                orderBy,
                limit,
                offset);
    }

    private static Optional<Expression> condition(List<Expression> conditions) {
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conditions));
    }

    /** All of it as a source of another name. */
    Source source(String alias) {
        return isUntouched() ? named(from, alias) : new Source.Derived(select(), alias, List.of());
    }

    private static Source named(Source source, String alias) {
        return switch (source) {
            case Source.Collection(String name, var _) -> new Source.Collection(name, Optional.of(alias));
            case Source.Derived(Query query, var _, var columns) -> new Source.Derived(query, alias, columns);
            case Source.Unnest _, Source.Join _ ->
                throw new IllegalArgumentException("no source of documents: " + source);
        };
    }

    /** Goes on with the rows of another query. */
    void goOn(Query query) {
        from = new Source.Derived(query, BEFORE, List.of());
        where.clear();
        having.clear();
        groupBy = List.of();
        orderBy = List.of();
        limit = Optional.empty();
        offset = Optional.empty();
        items = List.of(EVERYTHING);
        output = Optional.empty();
        shaped = false;
        sortsGroups = false;
    }

    private void wrap() {
        goOn(select());
    }

    private boolean isCut() {
        return limit.isPresent() || offset.isPresent();
    }

    /** Whether the documents have got a shape, of which a SELECT's own order and limits know nothing. */
    private boolean isClosed() {
        return shaped && output.isEmpty();
    }

    // ---- stages

    /** Of all documents those nearest to a vector. */
    void search(VectorSearch search, Optional<Expression> filter, Expression most) {
        filter.ifPresent(where::add);
        where.add(search.condition());
        orderBy = search.order();
        limit = Optional.of(most);
    }

    void match(Expression condition) {
        if (isCut() || shaped || sortsGroups) {
            wrap();
        }
        Optional<Expression> onGroups = output.flatMap(groups -> groups.condition(condition));
        if (onGroups.isPresent()) {
            having.add(onGroups.get());
            return;
        }
        if (output.isPresent()) {
            wrap();
        }
        where.add(condition);
    }

    /**
     * Makes place for groups.
     *
     * @return the order in which they take the documents
     */
    List<SortKey> beforeGroups() {
        boolean known = !shaped
                && output.isEmpty()
                && orderBy.stream().allMatch(key -> key.expression() instanceof Expression.Field);
        List<SortKey> order = known ? orderBy : List.of();
        if (isCut() || shaped || output.isPresent()) {
            wrap();
        }
        orderBy = List.of();
        return order;
    }

    void group(GroupOutput groups) {
        groupBy = groups.keys();
        output = Optional.of(groups);
        items = groups.fields().entrySet().stream()
                .<SelectItem>map(field -> ColumnNames.named(field.getValue(), field.getKey()))
                .toList();
    }

    void sort(List<SortKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        boolean keepsNames = keys.stream().allMatch(key -> isSortable(((Expression.Field) key.expression()).path()));
        if (isCut() || isClosed() || !keepsNames) {
            wrap();
        }
        sortsGroups = !keepsNames;
        orderBy = keys;
    }

    /** Some documents by chance. */
    void sample(Expression size) {
        if (isCut() || isClosed()) {
            wrap();
        }
        orderBy = List.of(new SortKey(new Expression.Call("RANDOM", List.of()), false, Optional.empty()));
        limit = Optional.of(size);
    }

    /** Whether groups have a field of that name, or there are none. */
    private boolean isSortable(FieldPath path) {
        return output.isEmpty()
                || path.isTopLevel()
                        && items.stream()
                                .anyMatch(item -> item instanceof SelectItem.Computed computed
                                        && ColumnNames.of(computed).equals(path.root()));
    }

    void limit(Expression rows) {
        if (isClosed()) {
            wrap();
        }
        if (limit.isPresent()) {
            if (limit.get() instanceof Expression.Literal(Value.Int64(long before))
                    && rows instanceof Expression.Literal(Value.Int64(long more))
                    && more > 0) {
                limit = Optional.of(new Expression.Literal(Value.of(Math.min(before, more))));
                return;
            }
            wrap();
        }
        limit = Optional.of(rows);
    }

    void skip(Expression rows) {
        if (isCut() || isClosed()) {
            wrap();
        }
        offset = Optional.of(rows);
    }

    /** Gives the documents another shape. */
    void shape(List<SelectItem> shape) {
        if (shape.equals(List.of(EVERYTHING))) {
            return;
        }
        if (shaped || !isShapeable(shape)) {
            wrap();
        }
        if (output.isPresent() && !shapeGroups(shape, output.get())) {
            wrap();
        }
        if (output.isEmpty()) {
            items = shape;
            shaped = true;
        }
    }

    /** Gives groups another shape, where that can be said of what their fields stand for. */
    private boolean shapeGroups(List<SelectItem> shape, GroupOutput groups) {
        Optional<List<SelectItem>> overGroups = overGroups(shape, groups);
        // A $sort before this stage sorts by the groups' fields, one behind it by the result's.
        List<SortKey> keys = orderBy.stream()
                .map(key -> new SortKey(
                        groups.substitute(key.expression()).orElse(key.expression()),
                        key.descending(),
                        key.nullsFirst()))
                .toList();
        if (overGroups.isEmpty() || keys.stream().anyMatch(key -> isTakenBy(key, overGroups.get()))) {
            return false;
        }
        Optional<GroupOutput> fewer = orderBy.isEmpty()
                ? overGroups.get().equals(items) ? output : GroupOutput.of(overGroups.get(), groups.keys())
                : Optional.empty();
        output = fewer.or(() -> output);
        shaped = fewer.isEmpty();
        items = overGroups.get();
        orderBy = keys;
        return true;
    }

    /** Whether the order that there is stays what it is: a name in it would mean a computed field of that name. */
    private boolean isShapeable(List<SelectItem> shape) {
        return output.isPresent() || orderBy.stream().noneMatch(key -> isTakenBy(key, shape));
    }

    private static boolean isTakenBy(SortKey key, List<SelectItem> shape) {
        return shape.stream()
                .anyMatch(item -> item instanceof SelectItem.Computed computed
                        && key.expression().equals(Expressions.field(ColumnNames.of(computed)))
                        && !computed.expression().equals(key.expression()));
    }

    private Optional<List<SelectItem>> overGroups(List<SelectItem> shape, GroupOutput groups) {
        List<SelectItem> substituted = new ArrayList<>();
        for (SelectItem item : shape) {
            switch (item) {
                case SelectItem.Computed computed -> {
                    Optional<Expression> value = groups.substitute(computed.expression());
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    substituted.add(ColumnNames.named(value.get(), ColumnNames.of(computed)));
                }
                case SelectItem.AllFields(List<FieldPath> except) -> {
                    if (shape.size() > 1 || !except.stream().allMatch(FieldPath::isTopLevel)) {
                        return Optional.empty();
                    }
                    items.stream()
                            .filter(kept -> !except.contains(FieldPath.of(ColumnNames.of((SelectItem.Computed) kept))))
                            .forEach(substituted::add);
                }
                case SelectItem.SourceFields _, SelectItem.Placed _, SelectItem.Root _, SelectItem.Kept _ -> {
                    return Optional.empty();
                }
            }
        }
        return substituted.isEmpty() ? Optional.empty() : Optional.of(substituted);
    }

    /** Adds fields that look at the document by a name which the queries in them use. */
    void look(String alias, SelectItem found) {
        List<SelectItem> looked = List.of(EVERYTHING, found);
        if (shaped || output.isPresent() || !isShapeable(looked)) {
            wrap();
        }
        from = named(from, alias);
        items = looked;
        shaped = true;
    }
}
