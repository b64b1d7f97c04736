package io.lumadb.query.execution.operator.group;

import static io.lumadb.query.execution.operator.OperatorBench.TINY;
import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.field;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.row;
import static io.lumadb.query.execution.operator.OperatorBench.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.Representative;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import io.lumadb.query.execution.operator.group.Group.Aggregation;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.execution.plan.PlanNode.GroupStage;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Aggregates against their definitions: over the whole, and over parts that are merged, in memory and through files. */
class AggregateLawsTest {

    private static final double FRACTION = 0.3;
    /** Enough for each group, since one cannot be divided, and not for all of them. */
    private static final long SCARCE = 400_000;

    private static Path directory;
    private static SpillDirectory spill;

    @BeforeContainer
    static void openDirectory() throws IOException {
        directory = Files.createTempDirectory("group");
        spill = SpillDirectory.at(directory);
    }

    @AfterContainer
    static void leavesNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(spill.writtenBytes()).isPositive();
        Files.delete(directory);
    }

    private static Value operand(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> Value.NULL;
            case 1 -> Value.MISSING;
            case 2 -> Value.of("text " + random.nextInt(4));
            case 3 -> Value.of(random.nextBoolean());
            case 4, 5 -> Value.of(new BigDecimal(random.nextInt(2000) - 1000).movePointLeft(random.nextInt(3)));
            case 6, 7, 8 -> Value.of(random.nextInt(64) / 8.0 - 3);
            default -> Value.of((long) random.nextInt(20) - 8);
        };
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(400);
        int groups = 8 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            rows.add(row(
                    "_id", Value.of(i),
                    "k", Value.of(random.nextInt(groups)),
                    "x", operand(random),
                    "o", Value.of(random.nextInt(5)),
                    "f", Value.of(random.nextInt(4) > 0)));
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    private static List<Measure> measures(Random random) {
        List<Measure> measures = new ArrayList<>();
        for (AggregateFunction function : AggregateFunction.values()) {
            for (boolean distinct : List.of(false, true)) {
                boolean ordered = random.nextBoolean();
                boolean filtered = random.nextBoolean();
                measures.add(new Measure(
                        function,
                        distinct,
                        Optional.of(field("x")),
                        argument(function),
                        ordered ? List.of(new SortOrder.Key(field("o"), random.nextBoolean(), true)) : List.of(),
                        filtered ? Optional.of(field("f")) : Optional.empty()));
            }
        }
        return measures;
    }

    private static Optional<Value> argument(AggregateFunction function) {
        return switch (function) {
            case PERCENTILE -> Optional.of(Value.of(FRACTION));
            case STRING_AGG -> Optional.of(Value.of("; "));
            default -> Optional.empty();
        };
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void partsMergeIntoTheWholeWhateverTheMemory(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        List<Measure> measures = measures(random);

        Map<Value, List<Value>> expected = new TreeMap<>(ValueOrder.INSTANCE);
        rows.stream().map(row -> row.field("k")).distinct().forEach(key -> {
            List<Row> group =
                    rows.stream().filter(row -> row.field("k").equals(key)).toList();
            expected.put(
                    key, measures.stream().map(it -> Definition.of(it, group)).toList());
        });

        for (QueryRun run : List.of(ample(), run(SCARCE, spill))) {
            check(twoStages(rows, 1 + random.nextInt(4), measures, run, random), measures, expected, run);
        }
        List<Row> byId = rows.stream()
                .sorted(Comparator.comparing(row -> row.field("_id"), ValueOrder.INSTANCE))
                .toList();
        for (QueryRun run : List.of(ample(), run(SCARCE, spill))) {
            check(drain(group(input(byId), measures, GroupStage.WHOLE, run)), measures, expected, run);
        }
    }

    private static void check(
            List<Row> groups, List<Measure> measures, Map<Value, List<Value>> expected, QueryRun run) {
        assertThat(groups).hasSameSizeAs(expected.keySet());
        for (Row group : groups) {
            List<Value> wanted = expected.get(group.computed(0));
            for (int i = 0; i < measures.size(); i++) {
                String what = measures.get(i) + " with " + run.memory().limitBytes() + " bytes";
                assertSame(group.computed(i + 1), wanted.get(i), what);
            }
        }
    }

    private static void assertSame(Value actual, Value wanted, String what) {
        if (actual instanceof Value.Float64(double number)
                && wanted instanceof Value.Float64(double other)
                && Double.isFinite(other)) {
            assertThat(number).as(what).isCloseTo(other, within(1e-9 * Math.max(1, Math.abs(other))));
        } else if (wanted instanceof Value.Decimal) {
            assertThat(ValueOrder.same(actual, wanted))
                    .as("%s: %s is %s", what, actual, wanted)
                    .isTrue();
        } else {
            assertThat(actual).as(what).isEqualTo(wanted);
        }
    }

    private static Group group(Operator input, List<Measure> measures, GroupStage stage, QueryRun run) {
        return new Group(input, new Aggregation(false, List.of(field("k")), measures), stage, run);
    }

    /** As on shards: each row on one of them, their groups in any order. */
    private static List<Row> twoStages(
            List<Row> rows, int shards, List<Measure> measures, QueryRun run, Random random) {
        List<Row> parts = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            int number = shard;
            List<Row> own = rows.stream()
                    .filter(row -> Math.floorMod(row.field("_id").hashCode(), shards) == number)
                    .toList();
            parts.addAll(drain(group(input(own), measures, GroupStage.PARTIAL, run)));
        }
        Collections.shuffle(parts, random);
        return drain(group(input(parts), measures, GroupStage.FINAL, run));
    }

    /** What each aggregate means, computed the plain way over rows in the order of their ids. */
    private static final class Definition {

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
                case STDDEV ->
                    variance(numbers).map(it -> Value.of(Math.sqrt(it))).orElse(Value.NULL);
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
            return numbers.stream().map(Definition::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
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
                    numbers.stream().map(Definition::exact).sorted().toList();
            double place = fraction * (sorted.size() - 1);
            int below = (int) Math.floor(place);
            BigDecimal low = sorted.get(below);
            BigDecimal high = sorted.get((int) Math.ceil(place));
            BigDecimal share = BigDecimal.valueOf(place - below);
            return typed(low.add(high.subtract(low).multiply(share)), numbers, false);
        }
    }

    @Example
    void variesByTheNumbersAloneHoweverFarFromZeroTheyAre() {
        Measure variance = Measure.of(AggregateFunction.VARIANCE, false, Optional.of(field("x")));
        Accumulator near = variance.accumulator(RowOrder.ARRIVAL, _ -> {});
        Accumulator far = variance.accumulator(RowOrder.ARRIVAL, _ -> {});
        for (int i = 0; i < 100_000; i++) {
            variance.add(near, row("x", Value.of(i % 10 / 8.0)));
            variance.add(far, row("x", Value.of(1e12 + i % 10 / 8.0)));
        }

        assertThat(far.result()).isEqualTo(near.result());
    }

    @Example
    void giveNothingOverNothing() {
        for (AggregateFunction function : AggregateFunction.values()) {
            Measure measure = new Measure(
                    function, false, Optional.of(field("x")), argument(function), List.of(), Optional.empty());
            assertThat(measure.accumulator(RowOrder.ARRIVAL, _ -> {}).result())
                    .as(function.name())
                    .isEqualTo(function == AggregateFunction.COUNT ? Value.of(0) : Value.NULL);
        }
    }

    @Example
    void aGroupingWithoutKeysHasOneGroupOverNothing() {
        Measure count = Measure.of(AggregateFunction.COUNT, false, Optional.empty());
        Group group = new Group(
                input(List.of()), new Aggregation(true, List.of(), List.of(count)), GroupStage.WHOLE, ample());

        assertThat(drain(group))
                .singleElement()
                .satisfies(row -> assertThat(row.computed(0)).isEqualTo(Value.of(0)));
    }

    @Example
    void interpolatesTimestamps() {
        Measure median = Measure.of(AggregateFunction.MEDIAN, false, Optional.of(field("x")));
        Accumulator accumulator = median.accumulator(RowOrder.ARRIVAL, _ -> {});
        for (long millis : new long[] {1000, 4000, 2000, 3000}) {
            median.add(accumulator, row("x", new Value.Timestamp(millis)));
        }

        assertThat(accumulator.result()).isEqualTo(new Value.Timestamp(2500));
    }

    @Example
    void percentilesOfNumbersThatDoublesDoNotHold() {
        Measure median = Measure.of(AggregateFunction.MEDIAN, false, Optional.of(field("x")));
        Accumulator accumulator = median.accumulator(RowOrder.ARRIVAL, _ -> {});
        for (long number : new long[] {Long.MAX_VALUE, (1L << 53) + 1, Long.MIN_VALUE}) {
            median.add(accumulator, row("x", Value.of(number)));
        }

        assertThat(accumulator.result()).isEqualTo(Value.of((double) ((1L << 53) + 1)));
    }

    @Example
    void refuseAFractionThatIsNone() {
        assertThatThrownBy(() -> new Measure(
                        AggregateFunction.PERCENTILE,
                        false,
                        Optional.of(field("x")),
                        Optional.of(Value.of(95)),
                        List.of(),
                        Optional.empty()))
                .isInstanceOf(QueryError.class)
                .hasMessageContaining("from 0 to 1, not 95");
    }

    @Example
    void oneGroupThatOutgrowsMemoryIsRefused() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(row("_id", Value.of(i), "k", Value.of(1), "x", Value.of("value " + i)));
        }
        List<Measure> all = List.of(Measure.of(AggregateFunction.ARRAY_AGG, false, Optional.of(field("x"))));

        assertThatThrownBy(() -> drain(group(input(rows), all, GroupStage.WHOLE, run(TINY, spill))))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("GROUP BY");
    }
}
