package io.lumadb.query.execution.operator.group;

import static io.lumadb.query.execution.operator.OperatorBench.row;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.Representative;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What each aggregate means, computed the plain way over rows in the order of their ids. */
final class AggregateDefinition {

    /** Which percentile is asked for. */
    static final double FRACTION = 0.3;

    private AggregateDefinition() {}

    static Value of(Measure measure, List<Row> group) {
        Comparator<Row> byId = Comparator.comparing(row -> row.field("_id"), ValueOrder.INSTANCE);
        Comparator<Row> order = measure.orderBy().isEmpty()
                ? byId
                : Comparator.comparing(new SortOrder(measure.orderBy())::keyed, new SortOrder(measure.orderBy()));
        Evaluator operand = measure.operand().orElseThrow();
        List<Value> all = new ArrayList<>();
        group.stream()
                .filter(row -> measure.filter().map(it -> it.holds(row)).orElse(true))
                .sorted(order)
                .map(operand::evaluate)
                .forEach(value -> all.add(value.isNull() ? Value.NULL : value));
        return ofValues(measure, all);
    }

    private static Value ofValues(Measure measure, List<Value> ordered) {
        List<Value> all = measure.distinct() ? different(ordered, measure.function()) : ordered;
        List<Value> known = all.stream().filter(value -> !value.isNull()).toList();
        List<Value> numbers = known.stream().filter(Value::isNumber).toList();
        return switch (measure.function()) {
            case COUNT -> Value.of(known.size());
            case SUM -> sum(numbers);
            case AVG -> average(numbers);
            case MIN -> shown(known, known.stream().min(ValueOrder.INSTANCE));
            case MAX -> shown(known, known.stream().max(ValueOrder.INSTANCE));
            case VARIANCE -> variance(numbers).map(Value::of).orElse(Value.NULL);
            case STDDEV -> variance(numbers).map(it -> Value.of(Math.sqrt(it))).orElse(Value.NULL);
            case FIRST -> ordered.isEmpty() ? Value.NULL : ordered.getFirst();
            case LAST -> ordered.isEmpty() ? Value.NULL : ordered.getLast();
            case ARRAY_AGG -> all.isEmpty() ? Value.NULL : new Value.Array(all);
            case STRING_AGG ->
                known.isEmpty()
                        ? Value.NULL
                        : Value.of(String.join(
                                "; ", known.stream().map(Arithmetic::text).toList()));
            case MEDIAN -> percentile(numbers, 0.5);
            case PERCENTILE -> percentile(numbers, FRACTION);
        };
    }

    /** Of values that are equal without being the same, aggregates of values take whole numbers, those of rows the first. */
    private static List<Value> different(List<Value> ordered, AggregateFunction function) {
        boolean ofRows = function == AggregateFunction.ARRAY_AGG || function == AggregateFunction.STRING_AGG;
        List<Value> different = new ArrayList<>();
        for (Value value : ordered) {
            int known = -1;
            for (int i = 0; i < different.size(); i++) {
                known = ValueOrder.same(different.get(i), value) ? i : known;
            }
            if (known < 0) {
                different.add(value);
            } else if (!ofRows) {
                different.set(known, Representative.of(different.get(known), value));
            }
        }
        return different;
    }

    private static Value shown(List<Value> all, Optional<Value> extreme) {
        return all.stream()
                .filter(value -> ValueOrder.same(value, extreme.orElseThrow()))
                .reduce(Representative::of)
                .orElse(Value.NULL);
    }

    private static BigDecimal exact(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> BigDecimal.valueOf(value);
            case Value.Float64(double value) -> new BigDecimal(value);
            case Value.Decimal decimal -> decimal.value().bigDecimalValue();
            default -> throw new IllegalArgumentException(number.typeName());
        };
    }

    private static BigDecimal exactSum(List<Value> numbers) {
        return numbers.stream().map(AggregateDefinition::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Value sum(List<Value> numbers) {
        if (numbers.isEmpty()) {
            return Value.NULL;
        }
        return typed(exactSum(numbers), numbers, numbers.stream().allMatch(Value.Int64.class::isInstance));
    }

    private static Value typed(BigDecimal result, List<Value> numbers, boolean whole) {
        if (numbers.stream().anyMatch(Value.Decimal.class::isInstance)) {
            return Value.of(result);
        }
        return whole ? Value.of(result.longValueExact()) : Value.of(result.doubleValue());
    }

    private static Value average(List<Value> numbers) {
        return numbers.isEmpty()
                ? Value.NULL
                : typed(
                        exactSum(numbers).divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128),
                        numbers,
                        false);
    }

    private static Optional<Double> variance(List<Value> numbers) {
        if (numbers.size() < 2) {
            return Optional.empty();
        }
        BigDecimal mean = exactSum(numbers).divide(BigDecimal.valueOf(numbers.size()), new MathContext(60));
        BigDecimal squares = numbers.stream()
                .map(number -> exact(number).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(squares.divide(BigDecimal.valueOf(numbers.size() - 1L), MathContext.DECIMAL64)
                .doubleValue());
    }

    private static Value percentile(List<Value> numbers, double fraction) {
        if (numbers.isEmpty()) {
            return Value.NULL;
        }
        List<BigDecimal> sorted =
                numbers.stream().map(AggregateDefinition::exact).sorted().toList();
        double place = fraction * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        BigDecimal low = sorted.get(below);
        BigDecimal high = sorted.get((int) Math.ceil(place));
        BigDecimal share = BigDecimal.valueOf(place - below);
        return typed(low.add(high.subtract(low).multiply(share)), numbers, false);
    }
}
