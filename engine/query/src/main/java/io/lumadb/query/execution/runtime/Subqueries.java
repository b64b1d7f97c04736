package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.PathValues;
import io.lumadb.query.execution.expression.SubqueryCalls;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBuilder;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.PlanContext;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import io.lumadb.query.execution.runtime.Memo.Held;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The subqueries of a statement under way. Thread-safe: the fragments of all shards ask. */
final class Subqueries implements SubqueryCalls, AutoCloseable {

    /** So many runs with an index cost about what reading everything once does. */
    private static final int MOST_RUNS = 64;

    private final Map<String, SubqueryPlan> plans;
    private final PlanContext context;
    private final QueryRun run;
    private final Map<String, Once<Answer>> once = new ConcurrentHashMap<>();
    private final Map<String, Correlated> correlated = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();

    /** {@code context}: what the operators of the subqueries share with those of the statement. */
    Subqueries(QueryPlan plan, Function<SubqueryCalls, PlanContext> context) {
        this.plans = plan.subqueries();
        this.context = context.apply(this);
        this.run = this.context.run();
    }

    PlanContext context() {
        return context;
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
        Held held = read(plan, plan.plan(), context.stats());
        run.memory().reserve(held.bytes(), "a subquery's answers");
        heldBytes.addAndGet(held.bytes());
        return held.answer();
    }

    private Evaluator correlated(SubqueryPlan plan, Evaluator operand, List<Evaluator> taken) {
        Correlated answers = correlated.computeIfAbsent(plan.name(), _ -> new Correlated(plan));
        return row -> {
            List<Value> values = new ArrayList<>(taken.size());
            for (Evaluator value : taken) {
                values.add(value.evaluate(row));
            }
            return answers.get(values).to(operand.evaluate(row));
        };
    }

    /** The answers of one subquery that takes something from the row around it. */
    private final class Correlated {
        private final SubqueryPlan plan;
        private final Memo memo = new Memo(run);
        private final Optional<Once<KeyedRows>> keyed;
        private final AtomicInteger runs = new AtomicInteger();
        private volatile boolean useKeyed;

        Correlated(SubqueryPlan plan) {
            this.plan = plan;
            this.keyed = plan.keyed().map(it -> new Once<>(() -> keyedAnswers(plan, it), run));
        }

        Answer get(List<Value> values) {
            return useKeyed ? keyed.orElseThrow().get().get(values) : memo.get(values, this::compute);
        }

        /** By an index a few rows are found faster than all are read; when they become many that is the better way. */
        private Held compute(List<Value> values) {
            PlanNode physical = context.physical().of(bound(plan, values), plan.rules());
            if (keyed.isPresent() && (!isAimed(physical) || runs.incrementAndGet() > MOST_RUNS)) {
                useKeyed = true;
                return new Held(keyed.get().get().get(values), 0);
            }
            return read(plan, physical, new OperatorStats(List.of(physical)));
        }
    }

    private static boolean isAimed(PlanNode node) {
        if (!(node instanceof PlanNode.Scan scan)) {
            return node.inputs().stream().allMatch(Subqueries::isAimed);
        }
        return switch (scan.access()) {
            case Access.Everything _ -> false;
            case Access.ByIds _ -> true;
            case Access.ByIndex byIndex -> byIndex.isNarrowed();
        };
    }

    private static PlanNode bound(SubqueryPlan plan, List<Value> values) {
        Map<Expression, Expression> bound = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            bound.put(new Expression.Parameter(plan.parameters().get(i)), new Expression.Literal(values.get(i)));
        }
        return PlanMapping.expressions(
                plan.plan(), expression -> ExpressionMapping.parts(expression, part -> bound(part, bound)));
    }

    private static Optional<Expression> bound(Expression part, Map<Expression, Expression> bound) {
        return part instanceof Expression.SharesValue(Expression own, Expression around)
                        && bound.get(around) instanceof Expression.Literal(Value.Array(List<Value> values))
                ? Optional.of(PathValues.condition(own, values))
                : Optional.ofNullable(bound.get(part));
    }

    private KeyedRows keyedAnswers(SubqueryPlan plan, KeyedPlan way) {
        KeyedRows answers =
                way.sharesValues() ? new SharedValueAnswers(way.keys().getFirst()) : byKeys(plan, way);
        try (Operator rows = builder(plan, context.stats()).build(way.plan())) {
            heldBytes.addAndGet(answers.read(rows, run));
        }
        return answers;
    }

    private KeyedAnswers byKeys(SubqueryPlan plan, KeyedPlan way) {
        Answer otherwise = way.overNothing()
                .map(nothing -> read(plan, nothing, context.stats()).answer())
                .orElseGet(() -> AnswerReader.of(plan, way.first()).answer());
        ExpressionCompiler compiler = ExpressionCompiler.over(plan.rules(), run.startedAt(), this);
        return new KeyedAnswers(plan, way, otherwise, compiler);
    }

    private Held read(SubqueryPlan plan, PlanNode physical, OperatorStats measured) {
        AnswerReader reader = AnswerReader.of(plan, false);
        try (Operator rows = builder(plan, measured).build(physical)) {
            long bytes = reader.takeAll(rows, run.memory());
            return new Held(reader.answer(), bytes);
        }
    }

    private OperatorBuilder builder(SubqueryPlan plan, OperatorStats measured) {
        return new OperatorBuilder(context.with(measured), plan.rules());
    }

    @Override
    public void close() {
        correlated.values().forEach(it -> it.memo.clear());
        run.memory().release(heldBytes.getAndSet(0));
    }
}
