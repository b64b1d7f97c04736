package io.lumadb.query.jql.printer;

import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.DateParts;
import io.lumadb.query.jql.vocabulary.ExpressionOperators;
import io.lumadb.query.jql.vocabulary.ExpressionOperators.Arguments;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes function calls: as MongoDB's operators where there is one, otherwise by name in LumaDB's own {@code $call}. */
final class CallPrinter {

    private CallPrinter() {}

    static Value print(Expression.Call call) {
        return operator(call).orElseGet(() -> byName(call));
    }

    private static Optional<Value> operator(Expression.Call call) {
        String name = call.name();
        List<Expression> arguments = call.arguments();
        if (name.equals("NOW") && arguments.isEmpty()) {
            return Optional.of(Value.of("$$NOW"));
        }
        if (name.equals("EXTRACT")) {
            return extracted(arguments);
        }
        if (name.equals("DATE_TRUNC")) {
            return truncated(arguments);
        }
        if (DateParts.has(name)) {
            return datePart(name, arguments);
        }
        if ((name.equals("$getField") || name.equals("$meta")) && arguments.size() == 1) {
            return Optional.of(Fields.object(name, OperatorPrinter.print(arguments.getFirst())));
        }
        return ExpressionOperators.ofFunction(name).flatMap(operator -> switch (operator.arguments()) {
            case Arguments.Listed(int least, int most) -> listed(operator.name(), arguments, least, most);
            case Arguments.Named named -> named(operator.name(), arguments, named);
        });
    }

    private static Value byName(Expression.Call call) {
        List<Value> parts = new ArrayList<>();
        parts.add(Value.of(call.name()));
        call.arguments().forEach(argument -> parts.add(OperatorPrinter.print(argument)));
        return Fields.object("$call", new Value.Array(parts));
    }

    private static Optional<Value> extracted(List<Expression> arguments) {
        return arguments.size() == 2
                ? text(arguments.getFirst())
                        .flatMap(DateParts::operator)
                        .map(operator -> Fields.object(operator, OperatorPrinter.array(arguments.subList(1, 2))))
                : Optional.empty();
    }

    private static Optional<String> text(Expression expression) {
        return expression instanceof Expression.Literal(Value.Text(String text)) ? Optional.of(text) : Optional.empty();
    }

    /** Weeks begin on Sunday unless another day is given, in LQL on Monday. */
    private static Optional<Value> truncated(List<Expression> arguments) {
        Optional<String> unit = arguments.size() == 2 ? text(arguments.getFirst()) : Optional.empty();
        if (unit.isEmpty() || unit.get().startsWith("$")) {
            return Optional.empty();
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        parts.put("date", OperatorPrinter.print(arguments.getLast()));
        parts.put("unit", Value.of(unit.get()));
        if (unit.get().equals("week")) {
            parts.put("startOfWeek", Value.of("monday"));
        }
        return Optional.of(Fields.object("$dateTrunc", new Value.Obj(parts)));
    }

    private static Optional<Value> datePart(String operator, List<Expression> arguments) {
        return switch (arguments.size()) {
            case 1 -> Optional.of(Fields.object(operator, OperatorPrinter.array(arguments)));
            case 2 ->
                Optional.of(Fields.object(
                        operator,
                        Fields.of(
                                "date", OperatorPrinter.print(arguments.getFirst()),
                                "timezone", OperatorPrinter.print(arguments.getLast()))));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> listed(String operator, List<Expression> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            return Optional.empty();
        }
        if (most == 0) {
            return Optional.of(Fields.object(operator, new Value.Obj(Map.of())));
        }
        Value array = OperatorPrinter.array(arguments);
        boolean alone =
                arguments.size() == 1 && !(((Value.Array) array).elements().getFirst() instanceof Value.Array);
        return Optional.of(
                Fields.object(operator, alone ? ((Value.Array) array).elements().getFirst() : array));
    }

    private static Optional<Value> named(String operator, List<Expression> arguments, Arguments.Named named) {
        List<String> names = named.all();
        boolean absentAtEnd = !arguments.isEmpty() && isAbsent(arguments.getLast());
        if (arguments.size() < Math.max(1, named.required().size()) || arguments.size() > names.size() || absentAtEnd) {
            return Optional.empty();
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (!isAbsent(arguments.get(i))) {
                parts.put(names.get(i), argument(names.get(i), arguments.get(i)));
            } else if (i < named.required().size()) {
                return Optional.empty();
            }
        }
        return Optional.of(Fields.object(operator, new Value.Obj(parts)));
    }

    /** An order names fields, it is not computed. */
    private static Value argument(String name, Expression argument) {
        return name.equals("sortBy")
                ? FilterPrinter.value(argument).orElseGet(() -> OperatorPrinter.print(argument))
                : OperatorPrinter.print(argument);
    }

    private static boolean isAbsent(Expression argument) {
        return argument.equals(new Expression.Literal(Value.MISSING));
    }
}
