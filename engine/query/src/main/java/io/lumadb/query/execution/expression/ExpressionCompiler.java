package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.Sizes;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Turns expressions into evaluators. What does not depend on the row is computed here, once; NOW() is the statement's
 * start for all of it. Immutable.
 */
public final class ExpressionCompiler {

    private static final Set<String> NOW = Set.of("NOW", "CURRENT_TIMESTAMP");

    private static final String TODAY = "CURRENT_DATE";

    private final MatchingRules rules;
    private final Instant now;
    private final SubqueryCalls subqueries;
    private final Layout layout;
    private final Map<Expression, Integer> slots;
    private final boolean grouped;

    private ExpressionCompiler(
            MatchingRules rules,
            Instant now,
            SubqueryCalls subqueries,
            Layout layout,
            Map<Expression, Integer> slots,
            boolean grouped) {
        this.rules = rules;
        this.now = now;
        this.subqueries = subqueries;
        this.layout = layout;
        this.slots = slots;
        this.grouped = grouped;
    }

    /** For expressions over documents. */
    public static ExpressionCompiler over(MatchingRules rules, Instant now) {
        return over(rules, now, SubqueryCalls.NONE);
    }

    /** For expressions over documents that may hold subqueries. */
    public static ExpressionCompiler over(MatchingRules rules, Instant now, SubqueryCalls subqueries) {
        return new ExpressionCompiler(rules, now, subqueries, new Layout.Plain(), Map.of(), false);
    }

    /** For expressions whose paths start as the layout says. */
    public ExpressionCompiler within(Layout rows) {
        return new ExpressionCompiler(rules, now, subqueries, rows, slots, grouped);
    }

    /** For expressions over groups: group keys and aggregates are read from the slots, and there are no other fields. */
    public ExpressionCompiler overGroups(Map<Expression, Integer> groupSlots) {
        return new ExpressionCompiler(rules, now, subqueries, new Layout.Plain(), Map.copyOf(groupSlots), true);
    }

    /** For expressions some of which the rows have computed already. */
    public ExpressionCompiler withSlots(Map<Expression, Integer> moreSlots) {
        Map<Expression, Integer> all = new HashMap<>(slots);
        all.putAll(moreSlots);
        return new ExpressionCompiler(rules, now, subqueries, layout, Map.copyOf(all), grouped);
    }

    /** For expressions over the same rows by SQL's rules. */
    ExpressionCompiler bySql() {
        return new ExpressionCompiler(MatchingRules.SQL, now, subqueries, layout, slots, grouped);
    }

    public MatchingRules rules() {
        return rules;
    }

    public List<Evaluator> compileAll(List<Expression> expressions) {
        return expressions.stream().map(this::compile).toList();
    }

    /**
     * Compiles one expression.
     *
     * @throws QueryError INVALID_QUERY: an unknown function, an aggregate or a field where there can be none, an unbound
     *     parameter
     */
    public Evaluator compile(Expression expression) {
        Integer slot = slots.get(expression);
        if (slot != null) {
            int index = slot;
            return row -> row.computed(index);
        }
        return switch (rules) {
            case SQL -> common(expression);
            case DOCUMENT -> new DocumentValues(this).compile(expression).orElseGet(() -> common(expression));
        };
    }

    /**
     * Compiles a condition that decides about rows, as WHERE and HAVING do. MongoDB's rules try all the values there that a
     * path leads to.
     *
     * @throws QueryError as {@link #compile}
     */
    public Evaluator condition(Expression expression) {
        return switch (rules) {
            case SQL -> compile(expression);
            case DOCUMENT -> new DocumentMatching(this).compile(expression);
        };
    }

    /**
     * Compiles the array whose elements rows are made of. By MongoDB's rules its path goes through objects alone: it does not
     * gather what lies in the elements of another array.
     *
     * @throws QueryError as {@link #compile}
     */
    public Evaluator unwound(Expression array) {
        return array instanceof Expression.Field(FieldPath path)
                ? at(path, rest -> row -> row.get(rest))
                : compile(array);
    }

    /**
     * Compiles what rows are sorted by. By MongoDB's rules an array counts as its smallest element, or its largest when the
     * order is descending.
     *
     * @throws QueryError as {@link #compile}
     */
    public Evaluator sortKey(Expression expression, boolean descending) {
        if (rules == MatchingRules.SQL) {
            return compile(expression);
        }
        if (!isComputed(expression) && expression instanceof Expression.Field(FieldPath path)) {
            return at(path, rest -> row -> PathFanOut.extreme(row, rest, descending));
        }
        Evaluator value = compile(expression);
        return row -> PathFanOut.extreme(value.evaluate(row), descending);
    }

