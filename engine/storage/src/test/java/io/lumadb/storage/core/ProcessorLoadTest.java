package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
    void ofThisMachineShowsThatThisThreadWorks() {
        ProcessorLoad load = new ProcessorLoad(ProcessorLoad.machine(), nanos::get);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + 200_000_000;
        while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
        nanos.addAndGet(500_000_000);

        assertThat(load.getAsDouble()).isGreaterThan(0).isLessThanOrEqualTo(1);
    }
}
