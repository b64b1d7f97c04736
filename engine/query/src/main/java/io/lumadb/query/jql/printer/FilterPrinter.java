package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes conditions: operators under fields where a {@link FieldTest} can say it, {@code $expr} elsewhere. */
final class FilterPrinter {

    private FilterPrinter() {}

    static Value.Obj print(Expression condition) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) -> and(operands);
            case Expression.Or(List<Expression> operands) -> Fields.object("$or", all(operands));
            case Expression.Not(Expression.Or(List<Expression> operands)) -> Fields.object("$nor", all(operands));
            case Expression.Evaluated(Expression computed) -> Fields.object("$expr", OperatorPrinter.print(computed));
            default ->
                FieldTest.of(condition)
                        .map(FieldTest::asFilter)
                        .orElseGet(() -> condition instanceof Expression.Not(Expression operand)
                                ? Fields.object("$nor", all(List.of(operand)))
                                : Fields.object("$expr", OperatorPrinter.print(condition)));
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
                        return Fields.object("$and", all(operands));
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
                    && before.keySet().stream().allMatch(Operators.FIELD_OPERATORS::contains);
            if (!mergeable || both.put(operator.getKey(), operator.getValue()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Value.Obj(both));
    }

    /** The operand of {@code $elemMatch}: operators for conditions on the element itself, a filter otherwise. */
    static Value element(Expression condition) {
        if (condition.equals(new Expression.Literal(Value.TRUE))) {
            return new Value.Obj(Map.of());
        }
        Value.Obj filter = print(condition);
        boolean onElement = filter.fields().size() == 1
                && filter.fields().get("") instanceof Value.Obj operators
                && !operators.fields().isEmpty()
                && operators.fields().keySet().stream().allMatch(Operators.FIELD_OPERATORS::contains);
        if (onElement) {
            return filter.get("");
        }
        // A plain value under the empty key would read back as it is, but operators are what people write.
        return filter.fields().size() == 1 && filter.fields().containsKey("")
                ? Fields.object("$eq", filter.get(""))
                : filter;
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
            case Expression.Parameter(String name) -> Optional.of(Fields.parameter(name));
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
