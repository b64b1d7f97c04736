package io.lumadb.query.execution.plan;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans reads: a SELECT, and the reading side of updates and deletes. Immutable. */
public final class SelectPlanner {

    private final Function<String, CollectionDefinition> catalog;
    private final Instant now;

    /** {@code catalog} gives a collection's definition, or throws UNKNOWN_COLLECTION. */
    public SelectPlanner(Function<String, CollectionDefinition> catalog, Instant now) {
        this.catalog = catalog;
        this.now = now;
    }

    /**
     * Plans a SELECT whose parameters are bound.
     *
     * @throws QueryError INVALID_QUERY, or UNKNOWN_COLLECTION
     */
    public SelectPlan plan(Statement.Select select) {
        NameResolution names = NameResolution.of(select.rules(), select.from());
        List<SelectItem> items = named(names.resolveItems(select.items()));
        Map<String, Expression> outputs = outputs(items);
        List<Expression> groupBy = names.resolveAll(select.groupBy()).stream()
                .map(key -> groupKey(key, items, outputs))
                .toList();
        Optional<Expression> having =
                select.having().map(names::resolve).map(it -> NameResolution.namedWithin(it, outputs, groupBy));
        List<SortKey> orderBy = orderKeys(names.resolveKeys(select.orderBy()), items, outputs);
        boolean grouped = !groupBy.isEmpty() || having.isPresent() || hasAggregate(items, orderBy);

        PlanNode plan = source(select, names);
        if (grouped) {
            plan = group(plan, groupBy, items, having, orderBy);
        }
        long offset = rowCount(select.offset(), "OFFSET").orElse(0);
        OptionalLong limit = rowCount(select.limit(), "LIMIT");
        plan = select.distinct()
                ? limited(
                        sorted(
                                new PlanNode.Distinct(new PlanNode.Project(plan, items)),
                                distinctKeys(orderBy, items),
                                offset,
                                limit),
                        offset,
                        limit)
                : new PlanNode.Project(limited(sorted(plan, orderBy, offset, limit), offset, limit), items);
        return new SelectPlan(Distribution.distribute(plan), columns(items));
    }

    /**
     * Plans the reading side of an update or a delete: whole documents that match.
     *
     * @throws QueryError INVALID_QUERY, or UNKNOWN_COLLECTION
     */
    public PlanNode planMatches(
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<SortKey> orderBy,
            Optional<Expression> limit) {
        Source source = new Source.Collection(collection, Optional.empty());
        NameResolution names = NameResolution.of(rules, Optional.of(source));
        PlanNode plan = matching(rules, collection, where.map(names::resolve));
        OptionalLong count = rowCount(limit, "LIMIT");
        return Distribution.distribute(limited(sorted(plan, names.resolveKeys(orderBy), 0, count), 0, count));
    }

    private PlanNode source(Statement.Select select, NameResolution names) {
        Optional<Expression> where = select.where().map(names::resolve);
        where.ifPresent(SelectPlanner::refuseAggregates);
        if (select.from().isEmpty()) {
            PlanNode row = new PlanNode.OneRow();
            return where.<PlanNode>map(condition -> new PlanNode.Filter(row, condition))
                    .orElse(row);
        }
        return switch (select.from().get()) {
            case Source.Collection collection -> matching(select.rules(), collection.name(), where);
            case Source.Derived _, Source.Unnest _, Source.Join _ ->
                throw Unplanned.construct(select.from().get());
        };
    }

    private PlanNode matching(MatchingRules rules, String collection, Optional<Expression> where) {
        CollectionDefinition definition = catalog.apply(collection);
        if (where.isEmpty()) {
            return scan(collection, new Access.Everything());
        }
        Access access = new AccessChooser(definition, rules, now).choose(where.get());
        return new PlanNode.Filter(scan(collection, access), where.get());
    }

    /** Reading everything says nothing about one document: it warms none, or a single COUNT would bring back all cold data. */
    private static PlanNode.Scan scan(String collection, Access access) {
        boolean aimed = switch (access) {
            case Access.Everything _ -> false;
            case Access.ByIds _, Access.ByIndex _ -> true;
        };
        return new PlanNode.Scan(collection, access, aimed);
    }

    private static void refuseAggregates(Expression where) {
        if (ExpressionTree.hasAggregate(where)) {
            throw invalid("an aggregate cannot stand in WHERE", "filter groups with HAVING");
        }
    }

