package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.ScalarFunction;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Accumulators as operators of one document: over their arguments, or over the elements of the only one. What is not a number
 * does not count, nor does null for the extremes.
 */
final class StatisticOperators {

    private StatisticOperators() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("$sum", 1, Integer.MAX_VALUE, values -> sum(numbers(values))),
                DocumentFunctions.of("$avg", 1, Integer.MAX_VALUE, StatisticOperators::average),
                DocumentFunctions.of(
                        "$min",
                        1,
                        Integer.MAX_VALUE,
                        values -> known(values).min(DocumentOrder::compare).orElse(Value.NULL)),
                DocumentFunctions.of(
                        "$max",
                        1,
                        Integer.MAX_VALUE,
                        values -> known(values).max(DocumentOrder::compare).orElse(Value.NULL)),
                DocumentFunctions.of("$stdDevPop", 1, Integer.MAX_VALUE, values -> deviation(values, 0)),
                DocumentFunctions.of("$stdDevSamp", 1, Integer.MAX_VALUE, values -> deviation(values, 1)),
                DocumentFunctions.of("$median", 1, 2, values -> percentile(sorted(values.getFirst()), 0.5)),
                DocumentFunctions.of("$percentile", 2, 3, StatisticOperators::percentiles));
    }

    private static List<Value> operands(List<Value> arguments) {
        return arguments.size() == 1 && arguments.getFirst() instanceof Value.Array(List<Value> elements)
                ? elements
                : arguments;
    }

    private static List<Value> numbers(List<Value> arguments) {
        return operands(arguments).stream().filter(Value::isNumber).toList();
    }

    private static Stream<Value> known(List<Value> arguments) {
        return operands(arguments).stream().filter(value -> !value.isNull());
    }

    private static Value sum(List<Value> numbers) {
        Value sum = Value.of(0);
        for (Value number : numbers) {
            sum = DocumentArithmetic.apply(ArithmeticOperator.ADD, sum, number);
        }
        return sum;
    }

    private static Value average(List<Value> values) {
        List<Value> numbers = numbers(values);
        return numbers.isEmpty()
                ? Value.NULL
                : DocumentArithmetic.apply(ArithmeticOperator.DIVIDE, sum(numbers), Value.of(numbers.size()));
    }

    /** {@code lost}: degrees of freedom, 0 for a population and 1 for a sample. */
    private static Value deviation(List<Value> values, int lost) {
        List<Double> numbers =
                numbers(values).stream().map(Arithmetic::toDouble).toList();
        if (numbers.size() <= lost) {
            return Value.NULL;
        }
        double mean = numbers.stream().mapToDouble(number -> number).average().orElse(0);
        double squares = numbers.stream()
                .mapToDouble(number -> (number - mean) * (number - mean))
                .sum();
        return Value.of(Math.sqrt(squares / (numbers.size() - lost)));
    }

    private static List<Double> sorted(Value input) {
        List<Value> values = input instanceof Value.Array(List<Value> elements) ? elements : List.of(input);
        return values.stream()
                .filter(Value::isNumber)
                .map(Arithmetic::toDouble)
                .sorted()
                .toList();
    }

    /** The smallest number that at least this part of them does not exceed. */
    private static Value percentile(List<Double> sorted, double part) {
        if (sorted.isEmpty()) {
            return Value.NULL;
        }
        int rank = (int) Math.ceil(part * sorted.size()) - 1;
        return Value.of(sorted.get(Math.clamp(rank, 0, sorted.size() - 1)));
    }

    private static Value percentiles(List<Value> values) {
        List<Double> sorted = sorted(values.getFirst());
        List<Value> found = new ArrayList<>();
        for (Value part : Operand.array("$percentile", values.get(1))) {
            double fraction = Arithmetic.toDouble(Operand.number("$percentile", part));
            if (fraction < 0 || fraction > 1) {
                throw Operand.wrong("$percentile", "parts from 0 to 1", part);
            }
            found.add(percentile(sorted, fraction));
        }
        return new Value.Array(found);
    }
}
