package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.storage.hot.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The accesses of the last hour to a sample of a shard's documents: all accesses of those whose key's hash is below a
 * limit, none of the others (spatial sampling: SHARDS, Waldspurger and others 2015). It begins with every document; the
 * limit falls as far as 16,384 accesses an hour ask for, to a millionth of the documents at least, and after an hour with
 * few it rises and the record begins anew. For previews, which replay it.
 *
 * <p>Any thread adds, without waiting; {@link #drain} and {@link #of} are guarded by this object.
 */
final class AccessTrace {

    static final long KEPT_MILLIS = 3_600_000;

    private static final int MOST = 16_384;
    /** Fewer accesses in an hour than this tell too little. */
    private static final int FEW = MOST / 64;

    private static final int MOST_WAITING = 4_096;
    private static final int CROWDED = MOST_WAITING / 4;
    private static final long EVERYTHING = 1L << 32;
    private static final long LEAST = EVERYTHING >> 20;
    private static final int STEP = 8;

    enum Kind {
        READ_HOT,
        READ_BELOW,
        WRITE
    }

    /** {@code document}: a hash that stands for its key; {@code pick}: what the limit is compared with. */
    record Event(long document, long pick, int collection, long atMillis, Kind kind) {}

    /** The record of a collection. {@code share} of the documents are in it, 0 to 1. */
    record Excerpt(long fromMillis, double share, List<Event> events) {}

    private final ConcurrentLinkedQueue<Event> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean overrun;
    private volatile long limit = EVERYTHING;
    private List<Event> events = new ArrayList<>();
    private long fromMillis;

    AccessTrace(long nowMillis) {
        this.fromMillis = nowMillis;
    }

    /** A number below 2^32 that a key always has. */
    static long pick(byte[] key) {
        int hash = Arrays.hashCode(key);
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return (hash ^ hash >>> 16) & 0xFFFF_FFFFL;
    }

    void read(byte[] key, Tier tier, long atMillis) {
        add(key, atMillis, tier == Tier.HOT ? Kind.READ_HOT : Kind.READ_BELOW);
    }

    void wrote(byte[] key, long atMillis) {
        add(key, atMillis, Kind.WRITE);
    }

    private void add(byte[] key, long atMillis, Kind kind) {
        if (overrun) {
            return;
        }
        long pick = pick(key);
        if (pick >= limit) {
            return;
        }
        if (size.incrementAndGet() > MOST_WAITING) {
            overrun = true;
        }
        waiting.add(new Event(FrequencySketch.hash(key), pick, Keys.collection(key), atMillis, kind));
    }

    /** Whether a drain should come soon. */
    boolean crowded() {
        return size.get() > CROWDED;
    }

    synchronized void drain(long now) {
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            size.decrementAndGet();
            events.add(event);
        }
        if (overrun) {
            // Some are missing: the record begins anew, with fewer documents.
            limit = Math.max(LEAST, limit / STEP);
            beginAnew(now);
            overrun = false;
        } else if (events.size() > MOST) {
            thin(now);
        } else if (limit < EVERYTHING && now - fromMillis >= KEPT_MILLIS) {
            widen(now);
        }
    }

    private void beginAnew(long now) {
        events = new ArrayList<>();
        fromMillis = now;
    }

    private void widen(long now) {
        events.removeIf(event -> event.atMillis() < now - KEPT_MILLIS);
        if (events.size() < FEW) {
            limit = Math.min(EVERYTHING, limit * STEP);
            beginAnew(now);
        }
    }

    private void thin(long now) {
        events.removeIf(event -> event.atMillis() < now - KEPT_MILLIS);
        fromMillis = Math.max(fromMillis, now - KEPT_MILLIS);
        while (events.size() > MOST * 3 / 4 && limit > LEAST) {
            limit = limit / 2;
            events.removeIf(event -> event.pick() >= limit);
        }
        if (events.size() > MOST) {
            events = new ArrayList<>(events.subList(events.size() - MOST, events.size()));
            fromMillis = events.getFirst().atMillis();
        }
    }

    /** What is recorded of a collection, oldest first. */
    synchronized Excerpt of(int collection, long now) {
        drain(now);
        long from = Math.max(fromMillis, now - KEPT_MILLIS);
        List<Event> own = new ArrayList<>();
        for (Event event : events) {
            if (event.collection() == collection && event.atMillis() >= from && event.pick() < limit) {
                own.add(event);
            }
        }
        own.sort(java.util.Comparator.comparingLong(Event::atMillis));
        return new Excerpt(from, (double) limit / EVERYTHING, own);
    }
}
