package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class PromptThreadsTest {

    @Test
    void haveShortSlicesThatTheirOwnThreadsDoNotInherit() {
        assumeTrue(hasSlices(), "Linux tells and takes slices from 6.12 on");
        long usual = slice();
        CompletableFuture<Long> within = new CompletableFuture<>();
        CompletableFuture<Long> startedWithin = new CompletableFuture<>();
        ThreadFactory threads = PromptThreads.of(Thread::new);

        threads.newThread(() -> {
                    within.complete(slice());
                    new Thread(() -> startedWithin.complete(slice())).start();
                })
                .start();

        assertThat(within.join()).isEqualTo(PromptThreads.SLICE_NANOS);
        assertThat(startedWithin.join()).isEqualTo(usual).isGreaterThan(PromptThreads.SLICE_NANOS);
        assertThat(slice()).isEqualTo(usual);
    }

    private static long slice() {
        return Scheduling.ofCallingThread().orElseThrow().sliceNanos();
    }

    private static boolean hasSlices() {
        if (LinuxCall.number("sched_setattr").isEmpty()) {
            return false;
        }
        try (Scanner version = new Scanner(System.getProperty("os.version")).useDelimiter("\\D+")) {
            int major = version.nextInt();
            return major > 6 || (major == 6 && version.nextInt() >= 12);
        }
    }
}
