package io.lumadb.query.execution.planner;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.execution.bind.BoundQuery;
import io.lumadb.query.execution.bind.QueryBinder;
import io.lumadb.query.execution.bind.WriteBinder;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.Distribution;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.Returned;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.WritePlan;
import io.lumadb.query.execution.rewrite.Estimates;
import io.lumadb.query.execution.rewrite.Optimizer;
import io.lumadb.query.execution.rewrite.ProjectionPruning;
import io.lumadb.query.execution.rewrite.Statistics;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Query;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Plans the reads of one statement. Thread-safe. */
public final class QueryPlanner {

    private final Function<String, CollectionDefinition> catalog;
    private final Statistics statistics;
    private final Instant now;

    /** {@code catalog} gives a collection's definition, or throws UNKNOWN_COLLECTION. */
    public QueryPlanner(Function<String, CollectionDefinition> catalog, Statistics statistics, Instant now) {
        this.catalog = catalog;
        this.statistics = statistics;
        this.now = now;
    }

    /**
     * Plans a query whose parameters are bound.
     *
     * @throws QueryError INVALID_QUERY, or UNKNOWN_COLLECTION
     */
    public QueryPlan plan(Query query) {
        QueryBinder binder = new QueryBinder(catalog, now);
        BoundQuery bound = binder.bind(query);
        QueryPlan optimized =
                optimized(new QueryPlan(bound.plan(), bound.columns(), QueryBinder.rules(query), binder.subqueries()));
        return physical(new Optimizer(estimates(), catalog).withSemiJoins(optimized));
    }

    /** Plans an update. */
    public WritePlan plan(Statement.Update update) {
        QueryBinder binder = new QueryBinder(catalog, now);
        WriteBinder write = binder.write(update.collection(), update.rules());
        Optional<Expression> where = update.where().map(write::condition);
        PlanNode matches = write.matches(where, update.orderBy(), update.limit());
        List<Change> changes = write.changes(update.changes());
        Optional<Returned> returned = update.returning().map(write::returned);
        return new WritePlan(reads(matches, update.rules(), binder), where, changes, List.of(), returned);
    }

    /** Plans a delete. */
    public WritePlan plan(Statement.Delete delete) {
        QueryBinder binder = new QueryBinder(catalog, now);
        WriteBinder write = binder.write(delete.collection(), delete.rules());
        Optional<Expression> where = delete.where().map(write::condition);
        PlanNode matches = write.matches(where, delete.orderBy(), delete.limit());
        Optional<Returned> returned = delete.returning().map(write::returned);
        return new WritePlan(reads(matches, delete.rules(), binder), where, List.of(), List.of(), returned);
    }

    /** Plans an insert of computed documents. */
    public WritePlan plan(Statement.Insert insert) {
        QueryBinder binder = new QueryBinder(catalog, now);
        WriteBinder write = binder.write(insert.collection(), MatchingRules.SQL);
        List<Expression> documents = write.documents(insert.documents());
        Optional<Returned> returned = insert.returning().map(write::returned);
        QueryPlan nothing = reads(new PlanNode.OneRow(), MatchingRules.SQL, binder);
        return new WritePlan(nothing, Optional.empty(), List.of(), documents, returned);
    }

    /** Plans an insert of a query's rows. */
    public WritePlan plan(Statement.InsertQuery insert) {
        QueryBinder binder = new QueryBinder(catalog, now);
        WriteBinder write = binder.write(insert.collection(), MatchingRules.SQL);
        BoundQuery rows = binder.bind(insert.query(), insert.fields(), "INSERT INTO " + insert.collection());
        Optional<Returned> returned = insert.returning().map(write::returned);
        QueryPlan reads = physical(optimized(
                new QueryPlan(rows.plan(), rows.columns(), QueryBinder.rules(insert.query()), binder.subqueries())));
        return new WritePlan(reads, Optional.empty(), List.of(), List.of(), returned);
    }

    /** Its subqueries are asked again for each document that is written. */
    private QueryPlan reads(PlanNode root, MatchingRules rules, QueryBinder binder) {
        return physical(optimized(new QueryPlan(root, new Columns(List.of(), true), rules, binder.subqueries())));
    }

    private QueryPlan optimized(QueryPlan bound) {
        return new Optimizer(estimates(), catalog).optimize(bound);
    }

    private QueryPlan physical(QueryPlan optimized) {
        Map<String, SubqueryPlan> subqueries = new LinkedHashMap<>();
        optimized.subqueries().forEach((name, subquery) -> subqueries.put(name, subquery(subquery)));
        return new QueryPlan(
                physical(optimized.root(), optimized.rules()), optimized.columns(), optimized.rules(), subqueries);
    }

    /** One that takes something from the row around it gets its physical plan when that is known. */
    private SubqueryPlan subquery(SubqueryPlan subquery) {
        PlanNode limited = limited(subquery);
        return subquery.with(
                subquery.standsAlone() ? physical(limited, subquery.rules()) : limited,
                subquery.keyed()
                        .map(keyed -> keyed.with(
                                physical(keyed.plan(), subquery.rules()),
                                keyed.overNothing().map(nothing -> physical(nothing, subquery.rules())))));
    }

    /** Nobody asks for more rows than say what there is to say. */
    private static PlanNode limited(SubqueryPlan subquery) {
        return switch (subquery.use()) {
            case SubqueryPlan.Use.Existence() -> new PlanNode.Limit(subquery.plan(), 0, OptionalLong.of(1));
            case SubqueryPlan.Use.Scalar _ -> new PlanNode.Limit(subquery.plan(), 0, OptionalLong.of(2));
            case SubqueryPlan.Use.Membership _, SubqueryPlan.Use.Rows() -> subquery.plan();
        };
    }

    /** How many rows plans are expected to give. */
    public Estimates estimates() {
        return new Estimates(statistics, now);
    }

    /** The way to the documents, and what runs beside the shards, of a plan whose parameters are known. */
    public PlanNode physical(PlanNode plan, MatchingRules rules) {
        // What is read of the documents decides between ways; the last word on it is that of the finished plan.
        PlanNode chosen = new AccessPaths(catalog, estimates(), now).choose(ProjectionPruning.apply(plan), rules);
        return new IndexOnly(catalog).mark(ProjectionPruning.apply(Distribution.distribute(chosen)));
    }
}
