package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessorLoadTest {

    private final AtomicLong nanos = new AtomicLong();
    private double machine = 0.9;

    @Test
    void isWhatTheMachineSaysOncePerHalfSecond() {
        ProcessorLoad load = new ProcessorLoad(() -> machine, nanos::get);
        assertThat(load.getAsDouble()).isZero();

        nanos.addAndGet(500_000_000);
        assertThat(load.getAsDouble()).isEqualTo(0.9);
        machine = 0.1;
        nanos.addAndGet(499_000_000);
        assertThat(load.getAsDouble()).isEqualTo(0.9);
        nanos.addAndGet(1_000_000);
        assertThat(load.getAsDouble()).isEqualTo(0.1);
    }

    @Test
    void isNothingWhereNobodyKnows() {
        ProcessorLoad load = new ProcessorLoad(() -> machine, nanos::get);
        machine = -1;
        nanos.addAndGet(500_000_000);
        assertThat(load.getAsDouble()).isZero();
    }

    @Test
    void ofThisMachineIsAShare() {
        ProcessorLoad load = new ProcessorLoad();
        assertThat(load.getAsDouble()).isBetween(0.0, 1.0);
    }
}
