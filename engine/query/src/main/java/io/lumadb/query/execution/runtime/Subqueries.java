package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SubqueryCalls;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBuilder;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.SharedRows;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.execution.runtime.Memo.Held;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The subqueries of a statement under way. Thread-safe: the fragments of all shards ask. */
final class Subqueries implements SubqueryCalls, AutoCloseable {

    private final Database database;
    private final QueryRun run;
    private final QueryPlanner planner;
    private final Map<String, SubqueryPlan> plans;
    private final OperatorStats stats;
    private final SharedRows shared;
    private final Map<String, Once<Answer>> once = new ConcurrentHashMap<>();
    private final Map<String, Memo> memos = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();

    Subqueries(
            Database database,
            QueryRun run,
            QueryPlanner planner,
            QueryPlan plan,
            OperatorStats stats,
            SharedRows shared) {
        this.database = database;
        this.run = run;
        this.planner = planner;
        this.plans = plan.subqueries();
        this.stats = stats;
        this.shared = shared;
    }

    @Override
    public Optional<Evaluator> evaluator(Expression.Call call, List<Evaluator> arguments) {
        SubqueryPlan plan = plans.get(call.name());
        if (plan == null) {
            return Optional.empty();
        }
        boolean compares = plan.use() instanceof Use.Membership;
        Evaluator operand = compares ? arguments.getFirst() : new Evaluator.Constant(Value.MISSING);
        List<Evaluator> taken = compares ? arguments.subList(1, arguments.size()) : arguments;
        return Optional.of(plan.standsAlone() ? alone(plan, operand) : correlated(plan, operand, taken));
    }

    private Evaluator alone(SubqueryPlan plan, Evaluator operand) {
        Once<Answer> answer = once.computeIfAbsent(plan.name(), _ -> new Once<>(() -> answer(plan), run));
        return row -> answer.get().to(operand.evaluate(row));
    }

    private Answer answer(SubqueryPlan plan) {
        Held held = read(plan, plan.plan(), stats);
        run.memory().reserve(held.bytes(), "a subquery's answers");
        heldBytes.addAndGet(held.bytes());
        return held.answer();
    }

    private Evaluator correlated(SubqueryPlan plan, Evaluator operand, List<Evaluator> taken) {
        Memo memo = memos.computeIfAbsent(plan.name(), _ -> new Memo(run));
        return row -> {
            List<Value> values = taken.stream().map(it -> it.evaluate(row)).toList();
            return memo.get(values, it -> answer(plan, it)).to(operand.evaluate(row));
        };
    }

    private Held answer(SubqueryPlan plan, List<Value> values) {
        Map<Expression, Expression> bound = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            bound.put(new Expression.Parameter(plan.parameters().get(i)), new Expression.Literal(values.get(i)));
        }
        PlanNode of = PlanMapping.expressions(
                plan.plan(),
                expression -> ExpressionMapping.parts(expression, part -> Optional.ofNullable(bound.get(part))));
        PlanNode physical = planner.physical(of, plan.rules());
        return read(plan, physical, new OperatorStats(List.of(physical)));
    }

    private Held read(SubqueryPlan plan, PlanNode physical, OperatorStats measured) {
        OperatorBuilder builder = new OperatorBuilder(database, run, plan.rules(), measured, this, shared);
        try (Operator rows = builder.build(physical)) {
            return switch (plan.use()) {
                case Use.Existence() ->
                    new Held(Answer.always(Value.of(!rows.next().isEmpty())), 0);
                case Use.Scalar(String column) -> scalar(plan, column, rows);
                case Use.Membership membership -> members(membership, rows);
            };
        }
    }

    private static Held scalar(SubqueryPlan plan, String column, Operator rows) {
        Value value = Value.NULL;
        boolean found = false;
        for (List<Row> batch = rows.next(); !batch.isEmpty(); batch = rows.next()) {
            if (found || batch.size() > 1) {
                throw new LumaException(
                        ErrorCode.INVALID_QUERY,
                        "a subquery that is used as a value gave more than one row: " + plan.text(),
                        "add a condition, LIMIT 1, or an aggregate such as MIN(" + column + ")");
            }
            value = batch.getFirst().field(column);
            found = true;
        }
        return new Held(Answer.always(value.isNull() ? Value.NULL : value), 0);
    }

    private static Held members(Use.Membership membership, Operator rows) {
        Members members = new Members(membership.operator(), membership.quantifier());
        long bytes = 0;
        for (List<Row> batch = rows.next(); !batch.isEmpty(); batch = rows.next()) {
            for (Row row : batch) {
                bytes += members.add(row.field(membership.column()));
            }
        }
        return new Held(members, bytes);
    }

    @Override
    public void close() {
        memos.values().forEach(Memo::clear);
        run.memory().release(heldBytes.getAndSet(0));
    }
}
