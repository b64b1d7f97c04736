package io.lumadb.storage.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeatTest {

    private static final long START = 1_767_225_600_000L;

    @Property(tries = 300)
    void isTheSumOfItsAccessesEachHalvedEveryMinute(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 20_000) Integer> pauses,
            @ForAll @IntRange(min = 0, max = 600_000) int later) {
        Heat heat = new Heat(START, 0);
        long now = START;
        double exact = 0;

        for (int pause : pauses) {
            now += pause;
            exact = exact * Math.pow(2, -pause / 60_000.0) + 1;
            heat.touch(now);
        }

        double then = exact * Math.pow(2, -later / 60_000.0);
        assertThat(heat.at(now + later)).isCloseTo(then, within(then / 32));
        assertThat(heat.lastAccessMillis()).isEqualTo(now);
    }

    @Property
    void halvesInTimeAsThePowersOfTwoDo(@ForAll @LongRange(min = -1_000, max = 2_400_000) long age) {
        double exact = Math.pow(2, -Math.max(0, age) / 60_000.0);

        assertThat(Heat.worth(age)).isCloseTo(exact, within(exact / 50_000));
    }

    @Test
    void keepsCountingAtOnceAMillisecond() {
        Heat heat = new Heat(START, 0);
        for (int millis = 0; millis < 600_000; millis++) {
            heat.touch(START + millis);
        }

        double halvings = 10;
        double exact = (1 - Math.pow(2, -halvings)) / (1 - Math.pow(2, -1 / 60_000.0));
        assertThat(heat.at(START + 599_999)).isCloseTo(exact, within(exact / 32));
    }

    @Test
    void neverGoesBackInTime() {
        Heat heat = new Heat(START, 0);
        heat.touch(START + 5_000);

        heat.touch(START);

        assertThat(heat.lastAccessMillis()).isEqualTo(START + 5_000);
        assertThat(heat.at(START)).isEqualTo(2);
    }

    @Test
    void staysAtItsMost() {
        Heat heat = new Heat(START, 1e9);

        heat.touch(START);

        assertThat(heat.at(START)).isBetween(262_143.0, 262_144.0);
        assertThat(heat.lastAccessMillis()).isEqualTo(START);
    }
}
