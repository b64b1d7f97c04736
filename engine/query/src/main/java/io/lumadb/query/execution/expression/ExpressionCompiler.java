package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Unplanned;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.ArrayList;
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

    private final MatchingRules rules;
    private final Instant now;
    private final Map<Expression, Integer> slots;
    private final boolean grouped;

    private ExpressionCompiler(MatchingRules rules, Instant now, Map<Expression, Integer> slots, boolean grouped) {
        this.rules = rules;
        this.now = now;
        this.slots = slots;
        this.grouped = grouped;
    }

    /** For expressions over documents. */
    public static ExpressionCompiler over(MatchingRules rules, Instant now) {
        return new ExpressionCompiler(rules, now, Map.of(), false);
    }

    /** For expressions over groups: group keys and aggregates are read from the slots, and there are no other fields. */
    public ExpressionCompiler overGroups(Map<Expression, Integer> groupSlots) {
        return new ExpressionCompiler(rules, now, Map.copyOf(groupSlots), true);
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
        return switch (expression) {
            case Expression.Literal(Value value) -> new Evaluator.Constant(value);
            case Expression.Field(FieldPath path) -> field(path);
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
                yield computed(List.of(compile(operand)), values -> cast.apply(values.getFirst()));
            }
            case Expression.Call call -> call(call);
            case Expression.Aggregate aggregate ->
                throw invalid(
                        aggregate.function() + " cannot stand here",
                        "aggregates belong in the selected items, HAVING and ORDER BY; filter groups with HAVING");
            case Expression.Subquery _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _,
                    Expression.DocumentForm _,
                    Expression.Window _ -> throw Unplanned.construct(expression);
            case Expression.Comparison _,
                    Expression.And _,
                    Expression.Or _,
                    Expression.Not _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.AnyElement _ -> condition(expression);
        };
    }

    private Evaluator condition(Expression expression) {
        return switch (expression) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                comparison(operator, left, right);
            case Expression.And(List<Expression> operands) -> new Logic.Conjunction(compileAll(operands));
            case Expression.Or(List<Expression> operands) -> new Logic.Disjunction(compileAll(operands));
            case Expression.Not(Expression operand) ->
                switch (rules) {
                    case SQL -> new Logic.Negation(compile(operand));
                    case DOCUMENT -> new Logic.Mismatch(compile(operand));
                };
            case Expression.In in -> in(in);
            case Expression.Between between -> between(between);
            case Expression.IsNull(Expression operand) -> isNull(operand);
            case Expression.IsMissing(Expression operand) -> isMissing(operand);
            case Expression.TextMatch match -> textMatch(match);
            case Expression.AnyElement(FieldPath array, Expression condition) -> {
                requireFieldsAllowed(array);
                yield DocumentConditions.anyElement(array, ElementCondition.of(condition, this));
            }
            default -> throw new IllegalArgumentException("not a condition: " + expression);
        };
    }

    private Evaluator field(FieldPath path) {
        requireFieldsAllowed(path);
        return switch (rules) {
            case SQL -> row -> row.get(path);
            case DOCUMENT -> row -> PathFanOut.read(row, path);
        };
    }

    private void requireFieldsAllowed(FieldPath path) {
        if (grouped) {
            throw invalid(
                    "field '" + path + "' is neither grouped nor inside an aggregate",
                    "add it to GROUP BY, or take MIN(" + path + ")");
        }
    }

    /** The path of a plain field that fans out under MongoDB's rules; none where it is a group's key. */
    private Optional<FieldPath> fanOut(Expression expression) {
        return rules == MatchingRules.DOCUMENT
                        && !slots.containsKey(expression)
                        && expression instanceof Expression.Field(FieldPath path)
                ? Optional.of(path)
                : Optional.empty();
    }

    /** The field whose type a condition asks for. */
    private Optional<FieldPath> typed(Expression expression) {
        return expression instanceof Expression.Call(String name, List<Expression> arguments)
                        && name.equals("TYPE")
                        && arguments.size() == 1
                ? fanOut(arguments.getFirst())
                : Optional.empty();
    }

    private Evaluator comparison(ComparisonOperator operator, Expression left, Expression right) {
        Evaluator leftSide = compile(left);
        Evaluator rightSide = compile(right);
        if (rules == MatchingRules.SQL) {
            return SqlConditions.comparison(operator, leftSide, rightSide);
        }
        if (operator == ComparisonOperator.EQUAL && typed(left).isPresent()) {
            return DocumentConditions.hasType(typed(left).get(), List.of(rightSide));
        }
        Optional<FieldPath> leftPath = fanOut(left);
        if (leftPath.isPresent() && rightSide instanceof Evaluator.Constant(Value constant)) {
            return DocumentConditions.comparison(operator, leftPath.get(), constant);
        }
        Optional<FieldPath> rightPath = fanOut(right);
        if (rightPath.isPresent() && leftSide instanceof Evaluator.Constant(Value constant)) {
            return DocumentConditions.comparison(Comparisons.mirrored(operator), rightPath.get(), constant);
        }
        return DocumentConditions.comparison(operator, leftSide, rightSide);
    }

    private Evaluator in(Expression.In in) {
        Evaluator operand = compile(in.operand());
        List<Evaluator> candidates = compileAll(in.candidates());
        if (rules == MatchingRules.SQL) {
            return SqlConditions.in(operand, candidates);
        }
        if (typed(in.operand()).isPresent()) {
            return DocumentConditions.hasType(typed(in.operand()).get(), candidates);
        }
        Optional<FieldPath> path = fanOut(in.operand());
        Optional<List<Value>> constants = constants(candidates);
        return path.isPresent() && constants.isPresent()
                ? DocumentConditions.in(path.get(), constants.get())
                : DocumentConditions.in(operand, candidates);
    }

    private Evaluator between(Expression.Between between) {
        Evaluator operand = compile(between.operand());
        Evaluator low = compile(between.low());
        Evaluator high = compile(between.high());
        if (rules == MatchingRules.SQL) {
            return SqlConditions.between(operand, low, high);
        }
        Optional<FieldPath> path = fanOut(between.operand());
        return path.isPresent()
                        && low instanceof Evaluator.Constant(Value from)
                        && high instanceof Evaluator.Constant(Value to)
                ? DocumentConditions.between(path.get(), from, to)
                : DocumentConditions.between(operand, low, high);
    }

    private Evaluator isNull(Expression operand) {
        Evaluator compiled = compile(operand);
        return fanOut(operand)
                .map(path -> DocumentConditions.comparison(ComparisonOperator.EQUAL, path, Value.NULL))
                .orElse(row -> Value.of(compiled.evaluate(row).isNull()));
    }

    private Evaluator isMissing(Expression operand) {
        Evaluator compiled = compile(operand);
        return fanOut(operand)
                .map(DocumentConditions::isMissing)
                .orElse(row -> Value.of(compiled.evaluate(row) instanceof Value.Missing));
    }

    private Evaluator textMatch(Expression.TextMatch match) {
        Evaluator operand = compile(match.operand());
        Evaluator pattern = compile(match.pattern());
        Optional<FieldPath> path = fanOut(match.operand());
        return path.isPresent() && pattern instanceof Evaluator.Constant(Value constant)
                ? DocumentConditions.textMatch(match.operator(), path.get(), constant)
                : SqlConditions.textMatch(match.operator(), operand, pattern);
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
            return new Value.Array(present);
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
            return new Value.Obj(object);
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
        ScalarFunction function =
                FunctionTable.function(call.name(), call.arguments().size());
        List<Evaluator> arguments = compileAll(call.arguments());
        return function.deterministic()
                ? computed(arguments, function.body()::apply)
                : row -> function.body().apply(values(arguments, row));
    }

    /** An evaluator of operands, computed at once when all of them are constants. */
    private static Evaluator computed(List<Evaluator> operands, Function<List<Value>, Value> computation) {
        return constants(operands)
                .<Evaluator>map(values -> new Evaluator.Constant(computation.apply(values)))
                .orElse(row -> computation.apply(values(operands, row)));
    }

    private static List<Value> values(List<Evaluator> operands, Row row) {
        Value[] values = new Value[operands.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands.get(i).evaluate(row);
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
