package io.lumadb.storage.cold;

import io.lumadb.storage.core.BackgroundThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Where segments are made, and with what: megabytes of arrays for each, which would otherwise be garbage a few times a second,
 * and make every reader wait for its collection. One workbench for each segment that is made at the same time is kept for the
 * next. Thread-safe.
 */
public final class Workbenches implements AutoCloseable {

    /** One that grew for large documents is not kept. */
    private static final long MOST_BYTES_KEPT = 48L * 1024 * 1024;

    private final Queue<Workbench> idle = new ConcurrentLinkedQueue<>();
    private final Executor threads;
    private volatile boolean closed;

    /** @param threads what makes segments, so that it can be slower than who has them made */
    public Workbenches(Executor threads) {
        this.threads = threads;
    }

    /** For one segment at a time; goes back when it is closed. */
    final class Workbench implements AutoCloseable {
        private final SegmentWriter writer = new SegmentWriter();
        private final FragmentCutter cutter = new FragmentCutter();

        SegmentWriter writer() {
            return writer;
        }

        FragmentCutter cutter() {
            return cutter;
        }

        @Override
        public void close() {
            if (closed || writer.bytes() + cutter.bytes() > MOST_BYTES_KEPT) {
                writer.close();
                return;
            }
            idle.add(this);
            if (closed) {
                Workbenches.this.close();
            }
        }
    }

    /**
     * Has something made on a workbench that nobody else has meanwhile, and waits for it: also when interrupted, because the
     * arrays are in use until the end.
     *
     * @throws RuntimeException what the work threw; an error likewise
     */
    <T> T make(Function<Workbench, T> work) {
        return BackgroundThreads.call(threads, () -> {
            try (Workbench workbench = take()) {
                return work.apply(workbench);
            }
        });
    }

    private Workbench take() {
        Workbench known = idle.poll();
        return known == null ? new Workbench() : known;
    }

    /** Those that are taken are freed when they come back. */
    @Override
    public void close() {
        closed = true;
        for (Workbench workbench = idle.poll(); workbench != null; workbench = idle.poll()) {
            workbench.writer.close();
        }
    }
}
