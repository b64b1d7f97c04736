package io.lumadb.query.jql.printer;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import java.util.List;
import java.util.Optional;

/** One operator under a field. */
record FieldTest(FieldPath path, String operator, Value operand) {

    /** The condition as such a test; none where it compares more than one field with more than values. */
    static Optional<FieldTest> of(Expression condition) {
        return switch (condition) {
            case Expression.Comparison comparison -> comparison(comparison);
            case Expression.IsNull(Expression.Field(FieldPath path)) -> test(path, "$eq", Value.NULL);
            case Expression.IsMissing(Expression.Field(FieldPath path)) -> test(path, "$exists", Value.FALSE);
            case Expression.In(Expression.Field(FieldPath path), List<Expression> candidates)
            when candidates.stream().noneMatch(FieldTest::isNull) ->
                FilterPrinter.values(candidates).flatMap(list -> test(path, "$in", list));
            case Expression.In(Expression.Call call, List<Expression> candidates)
            when candidates.stream().allMatch(FieldTest::isTypeName) ->
                typed(call)
                        .flatMap(path -> FilterPrinter.values(candidates).flatMap(list -> test(path, "$type", list)));
            case Expression.Between(Expression.Field(FieldPath path), Expression low, Expression high) ->
                FilterPrinter.values(List.of(low, high)).flatMap(ends -> test(path, "$between", ends));
            case Expression.TextMatch(TextOperator operator, Expression.Field(FieldPath path), Expression pattern) ->
                FilterPrinter.value(pattern).flatMap(text -> test(path, text(operator), text));
            case Expression.AnyElement(FieldPath path, Expression inner) ->
                test(path, "$elemMatch", FilterPrinter.element(inner));
            case Expression.Not(Expression operand) -> not(operand);
            default -> Optional.empty();
        };
    }

    Value.Obj asFilter() {
        boolean plain = operator.equals("$eq")
                && !(operand instanceof Value.Obj object
                        && !object.fields().isEmpty()
                        && object.fields().keySet().iterator().next().startsWith("$")
                        && !object.fields().containsKey(Values.PARAMETER));
        return Fields.object(key(), plain ? operand : Fields.object(operator, operand));
    }

    private String key() {
        return path.equals(Expressions.ELEMENT) ? "" : Fields.path(path);
    }

    private static Optional<FieldTest> test(FieldPath path, String operator, Value operand) {
        return Optional.of(new FieldTest(path, operator, operand));
    }

    private static Optional<FieldTest> comparison(Expression.Comparison comparison) {
        boolean equal = comparison.operator() == ComparisonOperator.EQUAL;
        if (isNull(comparison.right()) && (equal || comparison.operator() == ComparisonOperator.NOT_EQUAL)) {
            throw QueryError.untranslatable(
                    Language.JQL, "a comparison with NULL", "it holds for no document; IS NULL does");
        }
        String operator = Operators.name(Operators.COMPARISONS, comparison.operator());
        Optional<Value> operand = FilterPrinter.value(comparison.right());
        return switch (comparison.left()) {
            case Expression.Field(FieldPath path) -> operand.flatMap(value -> test(path, operator, value));
            case Expression.Call(String name, List<Expression> arguments)
            when equal
                    && name.equals("ARRAY_LENGTH")
                    && arguments.size() == 1
                    && arguments.getFirst() instanceof Expression.Field(FieldPath path)
                    && isCount(comparison.right()) -> operand.flatMap(value -> test(path, "$size", value));
            case Expression.Call call
            when equal && isTypeName(comparison.right()) ->
                typed(call).flatMap(path -> operand.flatMap(value -> test(path, "$type", value)));
            case Expression.Arithmetic(ArithmeticOperator arithmetic, Expression.Field(FieldPath path), Expression by)
            when equal && arithmetic == ArithmeticOperator.REMAINDER && !isZero(by) ->
                FilterPrinter.values(List.of(by, comparison.right())).flatMap(parts -> test(path, "$mod", parts));
            default -> Optional.empty();
        };
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Expression.Literal(Value.Null _);
    }

    private static boolean isZero(Expression expression) {
        return expression instanceof Expression.Literal(Value.Int64(long number)) && number == 0;
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Expression.Parameter
                || expression instanceof Expression.Literal(Value.Int64(long number)) && number >= 0;
    }

    /** The field whose type is asked for. */
    private static Optional<FieldPath> typed(Expression.Call call) {
        return call.name().equals("TYPE")
                        && call.arguments().size() == 1
                        && call.arguments().getFirst() instanceof Expression.Field(FieldPath path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private static boolean isTypeName(Expression expression) {
        return expression instanceof Expression.Literal(Value.Text(String name))
                && (name.equals("null") || TypeNames.all().contains(name));
    }

    private static String text(TextOperator operator) {
        return operator == TextOperator.MATCHES ? "$regex" : Operators.name(Operators.TEXTS, operator);
    }

    private static Optional<FieldTest> not(Expression operand) {
        Optional<FieldTest> inner = of(operand);
        return switch (operand) {
            case Expression.IsNull _ -> inner.map(test -> new FieldTest(test.path(), "$ne", Value.NULL));
            case Expression.IsMissing _ -> inner.map(test -> new FieldTest(test.path(), "$exists", Value.TRUE));
            case Expression.In(Expression.Field _, var _) ->
                inner.map(test -> new FieldTest(test.path(), "$nin", test.operand()));
            case Expression.Not _ -> Optional.empty();
            default ->
                inner.map(test -> new FieldTest(test.path(), "$not", Fields.object(test.operator(), test.operand())));
        };
    }
}
