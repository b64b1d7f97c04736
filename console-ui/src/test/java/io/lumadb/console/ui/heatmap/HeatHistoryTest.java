package io.lumadb.console.ui.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.fixture.ExampleCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeatHistoryTest {

    private static final long START = 1_800_000_000_000L;
    private final HeatHistory history = new HeatHistory();

    private static ShardStatus shard(int number, double reads, long lag) {
        return new ShardStatus(
                number,
                "node-1",
                0,
                1,
                1,
                1,
                lag,
                List.of(),
                ExampleCluster.amounts(1, 1, 2, 100),
                reads,
                0,
                0,
                0,
                lag * 10.0,
                reads);
    }

    private void add(long millis, ShardStatus... shards) {
        history.add(Instant.ofEpochMilli(START + millis), List.of(shards));
    }

    private double reads(long millis, int shard) {
        return history.value(Span.SIX_MINUTES, Measure.READS, (START + millis) / 1_000, shard);
    }

    @Test
    void knowsNothingBeforeTheFirstFrame() {
        assertThat(history.newest(Span.DAY)).isEqualTo(Long.MIN_VALUE);
        assertThat(history.value(Span.DAY, Measure.HEAT, 17, 0)).isNaN();
    }

    @Test
    void takesTheMeanOfRatesAndTheLargestLagWithinAColumn() {
        add(0, shard(0, 100, 5));
        add(500, shard(0, 300, 1));

        assertThat(reads(0, 0)).isCloseTo(200, within(1.0));
        assertThat(history.value(Span.SIX_MINUTES, Measure.LAG, START / 1_000, 0))
                .isEqualTo(5);
        assertThat(history.value(Span.SIX_MINUTES, Measure.P99, START / 1_000, 0))
                .isEqualTo(50);
    }

    @Test
    void keepsGapsInTimeAsGaps() {
        add(0, shard(0, 10, 0));
        add(3_000, shard(0, 10, 0));

        assertThat(reads(0, 0)).isEqualTo(10);
        assertThat(reads(1_000, 0)).isNaN();
        assertThat(reads(2_000, 0)).isNaN();
        assertThat(reads(3_000, 0)).isEqualTo(10);
    }

    @Test
    void forgetsWhatIsOlderThanTheSpanButKeepsItInTheCoarserOne() {
        add(0, shard(0, 10, 0));
        add(400_000, shard(0, 20, 0));

        assertThat(reads(0, 0)).isNaN();
        assertThat(history.value(Span.HALF_HOUR, Measure.READS, START / 5_000, 0))
                .isEqualTo(10);
    }

    @Test
    void keepsTheSharesOfTheTiersTogether() {
        add(0, shard(0, 1, 0));

        TierShares shares = TierShares.unpack(history.value(Span.MINUTE, Measure.TIERS, START / 1_000, 0));
        assertThat(shares.hot()).isCloseTo(0.25, within(0.01));
        assertThat(shares.warm()).isCloseTo(0.25, within(0.01));
        assertThat(shares.cold()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void makesRoomForShardsThatComeLater() {
        add(0, shard(0, 10, 0));
        add(200, shard(0, 10, 0), shard(7, 70, 0));
        add(1_000, shard(7, 80, 0));

        assertThat(history.shards()).isEqualTo(8);
        assertThat(reads(0, 7)).isEqualTo(70);
        assertThat(reads(0, 3)).isNaN();
        assertThat(reads(1_000, 0)).isNaN();
        assertThat(reads(1_000, 7)).isEqualTo(80);
    }

    @Test
    void leavesOutWhatComesLateAndBeginsAgainWhenTheClockWasSetBackFar() {
        add(10_000, shard(0, 10, 0));
        add(8_000, shard(0, 99, 0));
        assertThat(reads(8_000, 0)).isNaN();

        add(-2_000_000, shard(0, 5, 0));
        assertThat(reads(-2_000_000, 0)).isEqualTo(5);
    }

    /** The rings against a list of everything that was said. */
    @Property(tries = 60)
    void agreesWithAListOfEverything(
            @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 0, max = 9_000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 5) int shards) {
        HeatHistory rings = new HeatHistory();
        List<Long> times = new ArrayList<>();
        List<double[]> said = new ArrayList<>();
        long now = START;
        for (int i = 0; i < steps.size(); i++) {
            now += steps.get(i);
            double[] reads = new double[shards];
            List<ShardStatus> frame = new ArrayList<>();
            for (int shard = 0; shard < shards; shard++) {
                reads[shard] = (i * 31 + shard * 17) % 500;
                frame.add(shard(shard, reads[shard], 0));
            }
            times.add(now);
            said.add(reads);
            rings.add(Instant.ofEpochMilli(now), frame);
        }
        for (Span span : Span.values()) {
            compare(rings, span, times, said, shards);
        }
    }

    private static void compare(HeatHistory rings, Span span, List<Long> times, List<double[]> said, int shards) {
        long step = span.stepMillis();
        long newest = times.getLast() / step;
        assertThat(rings.newest(span)).isEqualTo(newest);
        for (int shard = 0; shard < shards; shard++) {
            Map<Long, double[]> sums = new TreeMap<>();
            for (int i = 0; i < times.size(); i++) {
                double[] sum = sums.computeIfAbsent(times.get(i) / step, column -> new double[2]);
                sum[0] += said.get(i)[shard];
                sum[1]++;
            }
            for (long column = newest - HeatRing.COLUMNS + 1; column <= newest; column++) {
                double[] sum = sums.get(column);
                double value = rings.value(span, Measure.READS, column, shard);
                if (sum == null) {
                    assertThat(value).isNaN();
                } else {
                    double mean = sum[0] / sum[1];
                    assertThat(value).isCloseTo(mean, within(mean / 200 + 1e-9));
                }
            }
        }
    }
}
