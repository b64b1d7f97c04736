package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes expressions. */
final class OperatorPrinter {

    private OperatorPrinter() {}

    static Value print(Expression expression) {
        return switch (expression) {
            case Expression.Literal(Value value) -> isSafe(value) ? value : Fields.object("$literal", value);
            case Expression.Field(FieldPath path) ->
                Value.of(path.equals(Expressions.ELEMENT) ? "$" : "$" + Fields.path(path));
            case Expression.Parameter(String name) -> Fields.parameter(name);
            case Expression.ArrayLiteral(List<Expression> elements) -> array(elements);
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> fields) -> objectLiteral(fields);
            case Expression.Negate(Expression operand) -> Fields.object("$negate", array(List.of(operand)));
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expression.Comparison(var operator, Expression left, Expression right) ->
                Fields.object(Operators.name(Operators.COMPARISONS, operator), array(List.of(left, right)));
            case Expression.And(List<Expression> operands) -> Fields.object("$and", array(operands));
            case Expression.Or(List<Expression> operands) -> Fields.object("$or", array(operands));
            case Expression.Not(Expression operand) -> Fields.object("$not", array(List.of(operand)));
            case Expression.In(Expression operand, List<Expression> candidates) ->
                Fields.object("$in", Value.array(print(operand), array(candidates)));
            case Expression.Between(Expression operand, Expression low, Expression high) ->
                Fields.object("$between", array(List.of(operand, low, high)));
            case Expression.IsNull(Expression operand) -> Fields.object("$isNull", array(List.of(operand)));
            case Expression.IsMissing(Expression operand) -> Fields.object("$isMissing", array(List.of(operand)));
            case Expression.TextMatch match -> textMatch(match);
            case Expression.AnyElement(FieldPath path, Expression condition) ->
                Fields.object("$elemMatch", Value.array(Value.of(Fields.path(path)), print(condition)));
            case Expression.Case choice -> choice(choice);
            case Expression.Cast(Expression operand, String type) ->
                Fields.object(
                        "$convert", Fields.of("input", print(operand), "to", Value.of(type), "onError", Value.NULL));
            case Expression.Call call -> CallPrinter.print(call);
            case Expression.DocumentForm form -> documentForm(form);
            case Expression.RowArray _ -> throw no("an array of rows here", "$lookup makes a field of it");
            case Expression.Subquery _, Expression.InSubquery _, Expression.Exists _, Expression.Quantified _ ->
                throw no("a subquery", "$lookup looks into another collection");
            case Expression.Window _ -> throw no("a window function", "a pipeline has no such stage");
            case Expression.Aggregate aggregate ->
                throw no(aggregate.function() + " here", "aggregates stand in $group");
        };
    }

    private static QueryError no(String construct, String reason) {
        return QueryError.untranslatable(Language.JQL, construct, reason);
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

    static Value array(List<Expression> expressions) {
        return new Value.Array(expressions.stream().map(OperatorPrinter::print).toList());
    }

    private static Value objectLiteral(List<Map.Entry<String, Expression>> fields) {
        Map<String, Value> object = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> field : fields) {
            if (field.getKey().startsWith("$")) {
                throw no("the field " + field.getKey() + " of a computed object", "it reads as an operator");
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
        return Fields.object(Operators.name(Operators.ARITHMETIC, operator), array(operands));
    }

    private static Value textMatch(Expression.TextMatch match) {
        return match.operator() == TextOperator.MATCHES
                ? Fields.object(
                        "$regexMatch", Fields.of("input", print(match.operand()), "regex", print(match.pattern())))
                : Fields.object(
                        Operators.name(Operators.TEXTS, match.operator()),
                        array(List.of(match.operand(), match.pattern())));
    }

    private static Value choice(Expression.Case choice) {
        boolean conditional = choice.operand().isEmpty()
                && choice.branches().size() == 1
                && choice.otherwise().isPresent();
        if (conditional) {
            Expression.When only = choice.branches().getFirst();
            return Fields.object(
                    "$cond",
                    array(List.of(
                            only.condition(), only.result(), choice.otherwise().get())));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        choice.operand().ifPresent(operand -> fields.put("on", print(operand)));
        fields.put(
                "branches",
                new Value.Array(choice.branches().stream()
                        .<Value>map(
                                branch -> Fields.of("case", print(branch.condition()), "then", print(branch.result())))
                        .toList()));
        choice.otherwise().ifPresent(otherwise -> fields.put("default", print(otherwise)));
        return Fields.object("$switch", new Value.Obj(fields));
    }

    private static Value documentForm(Expression.DocumentForm form) {
        return switch (form) {
            // Within an expression everything is computed on whole values.
            case Expression.Evaluated(Expression operand) -> print(operand);
            case Expression.Variable(String name, var path) ->
                Value.of("$$" + name + path.map(rest -> "." + Fields.path(rest)).orElse(""));
            case Expression.Let(List<Map.Entry<String, Expression>> variables, Expression body) ->
                Fields.object("$let", Fields.of("vars", variables(variables), "in", print(body)));
            case Expression.MapArray(Expression array, String variable, Expression body) ->
                binding("$map", array, variable, "in", body);
            case Expression.FilterArray(Expression array, String variable, Expression condition, var limit) -> {
                Map<String, Value> parts = new LinkedHashMap<>(binding(array, variable, "cond", condition));
                limit.ifPresent(most -> parts.put("limit", print(most)));
                yield Fields.object("$filter", new Value.Obj(parts));
            }
            case Expression.ReduceArray(Expression array, Expression initial, Expression body) ->
                Fields.object(
                        "$reduce", Fields.of("input", print(array), "initialValue", print(initial), "in", print(body)));
            case Expression.SqlValue(Expression operand) ->
                Fields.object("$lql", Value.of(LqlLanguage.printExpression(operand)));
            case Expression.SharesValue _ ->
                throw no("a lookup by value here", "$lookup says it by localField and foreignField");
        };
    }

    static Value variables(List<Map.Entry<String, Expression>> variables) {
        Map<String, Value> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.getKey(), print(variable.getValue())));
        return new Value.Obj(values);
    }

    private static Value binding(String operator, Expression array, String variable, String key, Expression body) {
        return Fields.object(operator, new Value.Obj(binding(array, variable, key, body)));
    }

    /** The element is called {@code this} unless another name is given. */
    private static Map<String, Value> binding(Expression array, String variable, String key, Expression body) {
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put("input", print(array));
        if (!variable.equals("this")) {
            parts.put("as", Value.of(variable));
        }
        parts.put(key, print(body));
        return parts;
    }
}
