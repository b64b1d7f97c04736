package io.lumadb.cluster.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what comes true in a moment. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    /** Runs the assertions until they hold, or fails with their last failure. */
    static void assertThatCode(ThrowingCallable assertions) throws Throwable {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                assertions.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > giveUpAt || never.await(20, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
