package io.lumadb.storage.tiering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.view.TierPreview.Hits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessTraceTest {

    private static final long START = 1_767_225_600_000L;
    private static final Dues DUES = new Dues(new TieringPolicy(
            new TieringPolicy.HotPolicy(true, OptionalLong.empty()),
            new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(200), OptionalLong.empty()),
            new TieringPolicy.ColdPolicy(
                    true, Duration.ofDays(7), OptionalLong.empty(), new ColdStrategy.Replication(1))));

    private static double ratio(Hits hits) {
        return hits.weighedHits() / hits.weighedReads();
    }

    private static double deviation(Hits hits) {
        double ratio = ratio(hits);
        return Math.sqrt(hits.hitVariance() - 2 * ratio * hits.covariance() + ratio * ratio * hits.readVariance())
                / hits.weighedReads();
    }

    @Test
    void keepsAllAccessesOfASampleThatForetellsWhatAllOfThemWould() {
        long seed = new Random().nextLong();
        System.out.println("AccessTraceTest seed " + seed);
        Random random = new Random(seed);
        AccessTrace trace = new AccessTrace(START);
        List<AccessTrace.Event> everything = new ArrayList<>();
        long now = START;
        for (int n = 0; n < 100_000; n++) {
            now += random.nextInt(60);
            byte[] key = Keys.of(1, Value.of((int) (20_000 * Math.pow(random.nextDouble(), 3))));
            trace.read(key, Tier.WARM, now);
            everything.add(new AccessTrace.Event(FrequencySketch.hash(key), 0, 1, now, AccessTrace.Kind.READ_BELOW));
            if (trace.crowded()) {
                trace.drain(now);
            }
        }

        AccessTrace.Excerpt sample = trace.of(1, now);
        Hits foretold = new TraceReplay(DUES, Dues.NEVER, sample).run();
        Hits all = new TraceReplay(DUES, Dues.NEVER, new AccessTrace.Excerpt(START, 1, everything)).run();

        assertThat(sample.share()).isLessThanOrEqualTo(0.25);
        assertThat(sample.events()).hasSizeBetween(4_000, 16_384 + 4_096);
        assertThat(deviation(all)).isZero();
        assertThat(deviation(foretold)).isBetween(1e-4, 0.05);
        assertThat(ratio(all)).isBetween(0.2, 0.95);
        assertThat(ratio(foretold)).as("seed %d", seed).isCloseTo(ratio(all), within(4 * deviation(foretold)));
        assertThat(foretold.weighedReads()).isCloseTo(100_000, within(20_000.0));
    }

    @Test
    void beginsAnewWithFewerDocumentsWhenReadersOverrunIt() {
        AccessTrace trace = new AccessTrace(START);
        for (int n = 0; n < 10_000; n++) {
            trace.read(Keys.of(1, Value.of(n)), Tier.HOT, START + n);
        }

        AccessTrace.Excerpt record = trace.of(1, START + 10_000);
        assertThat(record.fromMillis()).isEqualTo(START + 10_000);
        assertThat(record.share()).isEqualTo(1.0 / 8);
        assertThat(record.events()).isEmpty();

        for (int n = 0; n < 1_000; n++) {
            trace.read(Keys.of(1, Value.of(n)), Tier.HOT, START + 10_000 + n);
        }
        assertThat(trace.of(1, START + 20_000).events()).hasSizeBetween(70, 190);

        // An hour later there are few: it takes all documents again.
        assertThat(trace.of(1, START + 3_620_000).share()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsOlderThanAnHour() {
        AccessTrace trace = new AccessTrace(START);
        trace.read(Keys.of(1, Value.of(1)), Tier.HOT, START);
        trace.wrote(Keys.of(1, Value.of(2)), START + 1_000_000);
        trace.read(Keys.of(2, Value.of(2)), Tier.HOT, START + 1_000_000);

        AccessTrace.Excerpt record = trace.of(1, START + 4_000_000);

        assertThat(record.events())
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(AccessTrace.Kind.WRITE));
        assertThat(record.fromMillis()).isEqualTo(START + 400_000);
        assertThat(record.share()).isEqualTo(1);
    }
}
