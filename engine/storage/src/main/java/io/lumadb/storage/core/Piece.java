package io.lumadb.storage.core;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Long work on a core loop, done a piece at a time so that requests get their turn between two. */
public final class Piece {

    private static final long NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    /** Steps between two looks at the clock; a power of two. */
    private static final int UNWATCHED = 16;

    private Piece() {}

    /**
     * Does steps {@code from} to {@code to - 1} until a tenth of a millisecond is over, by a clock that is looked at every
     * 16 steps, and gives the next one.
     */
    public static int run(int from, int to, IntConsumer step) {
        long started = System.nanoTime();
        int at = from;
        while (at < to) {
            step.accept(at++);
            if ((at - from & UNWATCHED - 1) == 0 && System.nanoTime() - started >= NANOS) {
                break;
            }
        }
        return at;
    }
}