    private Evaluator common(Expression expression) {
        return switch (expression) {
            case Expression.Literal(Value value) -> new Evaluator.Constant(value);
            case Expression.Field(FieldPath path) -> at(path, rest -> row -> row.get(rest));
            case Expression.Parameter(String name) ->
                throw invalid("parameter " + name + " has no value", "give one in 'parameters'");
            case Expression.ArrayLiteral(List<Expression> elements) -> array(compileAll(elements));
            case Expression.ObjectLiteral literal -> object(literal);
            case Expression.Negate(Expression operand) ->
                computed(List.of(compile(operand)), values -> Arithmetic.negate(values.getFirst()));
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expression.Case branches -> branches(branches);
            case Expression.Cast(Expression operand, String type) -> {
                UnaryOperator<Value> cast = Casts.to(type);
                yield computed(
                        List.of(compile(operand)), values -> Sizes.checked("CAST", cast.apply(values.getFirst())));
            }
            case Expression.Call call ->
                subqueries.evaluator(call, compileAll(call.arguments())).orElseGet(() -> call(call));
            case Expression.Aggregate aggregate ->
                throw QueryError.about(
                        aggregate.function().name(),
                        ErrorCode.INVALID_QUERY,
                        aggregate.function() + " cannot stand here",
                        "aggregates belong in the selected items, HAVING and ORDER BY; filter groups with HAVING");
            case Expression.Subquery _,
                    Expression.RowArray _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _ ->
                throw invalid("a subquery cannot stand here", "ask for its value first, and give it as parameter");
            case Expression.SqlValue(Expression operand) -> bySql().compile(operand);
            case Expression.DocumentForm form ->
                throw invalid(form.operator() + " belongs to MongoDB's rules", "say it in JQL");
            case Expression.Window _ ->
                throw invalid(
                        "a window function cannot stand here",
                        "windows belong in the selected items and ORDER BY; filter their values around a subquery");
            case Expression.Comparison _,
                    Expression.And _,
                    Expression.Or _,
                    Expression.Not _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.AnyElement _ -> sqlCondition(expression);
        };
    }

