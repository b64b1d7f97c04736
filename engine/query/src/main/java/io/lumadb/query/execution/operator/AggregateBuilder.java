package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.group.Group;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles aggregates. */
final class AggregateBuilder {

    private final ExpressionCompiler constants;

    /** {@code constants}: for what must not depend on the rows. */
    AggregateBuilder(ExpressionCompiler constants) {
        this.constants = constants;
    }

    /** What a grouping computes from its rows; a final stage merges parts that have read them already. */
    Group.Aggregation aggregation(PlanNode.Group group, ExpressionCompiler rows) {
        boolean merging = group.stage() == PlanNode.GroupStage.FINAL;
        List<Measure> measures = new ArrayList<>();
        for (Expression.Aggregate aggregate : group.aggregates()) {
            measures.add(merging ? merge(aggregate) : measure(aggregate, rows));
        }
        List<Evaluator> keys = merging ? List.of() : rows.compileAll(group.keys());
        return new Group.Aggregation(group.keys().isEmpty(), keys, measures);
    }

    private Measure merge(Expression.Aggregate aggregate) {
        return new Measure(
                aggregate.function(),
                aggregate.distinct(),
                Optional.empty(),
                argument(aggregate),
                SortOrders.directions(aggregate.orderBy()),
                Optional.empty(),
                constants.rules());
    }

    Measure measure(Expression.Aggregate aggregate, ExpressionCompiler rows) {
        return new Measure(
                aggregate.function(),
                aggregate.distinct(),
                aggregate.operand().map(rows::compile),
                argument(aggregate),
                SortOrders.keys(aggregate.orderBy(), rows),
                aggregate.filter().map(rows::condition),
                rows.rules());
    }

    private Optional<Value> argument(Expression.Aggregate aggregate) {
        return aggregate.argument().map(argument -> {
            if (constants.compile(argument) instanceof Evaluator.Constant(Value value)) {
                return value;
            }
            throw dependent(aggregate);
        });
    }

    private static QueryError dependent(Expression.Aggregate aggregate) {
        return new QueryError(
                ErrorCode.INVALID_QUERY,
                "the second argument of " + aggregate.function() + " must not depend on the rows",
                null,
                "write a literal or a parameter");
    }
}