    private static PlanNode group(
            PlanNode input,
            List<Expression> keys,
            List<SelectItem> items,
            Optional<Expression> having,
            List<SortKey> orderBy) {
        List<Expression.Aggregate> aggregates = new ArrayList<>();
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.Computed computed ->
                    ExpressionTree.collectAggregates(computed.expression(), aggregates);
                case SelectItem.AllFields _ ->
                    throw invalid("* cannot be selected from groups", "name the grouped fields and the aggregates");
                case SelectItem.SourceFields _, SelectItem.Placed _, SelectItem.Root _ ->
                    throw Unplanned.construct(item);
                case SelectItem.Kept(FieldPath path) ->
                    throw invalid("field '" + path + "' cannot be kept from groups", "select it as a computed field");
            }
        }
        having.ifPresent(condition -> ExpressionTree.collectAggregates(condition, aggregates));
        orderBy.forEach(key -> ExpressionTree.collectAggregates(key.expression(), aggregates));
        PlanNode groups = new PlanNode.Group(input, keys, aggregates, PlanNode.GroupStage.WHOLE);
        return having.<PlanNode>map(condition -> new PlanNode.Filter(groups, condition))
                .orElse(groups);
    }

    private static PlanNode sorted(PlanNode input, List<SortKey> keys, long offset, OptionalLong limit) {
        return keys.isEmpty() ? input : new PlanNode.Sort(input, keys, Distribution.firstRows(offset, limit));
    }

    private static PlanNode limited(PlanNode input, long offset, OptionalLong limit) {
        return offset == 0 && limit.isEmpty() ? input : new PlanNode.Limit(input, offset, limit);
    }

    private OptionalLong rowCount(Optional<Expression> expression, String clause) {
        if (expression.isEmpty()) {
            return OptionalLong.empty();
        }
        Evaluator compiled = ExpressionCompiler.over(MatchingRules.SQL, now).compile(expression.get());
        if (compiled instanceof Evaluator.Constant(Value.Int64(long count)) && count >= 0) {
            return OptionalLong.of(count);
        }
        throw invalid(clause + " must be a whole number, 0 or more", null);
    }

    /** Gives every computed item its name; names that come twice get a number behind them. */
    private static List<SelectItem> named(List<SelectItem> items) {
        Set<String> taken = new LinkedHashSet<>();
        List<SelectItem> named = new ArrayList<>();
        for (SelectItem item : items) {
            named.add(
                    switch (item) {
                        case SelectItem.AllFields _,
                                SelectItem.SourceFields _,
                                SelectItem.Placed _,
                                SelectItem.Root _ -> item;
                        case SelectItem.Kept(FieldPath path) -> {
                            taken.add(path.root());
                            yield item;
                        }
                        case SelectItem.Computed computed -> {
                            String wanted = ColumnNames.of(computed);
                            String name = wanted;
                            for (int number = 2; !taken.add(name); number++) {
                                name = wanted + "_" + number;
                            }
                            yield new SelectItem.Computed(computed.expression(), Optional.of(name));
                        }
                    });
        }
        return named;
    }

    private static Map<String, Expression> outputs(List<SelectItem> items) {
        Map<String, Expression> outputs = new LinkedHashMap<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.Computed(Expression expression, Optional<String> name)) {
                outputs.put(name.orElseThrow(), expression);
            }
        }
        return outputs;
    }

    private static Optional<List<String>> columns(List<SelectItem> items) {
        Set<String> columns = new LinkedHashSet<>();
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Root _ -> {
                    return Optional.empty();
                }
                case SelectItem.Kept(FieldPath path) -> columns.add(path.root());
                case SelectItem.Placed(FieldPath path, Expression _) -> columns.add(path.root());
                case SelectItem.Computed computed ->
                    columns.add(computed.alias().orElseThrow());
            }
        }
        return Optional.of(List.copyOf(columns));
    }

    private static Expression groupKey(Expression key, List<SelectItem> items, Map<String, Expression> outputs) {
        Expression resolved = NameResolution.named(byPosition(key, items, "GROUP BY"), outputs);
        return ExpressionTree.hasAggregate(resolved) ? key : resolved;
    }

    private static List<SortKey> orderKeys(
            List<SortKey> keys, List<SelectItem> items, Map<String, Expression> outputs) {
        return keys.stream()
                .map(key -> new SortKey(
                        NameResolution.named(byPosition(key.expression(), items, "ORDER BY"), outputs),
                        key.descending(),
                        key.nullsFirst()))
                .toList();
    }

    /** A number in ORDER BY or GROUP BY is the position of an item, from 1. */
    private static Expression byPosition(Expression key, List<SelectItem> items, String clause) {
        if (!(key instanceof Expression.Literal(Value.Int64(long position)))) {
            return key;
        }
        if (position < 1
                || position > items.size()
                || !(items.get((int) position - 1) instanceof SelectItem.Computed computed)) {
            throw invalid(clause + " " + position + " is not the position of a selected expression", null);
        }
        return computed.expression();
    }

    /** After DISTINCT only the selected items are left to sort by. */
    private static List<SortKey> distinctKeys(List<SortKey> keys, List<SelectItem> items) {
        return keys.stream().map(key -> distinctKey(key, items)).toList();
    }

    private static SortKey distinctKey(SortKey key, List<SelectItem> items) {
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.Computed computed
                when computed.expression().equals(key.expression()) -> {
                    FieldPath output = FieldPath.of(computed.alias().orElseThrow());
                    return new SortKey(new Expression.Field(output), key.descending(), key.nullsFirst());
                }
                case SelectItem.AllFields _,
                        SelectItem.SourceFields _,
                        SelectItem.Kept _,
                        SelectItem.Placed _,
                        SelectItem.Root _ -> {
                    return key;
                }
                case SelectItem.Computed _ -> {}
            }
        }
        throw invalid(
                "SELECT DISTINCT cannot be ordered by " + LqlLanguage.print(key.expression()),
                "order by a selected item");
    }

    private static boolean hasAggregate(List<SelectItem> items, List<SortKey> orderBy) {
        return items.stream()
                        .anyMatch(item -> item instanceof SelectItem.Computed computed
                                && ExpressionTree.hasAggregate(computed.expression()))
                || orderBy.stream().anyMatch(key -> ExpressionTree.hasAggregate(key.expression()));
    }

    private static QueryError invalid(String detail, @Nullable String hint) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, hint);
    }
}
