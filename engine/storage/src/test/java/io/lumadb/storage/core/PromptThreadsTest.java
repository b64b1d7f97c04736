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
        long usual = PromptThreads.sliceNanos();
        CompletableFuture<Long> within = new CompletableFuture<>();
        CompletableFuture<Long> startedWithin = new CompletableFuture<>();
        ThreadFactory threads = PromptThreads.of(Thread::new, PromptThreads.Slice.SHORTEST);

        threads.newThread(() -> {
                    within.complete(PromptThreads.sliceNanos());
                    new Thread(() -> startedWithin.complete(PromptThreads.sliceNanos())).start();
                })
                .start();

        assertThat(within.join()).isEqualTo(PromptThreads.Slice.SHORTEST.nanos());
        assertThat(startedWithin.join()).isEqualTo(usual).isGreaterThan(PromptThreads.Slice.SHORTEST.nanos());
        assertThat(PromptThreads.sliceNanos()).isEqualTo(usual);
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
