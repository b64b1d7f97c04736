package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accesses to warm and cold documents on their way from readers to the policies. Bounded: what does not fit is
 * forgotten, so that readers never wait. Any thread adds; one drains.
 */
final class AccessLog {

    private static final int MOST = 4_096;

    @SuppressWarnings("ArrayRecordComponent")
    record Access(byte[] key, Tier tier, long atMillis) {}

    private final ConcurrentLinkedQueue<Access> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    void add(Access access) {
        if (size.incrementAndGet() <= MOST) {
            waiting.add(access);
        } else {
            size.decrementAndGet();
        }
    }

    List<Access> drain() {
        List<Access> drained = new ArrayList<>();
        Access access = waiting.poll();
        while (access != null) {
            size.decrementAndGet();
            drained.add(access);
            access = waiting.poll();
        }
        return drained;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
