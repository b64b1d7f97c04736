package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.document.Conversions;
import io.lumadb.query.execution.document.DocumentArithmetic;
import io.lumadb.query.execution.document.DocumentFunctions;
import io.lumadb.query.execution.document.DocumentOrder;
import io.lumadb.query.execution.document.Truth;
import io.lumadb.query.execution.function.ArrayBuilder;
import io.lumadb.query.execution.function.FunctionSubject;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Expressions that MongoDB computes in a way of its own: comparisons in the one order of all values, conditions on what counts
 * as true, arithmetic that refuses what is no number, and its functions. Immutable.
 */
final class DocumentValues {

    private final ExpressionCompiler compiler;

    DocumentValues(ExpressionCompiler compiler) {
        this.compiler = compiler;
    }

    /** The evaluator; none where an expression is the same under all rules. */
    Optional<Evaluator> compile(Expression expression) {
        return switch (expression) {
            case Expression.Field(FieldPath path) ->
                Optional.of(compiler.at(path, rest -> row -> PathFanOut.read(row, rest)));
            case Expression.Negate(Expression operand) ->
                Optional.of(computed(List.of(operand), values -> DocumentArithmetic.negate(values.getFirst())));
            case Expression.Arithmetic(ArithmeticOperator operator, Expression left, Expression right) ->
                Optional.of(computed(
                        List.of(left, right),
                        values -> DocumentArithmetic.apply(operator, values.getFirst(), values.getLast())));
            case Expression.Case choice -> Optional.of(choice(choice));
            case Expression.Cast(Expression operand, String type) ->
                Optional.of(computed(List.of(operand), values -> cast(values.getFirst(), type)));
            case Expression.Call call -> call(call);
            case Expression.DocumentForm form -> Optional.of(form(form));
            case Expression.Literal _,
                    Expression.Parameter _,
                    Expression.ArrayLiteral _,
                    Expression.ObjectLiteral _,
                    Expression.Aggregate _,
                    Expression.Subquery _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.RowArray _,
                    Expression.Quantified _,
                    Expression.Window _ -> Optional.empty();
            case Expression.Comparison _,
                    Expression.And _,
                    Expression.Or _,
                    Expression.Not _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.AnyElement _ -> Optional.of(condition(expression));
        };
    }

