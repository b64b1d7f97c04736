package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds one SELECT. */
final class SelectBinder {

    private final Statement.Select select;
    private final Surroundings surroundings;
    private final QueryBinder queries;

    SelectBinder(Statement.Select select, Surroundings surroundings, QueryBinder queries) {
        this.select = select;
        this.surroundings = surroundings;
        this.queries = queries;
    }

    BoundQuery bind() {
        SourceBinder.Rows rows = new SourceBinder(select.rules(), surroundings, queries).bind(select.from());
        ExpressionBinder binder = queries.expressions(rows.scope(), surroundings);
        PlanNode plan = rows.plan();
        if (select.where().isPresent()) {
            Expression where = binder.bind(select.where().get());
            Clauses.refuseAggregates(where, "WHERE");
            plan = new PlanNode.Filter(plan, where);
        }
        SelectList.Named list = SelectList.bind(select.items(), binder);
        OutputNames names = OutputNames.of(list.outputs());
        List<Expression> groupBy = select.groupBy().stream()
                .map(key -> names.bindGroupKey(key, binder))
                .toList();
        groupBy.forEach(key -> Clauses.refuseAggregates(key, "GROUP BY"));
        Optional<Expression> having = select.having().map(it -> names.bindHaving(it, binder, groupBy));
        having.ifPresent(it -> Clauses.refuseWindows(it, "HAVING"));
        List<SortKey> orderBy = names.bindKeys(select.orderBy(), binder);
        plan = grouped(plan, groupBy, list.outputs(), having, orderBy);
        plan = windows(plan, list.outputs(), orderBy);
        return new BoundQuery(shaped(plan, list, orderBy), list.columns());
    }

    private PlanNode grouped(
            PlanNode input,
            List<Expression> groupBy,
            List<Output> outputs,
            Optional<Expression> having,
            List<SortKey> orderBy) {
        List<Expression.Aggregate> aggregates = new ArrayList<>();
        computed(outputs, orderBy).forEach(it -> ExpressionTree.collectAggregates(it, aggregates));
        having.ifPresent(it -> ExpressionTree.collectAggregates(it, aggregates));
        if (groupBy.isEmpty() && having.isEmpty() && aggregates.isEmpty()) {
            return input;
        }
        outputs.forEach(SelectBinder::requireComputed);
        aggregates.forEach(SelectBinder::refuseNesting);
        PlanNode groups = new PlanNode.Group(input, groupBy, aggregates, PlanNode.GroupStage.WHOLE);
        return having.<PlanNode>map(condition -> new PlanNode.Filter(groups, condition))
                .orElse(groups);
    }

    private static void refuseNesting(Expression.Aggregate aggregate) {
        aggregate.operand().ifPresent(it -> Clauses.refuseAggregates(it, "an aggregate"));
        aggregate.filter().ifPresent(it -> Clauses.refuseAggregates(it, "an aggregate's FILTER"));
        aggregate.orderBy().forEach(key -> Clauses.refuseAggregates(key.expression(), "an aggregate"));
    }

    /** Functions that look at the same rows in the same order are computed together, in the order they are written. */
    private static PlanNode windows(PlanNode input, List<Output> outputs, List<SortKey> orderBy) {
        List<Expression.Window> windows = new ArrayList<>();
        computed(outputs, orderBy).forEach(it -> ExpressionTree.collectWindows(it, windows));
        PlanNode plan = input;
        while (!windows.isEmpty()) {
            Expression.Window first = windows.getFirst();
            List<Expression.Window> together = windows.stream()
                    .filter(it -> it.partitionBy().equals(first.partitionBy())
                            && it.orderBy().equals(first.orderBy()))
                    .toList();
            together.forEach(window -> ExpressionTree.windowOperands(window)
                    .forEach(operand -> Clauses.refuseWindows(operand, "another window function")));
            plan = new PlanNode.Window(plan, first.partitionBy(), first.orderBy(), together);
            windows.removeAll(together);
        }
        return plan;
    }

    private static List<Expression> computed(List<Output> outputs, List<SortKey> orderBy) {
        List<Expression> expressions = new ArrayList<>();
        for (Output output : outputs) {
            if (output instanceof Output.Computed computed) {
                expressions.add(computed.expression());
            }
        }
        orderBy.forEach(key -> expressions.add(key.expression()));
        return expressions;
    }

    private static void requireComputed(Output output) {
        switch (output) {
            case Output.Computed _ -> {}
            case Output.AllFields _, Output.SourceFields _ ->
                throw invalid("* cannot be selected from groups", "name the grouped fields and the aggregates");
            case Output.Placed _, Output.Root _ ->
                throw invalid("groups have no place for such a field", "compute it behind the groups");
            case Output.Kept(FieldPath path) ->
                throw invalid("field '" + path + "' cannot be kept from groups", "select it as a computed field");
        }
    }

    private PlanNode shaped(PlanNode plan, SelectList.Named list, List<SortKey> orderBy) {
        RowLimits limits = RowLimits.of(select.limit(), select.offset(), queries.now());
        if (!select.distinct()) {
            return new PlanNode.Project(limits.over(limits.sorted(plan, orderBy)), list.outputs());
        }
        PlanNode rows = DistinctValues.isMeant(select)
                ? DistinctValues.of(plan, list.outputs())
                : new PlanNode.Project(plan, list.outputs());
        PlanNode distinct = new PlanNode.Distinct(rows, list.columns().complete());
        return limits.over(limits.sorted(distinct, distinctKeys(orderBy, list.outputs())));
    }

    /** After DISTINCT only the selected items are left to sort by. */
    private static List<SortKey> distinctKeys(List<SortKey> keys, List<Output> outputs) {
        return keys.stream().map(key -> distinctKey(key, outputs)).toList();
    }

    private static SortKey distinctKey(SortKey key, List<Output> outputs) {
        for (Output output : outputs) {
            switch (output) {
                case Output.Computed(String name, Expression expression)
                when expression.equals(key.expression()) -> {
                    return new SortKey(new Expression.Field(FieldPath.of(name)), key.descending(), key.nullsFirst());
                }
                case Output.AllFields _, Output.Kept _, Output.Placed _, Output.Root _ -> {
                    return key;
                }
                case Output.SourceFields _, Output.Computed _ -> {}
            }
        }
        String by = LqlLanguage.print(key.expression());
        throw QueryError.about(
                by, ErrorCode.INVALID_QUERY, "SELECT DISTINCT cannot be ordered by " + by, "order by a selected item");
    }

    private static QueryError invalid(String detail, String hint) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, hint);
    }
}
