package io.lumadb.query.execution.bind;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.plan.Columns;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binds what stands behind FROM. */
final class SourceBinder {

    private static final Expression ALWAYS = new Expression.Literal(Value.TRUE);

    private final MatchingRules rules;
    private final Surroundings surroundings;
    private final QueryBinder queries;

    SourceBinder(MatchingRules rules, Surroundings surroundings, QueryBinder queries) {
        this.rules = rules;
        this.surroundings = surroundings;
        this.queries = queries;
    }

    /** A plan of rows, and what names mean over them. */
    record Rows(PlanNode plan, Scope scope) {}

    Rows bind(Optional<Source> from) {
        if (from.isEmpty()) {
            return new Rows(new PlanNode.OneRow(), Scope.empty(rules, surroundings.outer()));
        }
        return switch (from.get()) {
            case Source.Collection collection -> alone(collection(collection));
            case Source.Derived derived -> alone(derived(derived));
            case Source.Unnest _, Source.Join _ -> {
                Part part = part(from.get());
                yield new Rows(part.plan(), scope(part.sources()));
            }
        };
    }

    private Rows alone(Single single) {
        return new Rows(single.plan(), Scope.single(rules, single.source(), surroundings.outer()));
    }

    private Scope scope(List<ScopeSource> sources) {
        return Scope.joined(rules, sources, surroundings.outer());
    }

    /** One source, its rows as they are. */
    private record Single(PlanNode plan, ScopeSource source) {}

    /** Part of a join; its rows have named sources. */
    private record Part(PlanNode plan, List<ScopeSource> sources) {}

    private Part part(Source source) {
        return switch (source) {
            case Source.Collection collection -> named(collection(collection));
            case Source.Derived derived -> named(derived(derived));
            case Source.Unnest unnest ->
                unnest(new Part(new PlanNode.OneRow(), List.of()), unnest, false, Optional.empty());
            case Source.Join(var type, Source left, Source.Unnest unnest, var condition) ->
                switch (type) {
                    case INNER, CROSS -> unnest(part(left), unnest, false, condition);
                    case LEFT -> unnest(part(left), unnest, true, condition);
                    case RIGHT, FULL ->
                        throw new QueryError(
                                ErrorCode.INVALID_QUERY,
                                type + " JOIN UNNEST has no rows on its right without those on its left",
                                null,
                                "use LEFT JOIN UNNEST, or CROSS JOIN UNNEST");
                };
            case Source.Join join -> join(join);
        };
    }

    private static Part named(Single single) {
        return new Part(new PlanNode.Named(single.plan(), single.source().name()), List.of(single.source()));
    }

    private Part join(Source.Join join) {
        Part left = part(join.left());
        Part right = part(join.right());
        List<ScopeSource> sources = both(left.sources(), right.sources());
        Optional<Expression> condition = join.condition().map(on -> condition(on, sources, "ON"));
        return new Part(new PlanNode.Join(join.type(), left.plan(), right.plan(), List.of(), condition), sources);
    }

    private Part unnest(Part left, Source.Unnest unnest, boolean keepsEmpty, Optional<Expression> on) {
        ExpressionBinder before = queries.expressions(scope(left.sources()), surroundings);
        Expression array = before.bind(unnest.array());
        Clauses.refuseAggregates(array, "UNNEST");
        List<ScopeSource> elements = new ArrayList<>(List.of(element(unnest.alias())));
        unnest.position().map(SourceBinder::element).ifPresent(elements::add);
        List<ScopeSource> sources = both(left.sources(), elements);
        Optional<Expression> condition = on.filter(it -> !it.equals(ALWAYS)).map(it -> condition(it, sources, "ON"));
        return new Part(
                new PlanNode.Unnest(left.plan(), array, unnest.alias(), unnest.position(), keepsEmpty, condition),
                sources);
    }

    private static ScopeSource element(String name) {
        return new ScopeSource(name, ScopeSource.Kind.ELEMENTS, Columns.of(List.of(name)), true);
    }

    private Expression condition(Expression on, List<ScopeSource> sources, String clause) {
        Expression bound = queries.expressions(scope(sources), surroundings).bind(on);
        Clauses.refuseAggregates(bound, clause);
        return bound;
    }

    private static List<ScopeSource> both(List<ScopeSource> left, List<ScopeSource> right) {
        List<ScopeSource> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private Single collection(Source.Collection collection) {
        String name = collection.alias().orElse(collection.name());
        boolean aliased = collection.alias().isPresent();
        Optional<BoundQuery> table = surroundings.tables().find(collection.name());
        if (table.isPresent()) {
            return new Single(
                    table.get().plan(),
                    new ScopeSource(name, ScopeSource.Kind.QUERY, table.get().columns(), aliased));
        }
        CollectionDefinition definition = queries.collection(collection.name());
        return new Single(
                new PlanNode.Scan(collection.name(), new Access.Everything(), false),
                new ScopeSource(name, ScopeSource.Kind.COLLECTION, columns(definition), aliased));
    }

    static Columns columns(CollectionDefinition definition) {
        Set<String> names = new LinkedHashSet<>();
        names.add(Document.ID);
        definition
                .schema()
                .ifPresent(
                        schema -> schema.fields().stream().map(FieldRule::name).forEach(names::add));
        boolean closed = definition.schema().filter(schema -> schema.strict()).isPresent();
        return new Columns(List.copyOf(names), !closed);
    }

    private Single derived(Source.Derived derived) {
        BoundQuery query = underRules(derived.query(), rules, queries.bind(derived.query(), surroundings));
        BoundQuery renamed = renamed(query, derived.columns(), "'" + derived.alias() + "'");
        return new Single(
                renamed.plan(), new ScopeSource(derived.alias(), ScopeSource.Kind.QUERY, renamed.columns(), true));
    }

    /** Marks where the rules change from those of the query around. */
    static BoundQuery underRules(Query query, MatchingRules around, BoundQuery bound) {
        MatchingRules own = SubqueryBinder.rules(query);
        return own == around ? bound : new BoundQuery(new PlanNode.Ruled(bound.plan(), own), bound.columns());
    }

    /**
     * The same rows with other names for their columns, by position.
     *
     * @throws QueryError INVALID_QUERY when there are not as many columns, or when they are not known
     */
    static BoundQuery renamed(BoundQuery query, List<String> names, String what) {
        if (names.isEmpty() || query.columns().complete().equals(Optional.of(names))) {
            return query;
        }
        List<String> columns = query.columns().names();
        if (query.columns().open()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "the columns of " + what + " cannot be renamed: its query selects whole documents",
                    null,
                    "name the fields that it selects");
        }
        if (columns.size() != names.size()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    what + " names " + names.size() + " columns, its query has " + columns.size() + ": "
                            + String.join(", ", columns),
                    null,
                    null);
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "two columns of " + what + " have the same name: " + String.join(", ", names),
                    null,
                    null);
        }
        List<Output> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            items.add(new Output.Computed(names.get(i), new Expression.Field(FieldPath.of(columns.get(i)))));
        }
        return new BoundQuery(new PlanNode.Project(query.plan(), items), Columns.of(names));
    }
}