    private Evaluator condition(Expression expression) {
        return switch (expression) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) ->
                computed(
                        List.of(left, right),
                        values -> Value.of(DocumentOrder.holds(operator, values.getFirst(), values.getLast())));
            case Expression.And(List<Expression> operands) -> all(compiler.compileAll(operands), true);
            case Expression.Or(List<Expression> operands) -> all(compiler.compileAll(operands), false);
            case Expression.Not(Expression operand) ->
                computed(List.of(operand), values -> Value.of(!Truth.of(values.getFirst())));
            case Expression.In(Expression operand, List<Expression> candidates) -> in(operand, candidates);
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                computed(
                        List.of(operand, low, high),
                        values -> Value.of(
                                DocumentOrder.holds(ComparisonOperator.GREATER_OR_EQUAL, values.get(0), values.get(1))
                                        && DocumentOrder.holds(
                                                ComparisonOperator.LESS_OR_EQUAL, values.get(0), values.get(2))));
            case Expression.IsNull(Expression operand) ->
                computed(List.of(operand), values -> Value.of(values.getFirst().isNull()));
            case Expression.IsMissing(Expression operand) ->
                computed(List.of(operand), values -> Value.of(values.getFirst() instanceof Value.Missing));
            case Expression.TextMatch match -> textMatch(match);
            case Expression.AnyElement(FieldPath array, Expression inner) ->
                compiler.at(
                        array,
                        path -> DocumentConditions.anyElement(
                                path,
                                ElementCondition.of(inner, compiler.elements().compile(inner))));
            default -> throw new IllegalArgumentException("not a condition: " + expression);
        };
    }

    private Evaluator computed(List<Expression> operands, Function<List<Value>, Value> computation) {
        return ExpressionCompiler.computed(compiler.compileAll(operands), computation);
    }

    /** Whether all operands count as true, or any of them does; the others are not looked at then. */
    private static Evaluator all(List<Evaluator> operands, boolean all) {
        return row -> {
            for (Evaluator operand : operands) {
                if (Truth.of(operand.evaluate(row)) != all) {
                    return Value.of(!all);
                }
            }
            return Value.of(all);
        };
    }

    private Evaluator in(Expression operand, List<Expression> candidates) {
        List<Expression> all = new ArrayList<>(List.of(operand));
        all.addAll(candidates);
        return computed(
                all,
                values -> Value.of(values.subList(1, values.size()).stream()
                        .anyMatch(candidate -> DocumentOrder.same(values.getFirst(), candidate))));
    }

    /** Nothing is found in null; a regular expression is not looked for in what is no text. */
    private Evaluator textMatch(Expression.TextMatch match) {
        Evaluator operand = compiler.compile(match.operand());
        Evaluator pattern = compiler.compile(match.pattern());
        Evaluator test = SqlConditions.textMatch(match.operator(), operand, pattern);
        return row -> {
            Value value = operand.evaluate(row);
            if (match.operator() == TextOperator.MATCHES && !value.isNull() && !(value instanceof Value.Text)) {
                throw new LumaException(ErrorCode.INVALID_QUERY, "$regexMatch takes strings, not " + value.typeName());
            }
            return Value.of(test.holds(row));
        };
    }

    private Evaluator choice(Expression.Case choice) {
        List<Evaluator> conditions = new ArrayList<>();
        List<Evaluator> results = new ArrayList<>();
        for (Expression.When branch : choice.branches()) {
            Expression condition = choice.operand()
                    .<Expression>map(
                            operand -> new Expression.Comparison(ComparisonOperator.EQUAL, operand, branch.condition()))
                    .orElse(branch.condition());
            conditions.add(compiler.compile(condition));
            results.add(compiler.compile(branch.result()));
        }
        Optional<Evaluator> otherwise = choice.otherwise().map(compiler::compile);
        return row -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (Truth.of(conditions.get(i).evaluate(row))) {
                    return results.get(i).evaluate(row);
                }
            }
            return otherwise
                    .orElseThrow(() -> new LumaException(
                            ErrorCode.INVALID_QUERY,
                            isBuckets(choice)
                                    ? "a value lies outside the boundaries of $bucket, and it has no default"
                                    : "no branch of a $switch fits, and it has no default",
                            "add \"default\": …"))
                    .evaluate(row);
        };
    }

    /** Whether each branch stands for the values from a boundary to the next, as {@code $bucket} reads. */
    private static boolean isBuckets(Expression.Case choice) {
        return choice.operand().isEmpty()
                && choice.branches().stream()
                        .allMatch(branch -> branch.condition() instanceof Expression.And(List<Expression> ends)
                                && ends.size() == 2
                                && ends.getFirst()
                                        instanceof
                                        Expression.Comparison(ComparisonOperator lower, Expression _, Expression low)
                                && lower == ComparisonOperator.GREATER_OR_EQUAL
                                && low.equals(branch.result())
                                && ends.getLast()
                                        instanceof Expression.Comparison(ComparisonOperator upper, var _, var _)
                                && upper == ComparisonOperator.LESS);
    }

    /** What cannot be converted is null. */
    private static Value cast(Value value, String type) {
        if (value.isNull()) {
            return Value.NULL;
        }
        try {
            return Conversions.convert("$convert", value, type);
        } catch (LumaException unreadable) {
            return Value.NULL;
        }
    }

    private Optional<Evaluator> call(Expression.Call call) {
        if (call.name().equals("$getField") && call.arguments().size() == 1) {
            Evaluator name = compiler.compile(call.arguments().getFirst());
            ScalarFunction function = DocumentFunctions.find("$getField", 2).orElseThrow();
            return Optional.of(row -> function.call(List.of(name.evaluate(row), row.object())));
        }
        if (FunctionTable.isAbout(call.name(), FunctionSubject.VECTOR)) {
            return Optional.of(ofVectors(call));
        }
        return PathValues.evaluator(call, compiler)
                .or(() -> DocumentFunctions.find(call.name(), call.arguments().size())
                        .map(function -> computed(call.arguments(), function::call)));
    }

    /** Numbers that a path would gather in the elements of an array are no vector: the path goes through objects alone. */
    private Evaluator ofVectors(Expression.Call call) {
        ScalarFunction function =
                FunctionTable.function(call.name(), call.arguments().size());
        List<Evaluator> arguments = call.arguments().stream()
                .map(argument ->
                        compiler.isComputed(argument) ? compiler.compile(argument) : compiler.unwound(argument))
                .toList();
        return ExpressionCompiler.computed(arguments, function.body()::apply);
    }

    private Evaluator form(Expression.DocumentForm form) {
        return switch (form) {
            case Expression.Evaluated(Expression operand) -> compiler.compile(operand);
            case Expression.SqlValue(Expression operand) -> compiler.bySql().compile(operand);
            case Expression.Variable(String name, Optional<FieldPath> path) -> variable(name, path);
            case Expression.SharesValue(Expression own, Expression _) ->
                throw new IllegalArgumentException(own + " has nothing around it to share a value with");
            case Expression.Let let -> let(let);
            case Expression.MapArray(Expression array, String variable, Expression body) ->
                map(compiler.compile(array), variable, compiler.compile(body));
            case Expression.FilterArray filter -> filter(filter);
            case Expression.ReduceArray(Expression array, Expression initial, Expression body) ->
                reduce(compiler.compile(array), compiler.compile(initial), compiler.compile(body));
        };
    }

    private static Evaluator variable(String name, Optional<FieldPath> path) {
        return switch (name) {
            case "ROOT" -> Row::object;
            case "REMOVE" -> new Evaluator.Constant(Value.MISSING);
            default ->
                path.<Evaluator>map(rest -> row -> PathFanOut.read(row.variable(name), rest))
                        .orElse(row -> row.variable(name));
        };
    }

    private Evaluator let(Expression.Let let) {
        List<String> names =
                let.variables().stream().map(variable -> variable.getKey()).toList();
        List<Evaluator> values = let.variables().stream()
                .map(variable -> compiler.compile(variable.getValue()))
                .toList();
        Evaluator body = compiler.compile(let.body());
        return row -> {
            Row bound = row;
            for (int i = 0; i < names.size(); i++) {
                bound = new BoundRow(bound, names.get(i), values.get(i).evaluate(row));
            }
            return body.evaluate(bound);
        };
    }

    private static List<Value> elements(String operator, Value array) {
        if (array instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        throw new LumaException(
                ErrorCode.INVALID_QUERY,
                operator + " takes arrays, not " + array.typeName(),
                "choose among documents by $cond and $isArray");
    }

    private static Evaluator map(Evaluator array, String variable, Evaluator body) {
        return row -> {
            Value input = array.evaluate(row);
            if (input.isNull()) {
                return Value.NULL;
            }
            ArrayBuilder mapped = new ArrayBuilder("$map");
            for (Value element : elements("$map", input)) {
                mapped.add(body.evaluate(new BoundRow(row, variable, element)));
            }
            return mapped.array();
        };
    }

    private Evaluator filter(Expression.FilterArray filter) {
        Evaluator array = compiler.compile(filter.array());
        Evaluator condition = compiler.compile(filter.condition());
        Optional<Evaluator> limit = filter.limit().map(compiler::compile);
        return row -> {
            Value input = array.evaluate(row);
            if (input.isNull()) {
                return Value.NULL;
            }
            long most = limit.map(it -> most(it.evaluate(row))).orElse(Long.MAX_VALUE);
            return new Value.Array(elements("$filter", input).stream()
                    .peek(_ -> Watch.step())
                    .filter(element -> Truth.of(condition.evaluate(new BoundRow(row, filter.variable(), element))))
                    .limit(most)
                    .toList());
        };
    }

    /** Without a limit where it is null. */
    private static long most(Value limit) {
        if (limit.isNull()) {
            return Long.MAX_VALUE;
        }
        if (limit instanceof Value.Int64(long count) && count > 0) {
            return count;
        }
        throw new LumaException(
                ErrorCode.INVALID_QUERY, "the limit of $filter is a whole number from 1, not " + limit.typeName());
    }

    private static Evaluator reduce(Evaluator array, Evaluator initial, Evaluator body) {
        return row -> {
            Value input = array.evaluate(row);
            if (input.isNull()) {
                return Value.NULL;
            }
            Value value = initial.evaluate(row);
            for (Value element : elements("$reduce", input)) {
                Watch.step();
                value = body.evaluate(new BoundRow(new BoundRow(row, "value", value), "this", element));
            }
            return value;
        };
    }
}
