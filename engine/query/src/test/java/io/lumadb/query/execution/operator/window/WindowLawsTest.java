package io.lumadb.query.execution.operator.window;

import static io.lumadb.query.execution.operator.OperatorBench.ample;
import static io.lumadb.query.execution.operator.OperatorBench.drain;
import static io.lumadb.query.execution.operator.OperatorBench.field;
import static io.lumadb.query.execution.operator.OperatorBench.input;
import static io.lumadb.query.execution.operator.OperatorBench.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expression.FrameUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Window functions against their definitions: for each row, the frame is looked for among all rows of its partition. */
class WindowLawsTest {

    private static final Evaluator.Constant TWO = new Evaluator.Constant(Value.of(2));

    private static Value orderingValue(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of("text");
            case 2 -> Value.of(Double.NaN);
            case 3, 4 -> Value.of(random.nextInt(40) / 4.0);
            case 5 -> new Value.Timestamp(random.nextInt(10));
            default -> Value.of((long) random.nextInt(10));
        };
    }

    private static Value operand(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(new BigDecimal(random.nextInt(8)).movePointLeft(1));
            case 2, 3 -> Value.of(random.nextInt(8) / 2.0);
            case 4 -> Value.of("t" + random.nextInt(3));
            default -> Value.of((long) random.nextInt(6));
        };
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(90);
        for (int i = 0; i < count; i++) {
            rows.add(row(
                    "_id", Value.of(i),
                    "p", Value.of(random.nextInt(3)),
                    "o", orderingValue(random),
                    "x", operand(random),
                    "f", Value.of(random.nextInt(5) > 0)));
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    private static Frame.Bound bound(Random random, boolean start) {
        Frame.Distance distance = new Frame.Distance.Amount(new Evaluator.Constant(Value.of(random.nextInt(4))));
        return switch (random.nextInt(4)) {
            case 0 -> start ? new Frame.Bound.UnboundedPreceding() : new Frame.Bound.UnboundedFollowing();
            case 1 -> new Frame.Bound.CurrentRow();
            case 2 -> new Frame.Bound.Preceding(distance);
            default -> new Frame.Bound.Following(distance);
        };
    }

    /** A partition in its order, and where the definition looks for frames. */
    private record Ordered(List<Row> rows, SortOrder.Key key) {

        int compare(Row left, Row right) {
            return SortOrder.compare(key, left.field("o"), right.field("o"));
        }

        List<Row> frame(int index, Frame frame) {
            return IntStream.range(0, rows.size())
                    .filter(other -> startsBefore(index, other, frame) && endsAfter(index, other, frame))
                    .mapToObj(rows::get)
                    .toList();
        }

        private boolean startsBefore(int index, int other, Frame frame) {
            return switch (frame.start()) {
                case Frame.Bound.UnboundedPreceding() -> true;
                case Frame.Bound.UnboundedFollowing() -> false;
                case Frame.Bound.CurrentRow() -> side(index, other, frame.unit(), 0) >= 0;
                case Frame.Bound.Preceding(Frame.Distance distance) ->
                    side(index, other, frame.unit(), -amount(distance)) >= 0;
                case Frame.Bound.Following(Frame.Distance distance) ->
                    side(index, other, frame.unit(), amount(distance)) >= 0;
            };
        }

        private boolean endsAfter(int index, int other, Frame frame) {
            return switch (frame.end()) {
                case Frame.Bound.UnboundedPreceding() -> false;
                case Frame.Bound.UnboundedFollowing() -> true;
                case Frame.Bound.CurrentRow() -> side(index, other, frame.unit(), 0) <= 0;
                case Frame.Bound.Preceding(Frame.Distance distance) ->
                    side(index, other, frame.unit(), -amount(distance)) <= 0;
                case Frame.Bound.Following(Frame.Distance distance) ->
                    side(index, other, frame.unit(), amount(distance)) <= 0;
            };
        }

        private static long amount(Frame.Distance distance) {
            return distance instanceof Frame.Distance.Amount(Evaluator.Constant(Value.Int64(long amount))) ? amount : 0;
        }

        /** On which side of the point {@code offset} away from a row another one stands: before, on it, behind. */
        private int side(int index, int other, FrameUnit unit, long offset) {
            if (unit == FrameUnit.ROWS) {
                return Long.compare(other, index + offset);
            }
            Value point = switch (rows.get(index).field("o")) {
                case Value.Int64(long number) -> Value.of(number + (key.descending() ? -offset : offset));
                case Value.Float64(double number) -> Value.of(number + (key.descending() ? -offset : offset));
                case Value.Timestamp(long millis) ->
                    new Value.Timestamp(millis + (key.descending() ? -offset : offset));
                case Value same -> same;
            };
            return SortOrder.compare(key, rows.get(other).field("o"), point);
        }
    }

    private static List<Ordered> partitions(List<Row> rows, SortOrder.Key key) {
        Comparator<Row> byId = Comparator.comparing(row -> row.field("_id"), ValueOrder.INSTANCE);
        return IntStream.range(0, 3)
                .mapToObj(p -> new Ordered(
                        rows.stream()
                                .filter(row -> row.field("p").equals(Value.of(p)))
                                .sorted(((Comparator<Row>) (a, b) -> SortOrder.compare(key, a.field("o"), b.field("o")))
                                        .thenComparing(byId))
                                .toList(),
                        key))
                .toList();
    }

    private static List<Row> windowed(List<Row> rows, SortOrder.Key key, List<WindowCall> calls) {
        return drain(new Window(
                input(rows),
                List.of(field("p")),
                List.of(key),
                calls,
                (row, values) -> row("row", row.object(), "values", new Value.Array(values)),
                ample()));
    }

    private static Value value(Row row, int call) {
        return ((Value.Array) row.field("values")).elements().get(call);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void aggregatesTheFrameOfEachRow(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        SortOrder.Key key = new SortOrder.Key(field("o"), random.nextBoolean(), random.nextBoolean());
        Frame frame = new Frame(
                random.nextBoolean() ? FrameUnit.ROWS : FrameUnit.RANGE, bound(random, true), bound(random, false));
        List<Measure> measures = new ArrayList<>();
        for (AggregateFunction function : AggregateFunction.values()) {
            for (boolean distinct : List.of(false, true)) {
                measures.add(new Measure(
                        function,
                        distinct,
                        Optional.of(field("x")),
                        function == AggregateFunction.PERCENTILE ? Optional.of(Value.of(0.9)) : Optional.empty(),
                        List.of(),
                        random.nextBoolean() ? Optional.of(field("f")) : Optional.empty()));
            }
        }

        List<Row> given = windowed(
                rows,
                key,
                measures.stream()
                        .map(it -> new WindowCall(new WindowFunction.Aggregate(it), frame))
                        .toList());

        int at = 0;
        for (Ordered partition : partitions(rows, key)) {
            for (int i = 0; i < partition.rows().size(); i++, at++) {
                assertThat(given.get(at).field("row"))
                        .isEqualTo(partition.rows().get(i).object());
                for (int call = 0; call < measures.size(); call++) {
                    Accumulator accumulator = measures.get(call).accumulator(RowOrder.ARRIVAL, _ -> {});
                    for (Row member : partition.frame(i, frame)) {
                        measures.get(call).add(accumulator, member);
                    }
                    assertSame(value(given.get(at), call), accumulator.result(), measures.get(call) + " over " + frame);
                }
            }
        }
        assertThat(given).hasSize(at);
    }

    private static void assertSame(Value actual, Value wanted, String what) {
        if (actual instanceof Value.Float64(double number)
                && wanted instanceof Value.Float64(double other)
                && Double.isFinite(other)) {
            assertThat(number).as(what).isCloseTo(other, within(1e-9));
        } else {
            assertThat(ValueOrder.same(actual, wanted) && actual.typeName().equals(wanted.typeName()))
                    .as("%s: %s is %s", what, actual, wanted)
                    .isTrue();
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void numbersRowsByTheirPlace(@ForAll long seed) {
        Random random = new Random(seed);
        List<Row> rows = rows(random);
        SortOrder.Key key = new SortOrder.Key(field("o"), random.nextBoolean(), random.nextBoolean());
        Frame frame = new Frame(FrameUnit.ROWS, bound(random, true), bound(random, false));
        Optional<Evaluator> two = Optional.of(TWO);
        Optional<Evaluator> otherwise = Optional.of(new Evaluator.Constant(Value.of("none")));
        List<WindowFunction> functions = List.of(
                new WindowFunction.RowNumber(),
                new WindowFunction.Rank(),
                new WindowFunction.DenseRank(),
                new WindowFunction.Ntile(new Evaluator.Constant(Value.of(4))),
                new WindowFunction.Lag(field("_id"), Optional.empty(), Optional.empty()),
                new WindowFunction.Lead(field("_id"), two, otherwise),
                new WindowFunction.FirstValue(field("_id")),
                new WindowFunction.LastValue(field("_id")));

        List<Row> given = windowed(
                rows,
                key,
                functions.stream().map(it -> new WindowCall(it, frame)).toList());

        int at = 0;
        for (Ordered partition : partitions(rows, key)) {
            int size = partition.rows().size();
            for (int i = 0; i < size; i++, at++) {
                int index = i;
                Row row = partition.rows().get(i);
                List<Row> before = partition.rows().stream()
                        .filter(other -> partition.compare(other, row) < 0)
                        .toList();
                long differentBefore = IntStream.range(1, before.size() + 1)
                        .filter(j -> partition.compare(
                                        partition.rows().get(j - 1),
                                        partition.rows().get(j))
                                != 0)
                        .count();
                List<Row> members = partition.frame(index, frame);
                assertThat(((Value.Array) given.get(at).field("values")).elements())
                        .containsExactly(
                                Value.of(i + 1),
                                Value.of(before.size() + 1),
                                Value.of(differentBefore + 1),
                                Value.of(bucket(i, size, 4)),
                                i == 0
                                        ? Value.NULL
                                        : partition.rows().get(i - 1).field("_id"),
                                i + 2 < size ? partition.rows().get(i + 2).field("_id") : Value.of("none"),
                                members.isEmpty()
                                        ? Value.NULL
                                        : members.getFirst().field("_id"),
                                members.isEmpty()
                                        ? Value.NULL
                                        : members.getLast().field("_id"));
            }
        }
        assertThat(given).hasSize(at);
    }

    /** Deals the rows out one by one; the first buckets get one more. */
    private static int bucket(int index, int rows, int buckets) {
        int bucket = 0;
        int end = 0;
        while (end <= index) {
            end += rows / buckets + (bucket < rows % buckets ? 1 : 0);
            bucket++;
        }
        return bucket;
    }

    @Test
    void reachesBackByCalendarUnits() {
        List<Row> months = new ArrayList<>();
        for (String day : List.of("2026-01-31", "2026-02-28", "2026-03-01", "2026-03-31", "2026-06-30")) {
            months.add(row("p", Value.of(0), "o", Value.of(Instant.parse(day + "T00:00:00Z"))));
        }
        Frame lastMonth = new Frame(
                FrameUnit.RANGE,
                new Frame.Bound.Preceding(new Frame.Distance.Calendar(new Evaluator.Constant(Value.of(1)), "month")),
                new Frame.Bound.CurrentRow());
        Measure count = Measure.of(AggregateFunction.COUNT, false, Optional.empty());

        List<Row> given = windowed(
                months,
                new SortOrder.Key(field("o"), false, true),
                List.of(new WindowCall(new WindowFunction.Aggregate(count), lastMonth)));

        assertThat(given)
                .extracting(row -> value(row, 0))
                .containsExactly(Value.of(1), Value.of(2), Value.of(2), Value.of(3), Value.of(1));
    }

    @Test
    void slidesOverManyRowsInNoTimeThatGrowsWithTheFrame() {
        List<Row> rows = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 60_000; i++) {
            rows.add(row("p", Value.of(0), "o", Value.of(i), "x", Value.of(random.nextInt(1000))));
        }
        Frame wide = new Frame(
                FrameUnit.ROWS,
                new Frame.Bound.Preceding(new Frame.Distance.Amount(new Evaluator.Constant(Value.of(30_000)))),
                new Frame.Bound.CurrentRow());
        List<WindowCall> calls = new ArrayList<>();
        for (AggregateFunction function : List.of(
                AggregateFunction.SUM, AggregateFunction.MAX, AggregateFunction.MEDIAN, AggregateFunction.COUNT)) {
            for (boolean distinct : List.of(false, true)) {
                calls.add(new WindowCall(
                        new WindowFunction.Aggregate(Measure.of(function, distinct, Optional.of(field("x")))), wide));
            }
        }

        long start = System.nanoTime();
        assertThat(windowed(rows, new SortOrder.Key(field("o"), false, true), calls))
                .hasSize(rows.size());
        // A frame of 30,000 rows added up for each of 60,000 rows would be 1.8 thousand million additions a call.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesDistancesThatAreNone() {
        List<Row> rows = List.of(row("p", Value.of(0), "o", Value.of(1)));
        for (Value distance : List.of(Value.of(-1), Value.NULL, Value.of("two"))) {
            for (FrameUnit unit : FrameUnit.values()) {
                Frame frame = new Frame(
                        unit,
                        new Frame.Bound.Preceding(new Frame.Distance.Amount(new Evaluator.Constant(distance))),
                        new Frame.Bound.CurrentRow());
                assertThatThrownBy(() -> windowed(
                                rows,
                                new SortOrder.Key(field("o"), false, true),
                                List.of(new WindowCall(new WindowFunction.FirstValue(field("o")), frame))))
                        .isInstanceOf(QueryError.class)
                        .hasMessageContaining("distance");
            }
        }
        assertThatThrownBy(() -> windowed(
                        rows,
                        new SortOrder.Key(field("o"), false, true),
                        List.of(new WindowCall(
                                new WindowFunction.Ntile(new Evaluator.Constant(Value.of(0))), Frame.WHOLE_PARTITION))))
                .hasMessageContaining("NTILE needs a positive whole number of buckets, not 0");
    }
}
