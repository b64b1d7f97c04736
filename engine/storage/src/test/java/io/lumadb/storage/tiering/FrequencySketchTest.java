package io.lumadb.storage.tiering;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.storage.hot.Keys;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrequencySketchTest {

    private static final double MISS = Math.exp(-FrequencySketch.ROWS);

    enum KeyKind {
        NUMBERS(i -> Keys.of(1, Value.of(i))),
        TEXTS(i -> Keys.of(1, Value.of("user-%08d@example.com".formatted(i)))),
        RANDOM(i -> {
            byte[] key = new byte[24];
            new Random(i).nextBytes(key);
            return key;
        });

        private final IntFunction<byte[]> key;

        KeyKind(IntFunction<byte[]> key) {
            this.key = key;
        }
    }

    /** Cormode and Muthukrishnan 2005, theorem 1: e/w of all sights too many at most, but for one key in e^d. */
    @ParameterizedTest
    @EnumSource
    void isNeverBelowTheTruthAndSeldomFarAboveIt(KeyKind kind) {
        long seed = new Random().nextLong();
        System.out.println("FrequencySketchTest " + kind + " seed " + seed);
        Random random = new Random(seed);
        FrequencySketch sketch = new FrequencySketch();
        Map<Integer, Integer> truth = new HashMap<>();

        for (int sight = 0; sight < FrequencySketch.SAMPLE; sight++) {
            int document = (int) (40_000 * Math.pow(random.nextDouble(), 3));
            truth.merge(document, 1, Integer::sum);
            sketch.add(kind.key.apply(document));
        }

        double tolerated = Math.E / FrequencySketch.COLUMNS * FrequencySketch.SAMPLE;
        int far = 0;
        for (Map.Entry<Integer, Integer> each : truth.entrySet()) {
            int estimate = sketch.estimate(kind.key.apply(each.getKey()));
            int exact = Math.min(127, each.getValue());
            assertThat(estimate).isGreaterThanOrEqualTo(exact);
            far += estimate > exact + tolerated ? 1 : 0;
        }
        assertThat((double) far / truth.size()).isLessThanOrEqualTo(MISS);
    }

    @Test
    void takesFewOfManyDocumentsReadOnceForReadTwice() {
        FrequencySketch sketch = new FrequencySketch();
        int twice = 0;
        int documents = 500_000;

        for (int document = 0; document < documents; document++) {
            twice += sketch.add(KeyKind.NUMBERS.key.apply(document)) >= 2 ? 1 : 0;
        }

        assertThat((double) twice / documents).isLessThan(MISS);
    }

    @Test
    void halvesOnceForEachWindowThatPassed() {
        FrequencySketch sketch = new FrequencySketch();
        byte[] key = KeyKind.NUMBERS.key.apply(7);
        for (int sight = 0; sight < 100; sight++) {
            sketch.add(key);
        }

        sketch.halve(1);
        assertThat(sketch.estimate(key)).isEqualTo(50);
        sketch.halve(3);
        assertThat(sketch.estimate(key)).isEqualTo(6);
        sketch.halve(60);
        assertThat(sketch.estimate(key)).isZero();
    }
}
