package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings documents up that are not hot and read often: twice within a window of a minute, counted by a
 * {@link FrequencySketch} that halves when a window ends. Any thread may note an access; the rest belongs to the shard's
 * pass, but for {@link #recentMillis} and {@link #reads}, which anybody may ask.
 */
final class Rises {

    /** So many reads within the sketch's window bring a document up. */
    static final int READS_TO_RISE = 2;
    /** Windows begin at whole minutes of the clock. */
    static final long WINDOW_MILLIS = Duration.ofSeconds(60).toMillis();

    private static final int MOST_RISING = 1_024;
    private static final int MOST_RECENT = 16_384;
    /** Rises may fill a limit and go so far over it: what is colder then makes room. */
    private static final int OVERFLOW_PART = 20;

    private final LocalShard shard;
    private final Node node;
    private final Carrier carrier;
    private final Settling settling;
    private final AccessLog accesses = new AccessLog();
    private final FrequencySketch sketch = new FrequencySketch();
    /** When keys that are not hot were last accessed; guarded by itself. */
    private final Map<Key, Long> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST_RECENT;
        }
    };

    private long window;

    Rises(LocalShard shard, Node node, Carrier carrier, Settling settling) {
        this.shard = shard;
        this.node = node;
        this.carrier = carrier;
        this.settling = settling;
        this.window = node.config().clock().millis() / WINDOW_MILLIS;
    }

    /** A reader got a document that is not hot. Any thread. */
    void accessed(byte[] key, Tier tier, long now) {
        accesses.add(new AccessLog.Access(key, tier, now));
    }

    boolean waiting() {
        return !accesses.isEmpty();
    }

    /** The last access to a key that was not hot then, as far as it is remembered; otherwise 0. */
    long recentMillis(byte[] key) {
        synchronized (recent) {
            return recent.getOrDefault(new Key(key), 0L);
        }
    }

    /** About how often a document that is not hot was read lately. */
    int reads(byte[] key) {
        return sketch.estimate(key);
    }

    /** Counts what waits, and brings up what was read often, if {@code mayMove}; of cold ones if it {@code proposes}. */
    void pass(boolean proposes, boolean mayMove, long now) {
        if (now / WINDOW_MILLIS > window) {
            sketch.halve(now / WINDOW_MILLIS - window);
            window = now / WINDOW_MILLIS;
        }
        Map<Key, Integer> warm = new LinkedHashMap<>();
        Map<Key, Integer> frozen = new LinkedHashMap<>();
        Map<Key, Long> touched = new LinkedHashMap<>();
        for (AccessLog.Access access : accesses.drain()) {
            Key key = new Key(access.key());
            int reads = sketch.add(access.key());
            synchronized (recent) {
                recent.merge(key, access.atMillis(), Math::max);
            }
            boolean isCold = access.tier() == Tier.COLD;
            if (!isCold) {
                touched.merge(key, access.atMillis(), Math::max);
            }
            if (reads >= READS_TO_RISE && mayRise(access, now)) {
                (isCold ? frozen : warm).put(key, reads);
            }
        }
        noteAccesses(touched);
        if (mayMove) {
            riseFromWarm(warm);
            if (proposes && !frozen.isEmpty()) {
                riseFromCold(frozen);
            }
        }
    }

    private boolean mayRise(AccessLog.Access access, long now) {
        Dues dues = new Dues(node.catalog().policy(Keys.collection(access.key())));
        return dues.rise(access.tier()) && settling.mayRise(access.key(), now);
    }

    /** Rows of warm documents learn of an access, so that a restart does not forget it. */
    private void noteAccesses(Map<Key, Long> touched) {
        if (touched.isEmpty()) {
            return;
        }
        List<byte[]> keys = touched.keySet().stream().map(Key::bytes).toList();
        List<Long> times = List.copyOf(touched.values());
        WarmSnapshot warm = shard.store().snapshot();
        try (WarmBatch batch = shard.store().batch()) {
            List<Optional<byte[]>> rows = warm.get(Family.ACCESS, keys);
            for (int i = 0; i < keys.size(); i++) {
                Optional<byte[]> row = rows.get(i);
                if (row.isPresent()) {
                    Rows.Access known = Rows.access(row.get());
                    long last = Math.max(known.lastAccessMillis(), times.get(i));
                    batch.put(Family.ACCESS, keys.get(i), Rows.access(new Rows.Access(last, known.bytes())));
                }
            }
            batch.write();
        } finally {
            warm.release();
        }
    }

    private static MoveReason readReason(int reads) {
        return new MoveReason(
                Reason.ACCESS, "read " + reads + " times within " + MoveReason.words(Duration.ofMillis(WINDOW_MILLIS)));
    }

    private static Map<Integer, List<byte[]>> byCollection(Iterable<Key> keys) {
        Map<Integer, List<byte[]>> groups = new LinkedHashMap<>();
        int n = 0;
        for (Key key : keys) {
            if (n++ == MOST_RISING) {
                break;
            }
            groups.computeIfAbsent(Keys.collection(key.bytes()), _ -> new ArrayList<>())
                    .add(key.bytes());
        }
        return groups;
    }

    private static int least(Map<Key, Integer> reads) {
        return reads.values().stream().mapToInt(Integer::intValue).min().orElse(READS_TO_RISE);
    }

    /** Bytes of documents that may come into RAM: what the budget, the collection's limit and the pace leave. */
    private long room(int collection) {
        long room = Math.min(
                roomUnder(node.config().hotBudgetBytes(), node.hotBytes().sum()),
                node.pace().room());
        long shards = Math.max(1, node.openShards().getAsInt());
        var most = node.catalog().policy(collection).hot().maxBytes();
        var known = shard.view().collections().get(collection);
        long hot = known == null ? 0 : known.hot().bytes();
        return most.isEmpty() ? room : Math.min(room, roomUnder(most.getAsLong() / shards, hot));
    }

    private static long roomUnder(long limit, long used) {
        return used >= limit ? 0 : limit - used + limit / OVERFLOW_PART;
    }

    private void riseFromWarm(Map<Key, Integer> reads) {
        byCollection(reads.keySet())
                .forEach((collection, keys) ->
                        carrier.warmUp(collection, keys, readReason(least(reads)), READS_TO_RISE, room(collection)));
    }

    private void riseFromCold(Map<Key, Integer> reads) {
        try (LocalSnapshot snapshot = (LocalSnapshot) Carrier.await(shard.snapshot())) {
            byCollection(reads.keySet())
                    .forEach((collection, keys) -> carrier.recall(
                            collection, snapshot.moment(), keys, readReason(least(reads)), room(collection)));
        }
    }
}
