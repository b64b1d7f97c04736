package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.PipelineSources;
import io.lumadb.query.jql.vocabulary.VectorSearch;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.CommonTable;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SetOperator;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query as the stages of a pipeline over a collection: those of the query it reads from, then its own.
 *
 * @param stages each an object with one key
 */
record Pipeline(String collection, List<Value> stages) {

    private static final SortKey BY_CHANCE =
            new SortKey(new Expression.Call("RANDOM", List.of()), false, Optional.empty());

    Pipeline {
        stages = List.copyOf(stages);
    }

    /**
     * The stages that give a query's rows.
     *
     * @throws QueryError when there are none for something in it
     */
    static Pipeline of(Query query) {
        return switch (query) {
            case Statement.Select select -> of(select);
            case Statement.SetOperation operation -> of(operation);
            case Statement.With with -> of(with);
        };
    }

    Value.Obj command() {
        return Fields.of("aggregate", Value.of(collection), "pipeline", new Value.Array(stages));
    }

    private Pipeline then(List<Value> more) {
        List<Value> all = new ArrayList<>(stages);
        all.addAll(more);
        return new Pipeline(collection, all);
    }

    private static Pipeline of(Statement.Select select) {
        Optional<PipelineSources.Unwinding> unwinding = PipelineSources.unwinding(select);
        if (unwinding.isPresent()) {
            return over(unwinding.get().documents()).then(List.of(unwind(unwinding.get())));
        }
        Source source = select.from()
                .orElseThrow(() -> QueryError.untranslatable(
                        Language.JQL, "SELECT without FROM", "every command names a collection"));
        Pipeline before = over(source);
        return before.then(GroupPrinter.isGrouped(select) ? new GroupPrinter(select).stages() : own(select));
    }

    private static Pipeline over(Source source) {
        return switch (source) {
            case Source.Collection(String name, var _) -> new Pipeline(name, List.of());
            case Source.Derived(Query query, String _, List<String> columns) -> {
                if (!columns.isEmpty()) {
                    throw QueryError.untranslatable(
                            Language.JQL, "a derived table with named columns", "name them by aliases within");
                }
                yield of(query);
            }
            case Source.Unnest _, Source.Join _ -> throw Unspoken.construct(source);
        };
    }

