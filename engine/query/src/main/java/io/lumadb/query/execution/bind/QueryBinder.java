package io.lumadb.query.execution.bind;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Binds the queries of one statement. Owned by the statement's thread. */
public final class QueryBinder {

    /** So many are planned in a tenth of a second. */
    private static final long MOST_STEPS = 20_000;

    private final IdentityHashMap<PlanNode.Shared, Long> sizes = new IdentityHashMap<>();

    private final Function<String, CollectionDefinition> catalog;
    private final Instant now;
    private int sharedTables;
    private final Map<String, SubqueryPlan> subqueries = SubqueryBinder.registry();

    /** {@code catalog} gives a collection's definition, or throws UNKNOWN_COLLECTION. */
    public QueryBinder(Function<String, CollectionDefinition> catalog, Instant now) {
        this.catalog = catalog;
        this.now = now;
    }

    /**
     * Binds a query whose parameters are values.
     *
     * @throws QueryError INVALID_QUERY, or UNKNOWN_COLLECTION
     */
    public BoundQuery bind(Query query) {
        return bind(query, Surroundings.NONE);
    }

    /** Binds a query, its columns renamed by position. */
    public BoundQuery bind(Query query, List<String> columns, String what) {
        return SourceBinder.renamed(bind(query), columns, what);
    }

    /**
     * Binds what a write says about a collection's documents.
     *
     * @throws QueryError UNKNOWN_COLLECTION
     */
    public WriteBinder write(String collection, MatchingRules rules) {
        return new WriteBinder(this, catalog.apply(collection), rules);
    }

    /** The plans of the subqueries in the expressions bound so far, by the names of the calls that stand for them. */
    public Map<String, SubqueryPlan> subqueries() {
        return subqueries;
    }

    /** The rules that a query's own conditions follow. */
    public static MatchingRules rules(Query query) {
        return SubqueryBinder.rules(query);
    }

    BoundQuery bind(Query query, Surroundings surroundings) {
        return switch (query) {
            case Statement.Select select -> new SelectBinder(select, surroundings, this).bind();
            case Statement.SetOperation operation -> setOperation(operation, surroundings);
            case Statement.With(List<CommonTable> tables, Query body) -> with(tables, body, surroundings);
        };
    }

    private BoundQuery with(List<CommonTable> tables, Query body, Surroundings surroundings) {
        Surroundings inSight = surroundings;
        for (CommonTable table : tables) {
            BoundQuery renamed =
                    SourceBinder.renamed(bind(table.query(), inSight), table.columns(), "'" + table.name() + "'");
            sharedTables++;
            PlanNode.Shared shared = new PlanNode.Shared(
                    table.name() + " " + sharedTables,
                    new PlanNode.Ruled(renamed.plan(), SubqueryBinder.rules(table.query())));
            requireSmall(table, shared);
            inSight = inSight.with(inSight.tables().with(table.name(), new BoundQuery(shared, renamed.columns())));
        }
        return bind(body, inSight);
    }

    /** The steps of a table that others read twice are looked at twice, and those that it reads twice four times. */
    private void requireSmall(CommonTable table, PlanNode.Shared shared) {
        long steps = PlanSize.of(shared.input(), sizes);
        if (steps > MOST_STEPS) {
            throw QueryError.about(
                    table.name(),
                    ErrorCode.TOO_LARGE,
                    "the common table '" + table.name() + "' has " + steps
                            + " steps with those of the tables that it reads, the most are " + MOST_STEPS,
                    "read a table in fewer places, or store its rows: INSERT INTO c SELECT …");
        }
        sizes.put(shared, steps);
    }

    private BoundQuery setOperation(Statement.SetOperation operation, Surroundings surroundings) {
        MatchingRules rules = SubqueryBinder.rules(operation);
        BoundQuery left = SourceBinder.underRules(operation.left(), rules, bind(operation.left(), surroundings));
        BoundQuery right = SourceBinder.underRules(operation.right(), rules, bind(operation.right(), surroundings));
        Columns columns = left.columns().and(right.columns());
        if (rules == MatchingRules.SQL
                && !left.columns().open()
                && !right.columns().open()) {
            requireSameWidth(operation, left.columns(), right.columns());
            right = SourceBinder.renamed(
                    right, left.columns().names(), operation.operator().name());
            columns = left.columns();
        }
        PlanNode plan = new PlanNode.SetOperation(
                operation.operator(), operation.all(), left.plan(), right.plan(), columns.complete());
        ScopeSource result = new ScopeSource("", ScopeSource.Kind.QUERY, columns, false);
        ExpressionBinder binder = expressions(Scope.single(rules, result, surroundings.outer()), surroundings);
        List<SortKey> orderBy = OutputNames.of(columns).bindKeys(operation.orderBy(), binder);
        orderBy.forEach(key -> Clauses.refuseAggregates(key.expression(), "ORDER BY of a " + operation.operator()));
        RowLimits limits = RowLimits.of(operation.limit(), operation.offset(), now);
        return new BoundQuery(limits.over(limits.sorted(plan, orderBy)), columns);
    }

    private static void requireSameWidth(Statement.SetOperation operation, Columns left, Columns right) {
        if (left.names().size() != right.names().size()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    operation.operator() + " needs as many columns on both sides: there are "
                            + left.names().size() + " (" + String.join(", ", left.names()) + ") and "
                            + right.names().size() + " (" + String.join(", ", right.names()) + ")",
                    null,
                    null);
        }
    }

    ExpressionBinder expressions(Scope scope, Surroundings surroundings) {
        return new ExpressionBinder(scope, new SubqueryBinder(this, surroundings.tables(), subqueries));
    }

    CollectionDefinition collection(String name) {
        return catalog.apply(name);
    }

    Instant now() {
        return now;
    }
}
