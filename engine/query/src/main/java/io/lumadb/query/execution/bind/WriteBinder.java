package io.lumadb.query.execution.bind;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.Returned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.StatementMapping;
import java.util.List;
import java.util.Optional;

/** Binds what a write says about the documents of one collection: which, how they change, and what is given back. */
public final class WriteBinder {

    private final QueryBinder queries;
    private final CollectionDefinition collection;
    private final ExpressionBinder documents;
    private final ExpressionBinder constants;

    WriteBinder(QueryBinder queries, CollectionDefinition collection, MatchingRules rules) {
        this.queries = queries;
        this.collection = collection;
        ScopeSource source = new ScopeSource(
                collection.name(), ScopeSource.Kind.COLLECTION, SourceBinder.columns(collection), false);
        this.documents = queries.expressions(Scope.single(rules, source, Optional.empty()), Surroundings.NONE);
        this.constants = queries.expressions(Scope.empty(rules, Optional.empty()), Surroundings.NONE);
    }

    /** Whole documents for which a bound condition holds, the first in order when there is a limit. */
    public PlanNode matches(Optional<Expression> where, List<SortKey> orderBy, Optional<Expression> limit) {
        PlanNode scan = new PlanNode.Scan(collection.name(), new Access.Everything(), false);
        PlanNode matching = where.<PlanNode>map(condition -> new PlanNode.Filter(scan, condition))
                .orElse(scan);
        List<SortKey> keys = documents.bindKeys(orderBy);
        keys.forEach(key -> Clauses.refuseAggregates(key.expression(), "ORDER BY of a write"));
        RowLimits limits = RowLimits.of(limit, Optional.empty(), queries.now());
        return limits.over(limits.sorted(matching, keys));
    }

    /** A condition on a document. */
    public Expression condition(Expression where) {
        Expression bound = documents.bind(where);
        Clauses.refuseAggregates(bound, "WHERE");
        return bound;
    }

    /** Changes whose values are computed from a document. */
    public List<Change> changes(List<Change> changes) {
        return changes.stream().map(this::change).toList();
    }

    private Change change(Change change) {
        return StatementMapping.expressions(change, this::value);
    }

    private Expression value(Expression value) {
        Expression bound = documents.bind(value);
        Clauses.refuseAggregates(bound, "SET");
        return bound;
    }

    /** New documents, which are computed from nothing but subqueries. */
    public List<Expression> documents(List<Expression> values) {
        return values.stream().map(this::document).toList();
    }

    private Expression document(Expression value) {
        if (value instanceof Expression.Literal) {
            return value;
        }
        Expression bound = constants.bind(value);
        Clauses.refuseAggregates(bound, "VALUES");
        return bound;
    }

    /** What is given back of each document. */
    public Returned returned(Returning returning) {
        SelectList.Named list = SelectList.bind(returning.items(), documents);
        for (Output output : list.outputs()) {
            if (output instanceof Output.Computed(String _, Expression expression)) {
                Clauses.refuseAggregates(expression, "RETURNING");
            }
        }
        return new Returned(list.outputs(), list.columns(), returning.image());
    }
}