    private static Value unwind(PipelineSources.Unwinding unwinding) {
        Value path = Value.of("$" + Fields.path(unwinding.path()));
        if (unwinding.position().isEmpty() && !unwinding.keepsEmpty()) {
            return Fields.object("$unwind", path);
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put("path", path);
        unwinding.position().ifPresent(place -> parts.put("includeArrayIndex", Value.of(Fields.path(place))));
        CommandPrinter.putFlag(parts, "preserveNullAndEmptyArrays", unwinding.keepsEmpty());
        return Fields.object("$unwind", new Value.Obj(parts));
    }

    private static List<Value> own(Statement.Select select) {
        if (select.distinct()) {
            throw QueryError.untranslatable(
                    Language.JQL, "DISTINCT over a derived table", "find and distinct know it, a pipeline does not");
        }
        Optional<VectorSearch.Stage> search = VectorSearch.of(select);
        if (search.isPresent()) {
            return searching(search.get(), select);
        }
        List<Value> stages = new ArrayList<>();
        select.where().ifPresent(where -> stages.add(Fields.object("$match", FilterPrinter.print(where))));
        Optional<Value> shape = shape(select, select.items());
        boolean sortedAfter = select.orderBy().stream().anyMatch(key -> isComputed(key, select.items()));
        List<Value> range = new ArrayList<>();
        if (!select.orderBy().isEmpty() && !isSample(select)) {
            range.add(Fields.object("$sort", CommandPrinter.sort(select.orderBy())));
        }
        range.addAll(range(select));
        if (sortedAfter) {
            shape.ifPresent(stages::add);
        }
        stages.addAll(range);
        if (!sortedAfter) {
            shape.ifPresent(stages::add);
        }
        return stages;
    }

    /** {@code items}: what the query computes, in the words of the stage. */
    private static Optional<Value> shape(Statement.Select select, List<SelectItem> items) {
        if (items.equals(List.of(new SelectItem.AllFields(List.of())))) {
            return Optional.empty();
        }
        return Optional.of(
                LookupPrinter.looks(select) ? new LookupPrinter(select).stage() : ProjectionPrinter.stage(items));
    }

    private static List<Value> searching(VectorSearch.Stage search, Statement.Select select) {
        List<Value> stages = new ArrayList<>(List.of(VectorSearchPrinter.stage(search)));
        shape(select, VectorSearchPrinter.scored(select.items(), search.search()))
                .ifPresent(stages::add);
        return stages;
    }

    /** Whether a key names a field that the query computes. */
    private static boolean isComputed(SortKey key, List<SelectItem> items) {
        return items.stream()
                .anyMatch(item -> item instanceof SelectItem.Computed computed
                        && key.expression().equals(Expressions.field(ColumnNames.of(computed)))
                        && !computed.expression().equals(key.expression()));
    }

    /** Whether a query takes some of its rows by chance. */
    static boolean isSample(Statement.Select select) {
        return select.orderBy().equals(List.of(BY_CHANCE))
                && select.limit().isPresent()
                && select.offset().isEmpty();
    }

    /** The stages that cut rows off. */
    static List<Value> range(Statement.Select select) {
        List<Value> stages = new ArrayList<>();
        select.offset().flatMap(FilterPrinter::value).ifPresent(rows -> stages.add(Fields.object("$skip", rows)));
        select.limit()
                .flatMap(FilterPrinter::value)
                .ifPresent(rows -> stages.add(
                        isSample(select)
                                ? Fields.object("$sample", Fields.object("size", rows))
                                : Fields.object("$limit", rows)));
        return stages;
    }

    private static Pipeline of(Statement.SetOperation operation) {
        if (operation.operator() != SetOperator.UNION || !operation.all()) {
            throw Unspoken.construct(operation);
        }
        Pipeline left = of(operation.left());
        Pipeline right = of(operation.right());
        Value other = right.stages().isEmpty()
                ? Value.of(right.collection())
                : Fields.of("coll", Value.of(right.collection()), "pipeline", new Value.Array(right.stages()));
        List<Value> stages = new ArrayList<>(List.of(Fields.object("$unionWith", other)));
        if (!operation.orderBy().isEmpty()) {
            stages.add(Fields.object("$sort", CommandPrinter.sort(operation.orderBy())));
        }
        operation.offset().flatMap(FilterPrinter::value).ifPresent(rows -> stages.add(Fields.object("$skip", rows)));
        operation.limit().flatMap(FilterPrinter::value).ifPresent(rows -> stages.add(Fields.object("$limit", rows)));
        return left.then(stages);
    }

    /** Only a common table that facets read has words. */
    private static Pipeline of(Statement.With with) {
        boolean facets = with.tables().size() == 1
                && with.tables().getFirst().columns().isEmpty()
                && with.body() instanceof Statement.Select select
                && select.from().isEmpty()
                && select.items().stream()
                        .allMatch(item -> item instanceof SelectItem.Computed(Expression.RowArray _, var _));
        if (!facets) {
            throw Unspoken.construct(with);
        }
        CommonTable input = with.tables().getFirst();
        Map<String, Value> pipelines = new LinkedHashMap<>();
        for (SelectItem item : ((Statement.Select) with.body()).items()) {
            SelectItem.Computed facet = (SelectItem.Computed) item;
            Pipeline pipeline = of(((Expression.RowArray) facet.expression()).query());
            if (!pipeline.collection().equals(input.name())) {
                throw Unspoken.construct(with);
            }
            Fields.put(pipelines, ColumnNames.of(facet), new Value.Array(pipeline.stages()));
        }
        return of(input.query()).then(List.of(Fields.object("$facet", new Value.Obj(pipelines))));
    }
}
