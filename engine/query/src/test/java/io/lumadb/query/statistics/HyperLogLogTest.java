package io.lumadb.query.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000, 4_000, 20_000, 300_000})
    void countsDifferentValuesWithinFourStandardErrors(int different) {
        HyperLogLog sketch = new HyperLogLog();
        for (int i = 0; i < 2 * different; i++) {
            sketch.add(ValueHash.of(Value.of(i % different)));
        }

        assertThat(sketch.estimate()).isCloseTo(different, within(Math.max(0.5, 0.1 * different)));
    }

    @Test
    void countsNothingWhereNothingWasAdded() {
        assertThat(new HyperLogLog().estimate()).isZero();
    }

    @Test
    void takesOneAndOnePointZeroForTheSame() {
        assertThat(ValueHash.of(Value.of(1))).isEqualTo(ValueHash.of(Value.of(1.0)));
        assertThat(ValueHash.of(Value.of(1))).isNotEqualTo(ValueHash.of(Value.of("1")));
    }
}
