package io.lumadb.query.jql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes conditions as {@link FilterReader} reads them: operators under fields where it can, {@code $expr} elsewhere. */
final class FilterPrinter {

    private FilterPrinter() {}

    static Value.Obj print(Expression condition) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) -> and(operands);
            case Expression.Or(List<Expression> operands) ->
                typeTest(operands).orElseGet(() -> OperatorPrinter.object("$or", all(operands)));
            case Expression.Not(Expression.Or(List<Expression> operands))
            when typeTest(operands).isEmpty() -> OperatorPrinter.object("$nor", all(operands));
            default ->
                field(condition)
                        .map(Test::asFilter)
                        .orElseGet(() -> condition instanceof Expression.Not(Expression operand)
                                ? OperatorPrinter.object("$nor", all(List.of(operand)))
                                : OperatorPrinter.object("$expr", OperatorPrinter.print(condition)));
        };
    }

    private static Value all(List<Expression> conditions) {
        return new Value.Array(
                conditions.stream().<Value>map(FilterPrinter::print).toList());
    }

    /** Merges conditions into one object where each field's stand together and no key comes twice. */
    private static Value.Obj and(List<Expression> operands) {
        Map<String, Value> merged = new LinkedHashMap<>();
        String last = "";
        for (Expression operand : operands) {
            for (Map.Entry<String, Value> member : print(operand).fields().entrySet()) {
                Value before = merged.get(member.getKey());
                if (before == null) {
                    merged.put(member.getKey(), member.getValue());
                } else {
                    Optional<Value> both = member.getKey().equals(last) && !last.startsWith("$")
                            ? joined(before, member.getValue())
                            : Optional.empty();
                    if (both.isEmpty()) {
                        return OperatorPrinter.object("$and", all(operands));
                    }
                    merged.put(member.getKey(), both.get());
                }
                last = member.getKey();
            }
        }
        return new Value.Obj(merged);
    }

    private static Optional<Value> joined(Value left, Value right) {
        if (!(left instanceof Value.Obj(Map<String, Value> before))
                || !(right instanceof Value.Obj(Map<String, Value> more))
                || before.isEmpty()
                || more.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Value> both = new LinkedHashMap<>(before);
        for (Map.Entry<String, Value> operator : more.entrySet()) {
            boolean mergeable = operator.getKey().startsWith("$")
                    && !operator.getKey().equals(Values.PARAMETER)
                    && before.keySet().stream().allMatch(FilterReader.FIELD_OPERATORS::contains);
            if (!mergeable || both.put(operator.getKey(), operator.getValue()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Value.Obj(both));
    }

    /** One operator under a field. */
    private record Test(FieldPath path, String operator, Value operand) {

        Value.Obj asFilter() {
            boolean plain = operator.equals("$eq")
                    && !(operand instanceof Value.Obj object
                            && !object.fields().isEmpty()
                            && object.fields().keySet().iterator().next().startsWith("$")
                            && !object.fields().containsKey(Values.PARAMETER));
            return OperatorPrinter.object(key(), plain ? operand : OperatorPrinter.object(operator, operand));
        }

        String key() {
            return path.equals(FilterReader.ELEMENT) ? "" : OperatorPrinter.path(path);
        }
    }

    private static Optional<Test> field(Expression condition) {
        return switch (condition) {
            case Expression.Comparison comparison -> comparison(comparison);
            case Expression.IsNull(Expression.Field(FieldPath path)) -> test(path, "$eq", Value.NULL);
            case Expression.IsMissing(Expression.Field(FieldPath path)) -> test(path, "$exists", Value.FALSE);
            case Expression.In(Expression.Field(FieldPath path), List<Expression> candidates) ->
                values(candidates).flatMap(list -> test(path, "$in", list));
            case Expression.Between(Expression.Field(FieldPath path), Expression low, Expression high) ->
                values(List.of(low, high)).flatMap(ends -> test(path, "$between", ends));
            case Expression.TextMatch(TextOperator operator, Expression.Field(FieldPath path), Expression pattern) ->
                value(pattern).flatMap(text -> test(path, text(operator), text));
            case Expression.AnyElement(FieldPath path, Expression inner) -> test(path, "$elemMatch", element(inner));
            case Expression.Or(List<Expression> operands) -> typeOperator(operands);
            case Expression.Not(Expression operand) -> not(operand);
            case Expression.Subquery _,
                    Expression.InSubquery _,
                    Expression.Exists _,
                    Expression.Quantified _,
                    Expression.Window _,
                    Expression.Call _,
                    Expression.Literal _,
                    Expression.Field _,
                    Expression.Parameter _,
                    Expression.ArrayLiteral _,
                    Expression.ObjectLiteral _,
                    Expression.Negate _,
                    Expression.Arithmetic _,
                    Expression.And _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.Case _,
                    Expression.Cast _,
                    Expression.Aggregate _ -> Optional.empty();
        };
    }

    private static Optional<Test> test(FieldPath path, String operator, Value operand) {
        return Optional.of(new Test(path, operator, operand));
    }

    private static Optional<Test> comparison(Expression.Comparison comparison) {
        boolean equal = comparison.operator() == ComparisonOperator.EQUAL;
        boolean withNull = comparison.right() instanceof Expression.Literal(Value.Null _);
        if (withNull && (equal || comparison.operator() == ComparisonOperator.NOT_EQUAL)) {
            throw QueryError.untranslatable(
                    Language.JQL, "a comparison with NULL", "it holds for no document; IS NULL does");
        }
        String operator = OperatorPrinter.key(OperatorReader.COMPARISONS, comparison.operator());
        Optional<Value> operand = value(comparison.right());
        return switch (comparison.left()) {
            case Expression.Field(FieldPath path) -> operand.flatMap(value -> test(path, operator, value));
            case Expression.Call(String name, List<Expression> arguments)
            when equal
                    && name.equals("ARRAY_LENGTH")
                    && arguments.size() == 1
                    && arguments.getFirst() instanceof Expression.Field(FieldPath path)
                    && isCount(comparison.right()) -> operand.flatMap(value -> test(path, "$size", value));
            case Expression.Call(String name, List<Expression> arguments)
            when equal
                    && name.equals("TYPE")
                    && arguments.equals(List.of(new Expression.Field(FilterReader.ELEMENT)))
                    && FilterReader.isTypeName(comparison.right()) ->
                operand.flatMap(value -> test(FilterReader.ELEMENT, "$type", value));
            case Expression.Arithmetic(ArithmeticOperator arithmetic, Expression.Field(FieldPath path), Expression by)
            when equal && arithmetic == ArithmeticOperator.REMAINDER ->
                values(List.of(by, comparison.right())).flatMap(parts -> test(path, "$mod", parts));
            default -> Optional.empty();
        };
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Expression.Parameter
                || expression instanceof Expression.Literal(Value.Int64(long number)) && number >= 0;
    }

    private static String text(TextOperator operator) {
        return operator == TextOperator.MATCHES ? "$regex" : OperatorPrinter.key(OperatorReader.TEXTS, operator);
    }

    private static Optional<Test> not(Expression operand) {
        Optional<Test> inner = field(operand);
        return switch (operand) {
            case Expression.IsNull _ -> inner.map(test -> new Test(test.path(), "$ne", Value.NULL));
            case Expression.IsMissing _ -> inner.map(test -> new Test(test.path(), "$exists", Value.TRUE));
            case Expression.In _ -> inner.map(test -> new Test(test.path(), "$nin", test.operand()));
            case Expression.Not _ -> Optional.empty();
            default ->
                inner.map(
                        test -> new Test(test.path(), "$not", OperatorPrinter.object(test.operator(), test.operand())));
        };
    }

    /** The operand of {@code $elemMatch}: operators for conditions on the element itself, a filter otherwise. */
    private static Value element(Expression condition) {
        Value.Obj filter = print(condition);
        boolean onElement = filter.fields().size() == 1
                && filter.fields().get("") instanceof Value.Obj operators
                && !operators.fields().isEmpty()
                && operators.fields().keySet().stream().allMatch(FilterReader.FIELD_OPERATORS::contains);
        if (onElement) {
            return filter.get("");
        }
        // A plain value under the empty key would read back as it is, but operators are what people write.
        return filter.fields().size() == 1 && filter.fields().containsKey("")
                ? OperatorPrinter.object("$eq", filter.get(""))
                : filter;
    }

    /** {@code $type} under a field reads as: its kind is that, or some element's is. */
    private static Optional<Value.Obj> typeTest(List<Expression> operands) {
        return typeOperator(operands).map(Test::asFilter);
    }

    private static Optional<Test> typeOperator(List<Expression> operands) {
        if (operands.size() != 2
                || !(operands.getLast() instanceof Expression.AnyElement(FieldPath path, Expression onElement))) {
            return Optional.empty();
        }
        Optional<Expression> types = FilterReader.types(new Expression.Field(FilterReader.ELEMENT), onElement);
        boolean pair = types.isPresent()
                && FilterReader.types(new Expression.Field(path), operands.getFirst())
                        .equals(types)
                && operands.getFirst().getClass() == onElement.getClass();
        return pair ? types.flatMap(FilterPrinter::value).flatMap(type -> test(path, "$type", type)) : Optional.empty();
    }

    static Optional<Value> values(List<Expression> expressions) {
        List<Value> values = new ArrayList<>();
        for (Expression expression : expressions) {
            Optional<Value> value = value(expression);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Value.Array(values));
    }

    /** A literal, a parameter, or an array or object of these, as a value that stands for itself. */
    static Optional<Value> value(Expression expression) {
        return switch (expression) {
            case Expression.Literal(Value value) -> Optional.of(value);
            case Expression.Parameter(String name) -> Optional.of(OperatorPrinter.parameter(name));
            case Expression.ArrayLiteral(List<Expression> elements) -> values(elements);
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> parts) -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (Map.Entry<String, Expression> part : parts) {
                    Optional<Value> value = value(part.getValue());
                    if (value.isEmpty()) {
                        yield Optional.empty();
                    }
                    fields.put(part.getKey(), value.get());
                }
                yield Optional.of(new Value.Obj(fields));
            }
            default -> Optional.empty();
        };
    }
}