    private Evaluator sqlCondition(Expression expression) {
        return switch (expression) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                SqlConditions.comparison(operator, compile(left), compile(right));
            case Expression.And(List<Expression> operands) -> new Logic.Conjunction(compileAll(operands));
            case Expression.Or(List<Expression> operands) -> new Logic.Disjunction(compileAll(operands));
            case Expression.Not(Expression operand) -> new Logic.Negation(compile(operand));
            case Expression.In(Expression operand, List<Expression> candidates) ->
                SqlConditions.in(compile(operand), compileAll(candidates));
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                SqlConditions.between(compile(operand), compile(low), compile(high));
            case Expression.IsNull(Expression operand) -> {
                Evaluator compiled = compile(operand);
                yield row -> Value.of(compiled.evaluate(row).isNull());
            }
            case Expression.IsMissing(Expression operand) -> {
                Evaluator compiled = compile(operand);
                yield row -> Value.of(compiled.evaluate(row) instanceof Value.Missing);
            }
            case Expression.TextMatch(TextOperator operator, Expression operand, Expression pattern) ->
                SqlConditions.textMatch(operator, compile(operand), compile(pattern));
            case Expression.AnyElement(FieldPath array, Expression condition) ->
                at(
                        array,
                        path -> DocumentConditions.anyElement(
                                path, ElementCondition.of(condition, elements().compile(condition))));
            default -> throw new IllegalArgumentException("not a condition: " + expression);
        };
    }

    /** For conditions on elements of arrays, whose paths start at the element. */
    ExpressionCompiler elements() {
        return new ExpressionCompiler(rules, now, subqueries, new Layout.Plain(), Map.of(), false);
    }

    /** An evaluator of what stands at a path: made for the path within one source, and led to that source's row. */
    Evaluator at(FieldPath path, Function<FieldPath, Evaluator> evaluator) {
        if (grouped) {
            throw QueryError.about(
                    path.toString(),
                    ErrorCode.INVALID_QUERY,
                    "field '" + path + "' is neither grouped nor inside an aggregate",
                    "add it to GROUP BY, or take MIN(" + path + ")");
        }
        if (layout instanceof Layout.Plain) {
            return evaluator.apply(path.canonical());
        }
        Layout.Place place = layout.find(path)
                .orElseThrow(() -> new IllegalArgumentException("no source of the rows has '" + path + "'"));
        UnaryOperator<Row> source = place.row();
        if (place.rest().isEmpty()) {
            return row -> source.apply(row).object();
        }
        Evaluator within = evaluator.apply(place.rest().get().canonical());
        return row -> within.evaluate(source.apply(row));
    }

    /** The row of one source. */
    public UnaryOperator<Row> source(String name) {
        return layout.find(FieldPath.of(name))
                .orElseThrow(() -> new IllegalArgumentException("no source of the rows is '" + name + "'"))
                .row();
    }

    /** Whether the rows have an expression's value computed already. */
    boolean isComputed(Expression expression) {
        return slots.containsKey(expression);
    }

    private Evaluator arithmetic(Expression.Arithmetic arithmetic) {
        Evaluator left = compile(arithmetic.left());
        Evaluator right = compile(arithmetic.right());
        Expression.ArithmeticOperator operator = arithmetic.operator();
        if (left instanceof Evaluator.Constant(Value a) && right instanceof Evaluator.Constant(Value b)) {
            return new Evaluator.Constant(Arithmetic.apply(operator, a, b));
        }
        return row -> Arithmetic.apply(operator, left.evaluate(row), right.evaluate(row));
    }

    private Evaluator array(List<Evaluator> elements) {
        return computed(elements, values -> {
            List<Value> present = new ArrayList<>(values.size());
            values.forEach(value -> present.add(value instanceof Value.Missing ? Value.NULL : value));
            return Sizes.checked("[…]", new Value.Array(present));
        });
    }

    private Evaluator object(Expression.ObjectLiteral literal) {
        List<String> names = literal.fields().stream().map(Map.Entry::getKey).toList();
        List<Evaluator> fields = literal.fields().stream()
                .map(Map.Entry::getValue)
                .map(this::compile)
                .toList();
        return computed(fields, values -> {
            Map<String, Value> object = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                if (!(values.get(i) instanceof Value.Missing)) {
                    object.put(names.get(i), values.get(i));
                }
            }
            return Sizes.checked("{…}", new Value.Obj(object));
        });
    }

    private Evaluator branches(Expression.Case branches) {
        List<Evaluator> conditions = new ArrayList<>();
        List<Evaluator> results = new ArrayList<>();
        for (Expression.When branch : branches.branches()) {
            Expression condition = branches.operand()
                    .<Expression>map(
                            operand -> new Expression.Comparison(ComparisonOperator.EQUAL, operand, branch.condition()))
                    .orElse(branch.condition());
            conditions.add(compile(condition));
            results.add(compile(branch.result()));
        }
        Evaluator otherwise = branches.otherwise().map(this::compile).orElse(new Evaluator.Constant(Value.NULL));
        return row -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(row)) {
                    return results.get(i).evaluate(row);
                }
            }
            return otherwise.evaluate(row);
        };
    }

    private Evaluator call(Expression.Call call) {
        if (NOW.contains(call.name()) && call.arguments().isEmpty()) {
            return new Evaluator.Constant(Value.of(now));
        }
        if (TODAY.equals(call.name()) && call.arguments().isEmpty()) {
            return new Evaluator.Constant(Value.of(now.truncatedTo(ChronoUnit.DAYS)));
        }
        ScalarFunction function =
                FunctionTable.function(call.name(), call.arguments().size());
        List<Evaluator> arguments = compileAll(call.arguments());
        return function.deterministic()
                ? computed(arguments, function::call)
                : row -> function.call(values(arguments, row));
    }

    /** An evaluator of operands, computed at once when all of them are constants. */
    static Evaluator computed(List<Evaluator> operands, Function<List<Value>, Value> computation) {
        return constants(operands)
                .<Evaluator>map(values -> new Evaluator.Constant(computation.apply(values)))
                .orElse(row -> computation.apply(values(operands, row)));
    }

    private static List<Value> values(List<Evaluator> operands, Row row) {
        Value[] values = new Value[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands.get(i).evaluate(row);
            Sizes.reading(values[i]);
        }
        return List.of(values);
    }

    private static Optional<List<Value>> constants(List<Evaluator> evaluators) {
        List<Value> values = new ArrayList<>(evaluators.size());
        for (Evaluator evaluator : evaluators) {
            if (!(evaluator instanceof Evaluator.Constant(Value value))) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    private static QueryError invalid(String detail, String hint) {
        return new QueryError(ErrorCode.INVALID_QUERY, detail, null, hint);
    }
}
