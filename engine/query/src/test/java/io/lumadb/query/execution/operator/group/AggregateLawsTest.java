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
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import io.lumadb.query.execution.operator.group.Group.Aggregation;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.execution.plan.PlanNode.GroupStage;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.AggregateFunction;
import java.io.IOException;
import java.math.BigDecimal;
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
            case PERCENTILE -> Optional.of(Value.of(AggregateDefinition.FRACTION));
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
                    key,
                    measures.stream()
                            .map(it -> AggregateDefinition.of(it, group))
                            .toList());
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
