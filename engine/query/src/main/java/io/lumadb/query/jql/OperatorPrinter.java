package io.lumadb.query.jql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes expressions as {@link OperatorReader} reads them. */
final class OperatorPrinter {

    private OperatorPrinter() {}

    static Value print(Expression expression) {
        return switch (expression) {
            case Expression.Literal(Value value) -> isSafe(value) ? value : object("$literal", value);
            case Expression.Field(FieldPath path) ->
                Value.of(path.equals(FilterReader.ELEMENT) ? "$" : "$" + path(path));
            case Expression.Parameter(String name) -> parameter(name);
            case Expression.ArrayLiteral(List<Expression> elements) -> array(elements);
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) -> objectLiteral(fields);
            case Expression.Negate(Expression operand) -> object("$negate", array(List.of(operand)));
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expression.Comparison(var operator, Expression left, Expression right) ->
                object(key(OperatorReader.COMPARISONS, operator), array(List.of(left, right)));
            case Expression.And(List<Expression> operands) -> object("$and", array(operands));
            case Expression.Or(List<Expression> operands) -> object("$or", array(operands));
            case Expression.Not(Expression operand) -> object("$not", array(List.of(operand)));
            case Expression.In(Expression operand, List<Expression> candidates) ->
                object("$in", Value.array(print(operand), array(candidates)));
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                object("$between", array(List.of(operand, low, high)));
            case Expression.IsNull(Expression operand) -> object("$isNull", array(List.of(operand)));
            case Expression.IsMissing(Expression operand) -> object("$isMissing", array(List.of(operand)));
            case Expression.TextMatch(var operator, Expression operand, Expression pattern) ->
                object(key(OperatorReader.TEXTS, operator), array(List.of(operand, pattern)));
            case Expression.AnyElement(FieldPath path, Expression condition) ->
                object("$elemMatch", Value.array(Value.of(path(path)), print(condition)));
            case Expression.Case choice -> choice(choice);
            case Expression.Cast(Expression operand, String type) ->
                object("$convert", fields("input", print(operand), "to", Value.of(type)));
            case Expression.Call(String name, List<Expression> arguments) -> call(name, arguments);
            case Expression.Subquery _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _,
                    Expression.Window _ -> throw Unspoken.construct(expression);
            case Expression.Aggregate aggregate ->
                throw QueryError.untranslatable(
                        Language.JQL, aggregate.function() + " here", "aggregates stand in $group");
        };
    }

    /** Whether a literal reads back as itself where an expression is expected. */
    private static boolean isSafe(Value value) {
        return switch (value) {
            case Value.Text(String text) -> !text.startsWith("$");
            case Value.Array(List<Value> elements) -> elements.stream().allMatch(OperatorPrinter::isSafe);
            case Value.Obj(Map<String, Value> fields) ->
                fields.entrySet().stream()
                        .allMatch(field -> !field.getKey().startsWith("$") && isSafe(field.getValue()));
            default -> true;
        };
    }

    /** A path as a key or behind {@code $}. Only names that need no quoting have words in JQL. */
    static String path(FieldPath path) {
        boolean speakable = path.segments().getFirst() instanceof FieldPath.Field;
        for (FieldPath.Segment segment : path.segments()) {
            if (segment instanceof FieldPath.Field(String name)) {
                speakable &= !name.isEmpty() && name.indexOf('.') < 0 && name.indexOf('[') < 0 && !name.startsWith("$");
            }
        }
        if (!speakable) {
            throw QueryError.untranslatable(
                    Language.JQL, "the path " + path, "names with a dot, a bracket or a leading $ cannot be written");
        }
        return path.toString();
    }

    static Value parameter(String name) {
        return object(Values.PARAMETER, Value.of(name));
    }

    static Value.Obj object(String key, Value value) {
        return new Value.Obj(Map.of(key, value));
    }

    static Value.Obj fields(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }

    private static Value array(List<Expression> expressions) {
        return new Value.Array(expressions.stream().map(OperatorPrinter::print).toList());
    }

    static <T> String key(Map<String, T> names, T wanted) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Value objectLiteral(List<Map.Entry<String, Expression>> fields) {
        Map<String, Value> object = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> field : fields) {
            if (field.getKey().startsWith("$")) {
                throw QueryError.untranslatable(
                        Language.JQL,
                        "the field " + field.getKey() + " of a computed object",
                        "it reads as an operator");
            }
            object.put(field.getKey(), print(field.getValue()));
        }
        return new Value.Obj(object);
    }

    private static Value arithmetic(Expression.Arithmetic arithmetic) {
        ArithmeticOperator operator = arithmetic.operator();
        boolean chain = switch (operator) {
            case ADD, MULTIPLY, CONCATENATE -> true;
            case SUBTRACT, DIVIDE, REMAINDER -> false;
        };
        List<Expression> operands = new ArrayList<>();
        operands.add(arithmetic.right());
        Expression left = arithmetic.left();
        while (chain && left instanceof Expression.Arithmetic inner && inner.operator() == operator) {
            operands.addFirst(inner.right());
            left = inner.left();
        }
        operands.addFirst(left);
        return object(key(OperatorReader.ARITHMETIC, operator), array(operands));
    }

    private static Value choice(Expression.Case choice) {
        boolean conditional = choice.operand().isEmpty()
                && choice.branches().size() == 1
                && choice.otherwise().isPresent();
        if (conditional) {
            Expression.When only = choice.branches().getFirst();
            return object(
                    "$cond",
                    array(List.of(
                            only.condition(), only.result(), choice.otherwise().get())));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        choice.operand().ifPresent(operand -> fields.put("on", print(operand)));
        fields.put(
                "branches",
                new Value.Array(choice.branches().stream()
                        .<Value>map(branch -> fields("case", print(branch.condition()), "then", print(branch.result())))
                        .toList()));
        choice.otherwise().ifPresent(otherwise -> fields.put("default", print(otherwise)));
        return object("$switch", new Value.Obj(fields));
    }

    private static Value call(String name, List<Expression> arguments) {
        Optional<String> operator = Functions.operator(name);
        if (operator.isPresent()) {
            return object(operator.get(), array(arguments));
        }
        if (name.equals("NOW") && arguments.isEmpty()) {
            return Value.of("$$NOW");
        }
        boolean part = name.equals("EXTRACT")
                && arguments.size() == 2
                && arguments.getFirst() instanceof Expression.Literal(Value.Text(String text))
                && OperatorReader.DATE_PARTS.contains(text);
        if (part && arguments.getFirst() instanceof Expression.Literal(Value.Text(String text))) {
            return object("$" + text, array(List.of(arguments.getLast())));
        }
        List<Value> call = new ArrayList<>();
        call.add(Value.of(name));
        arguments.forEach(argument -> call.add(print(argument)));
        return object("$call", new Value.Array(call));
    }
}
