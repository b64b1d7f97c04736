package io.lumadb.storage.cold;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What segments are made with: megabytes of arrays for each, which would otherwise be garbage a few times a second, and make
 * every reader wait for its collection. One workbench for each thread that writes at the same time is kept for the next
 * segment. Thread-safe.
 */
public final class Workbenches implements AutoCloseable {

    /** One that grew for large documents is not kept. */
    private static final long MOST_BYTES_KEPT = 48L * 1024 * 1024;

    private final Queue<Workbench> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

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

    /** One that nobody else has until it is closed. */
    Workbench take() {
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
