package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.ShardView.Amounts;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moves of one shard. Any thread may call the public methods; the work is done on the node's moves threads, one pass
 * of a shard at a time, and the fields without another word belong to the pass that holds this object's monitor.
 */
public final class Tiering {

    private static final Logger LOG = LoggerFactory.getLogger(Tiering.class);

    /** So many reads within the sketch's window bring a document up. */
    private static final int READS_TO_RISE = 2;

    private static final long SKETCH_WINDOW_MILLIS = Duration.ofSeconds(60).toMillis();
    private static final int MOST_RISING = 1_024;
    private static final int MOST_RECENT = 16_384;
    /** A pass may take this share of the time of one thread at most. */
    private static final int REST_FACTOR = 30;
    /** While there is something to carry, work and rest are equal. */
    private static final int BUSY_REST_FACTOR = 1;

    private static final long MOST_REST_MILLIS = 5_000;
    private static final long SWEEP_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final Duration OLDEST_PROPOSAL = Duration.ofHours(1);
    /** The same trouble is told again after so long. */
    private static final long TOLD_AGAIN_MILLIS = Duration.ofMinutes(10).toMillis();

    private final LocalShard shard;
    private final Node node;
    private final ColdStore cold;
    private final AccessLog accesses = new AccessLog();
    private final MoveMemory memory = new MoveMemory();
    private final Carrier carrier;
    private final SegmentCleaner cleaner;
    private final FrequencySketch sketch = new FrequencySketch();
    /** When keys that are not hot were last accessed; guarded by itself. */
    private final Map<Key, Long> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MOST_RECENT;
        }
    };

    private final AtomicBoolean passWaits = new AtomicBoolean();
    private volatile boolean leads;
    private volatile boolean closed;
    private volatile long nextHotMillis;
    private volatile long nextColdMillis;
    private volatile Map<Integer, TieringPolicy> knownPolicies = Map.of();
    private byte[] coldCursor = new byte[0];
    private long windowStartMillis;
    private long sweptMillis;
    private String lastTrouble = "";
    private long lastTroubleMillis;
    private boolean carried;

    public Tiering(LocalShard shard, Node node, ColdStore cold) {
        this.shard = shard;
        this.node = node;
        this.cold = cold;
        this.carrier = new Carrier(shard, cold, memory);
        this.cleaner = new SegmentCleaner(shard, cold, carrier);
        this.sweptMillis = nowMillis();
        this.windowStartMillis = nowMillis();
    }

    private long nowMillis() {
        return node.config().clock().millis();
    }

    /** A reader got a document that is not hot. */
    public void accessed(byte[] key, Tier tier) {
        accesses.add(new AccessLog.Access(key, tier));
    }

    public void leading(boolean nowLeads) {
        leads = nowLeads;
        hurry();
    }

    /** Something happened after which more may be due than was foreseen. */
    public void hurry() {
        nextHotMillis = 0;
        nextColdMillis = 0;
    }

    public void close() {
        closed = true;
    }

    /** A seal or a promotion was applied; see {@link Carrier}. Keys, ids, where they were, and sizes. */
    public void sealed(SegmentManifest manifest, List<Applied> moved, String reason) {
        carrier.sealed(manifest, moved(moved), reason, leads);
        nextColdMillis = 0;
    }

    public void promoted(int collection, List<Applied> moved, String reason) {
        carrier.promoted(collection, moved(moved), reason, leads);
    }

    /** A document that a log entry moved out of {@code from}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Applied(byte[] key, Value id, Tier from, int bytes) {}

    private static List<Carrier.Moved> moved(List<Applied> applied) {
        return applied.stream()
                .map(each -> new Carrier.Moved(each.key(), each.id(), each.from(), each.bytes()))
                .toList();
    }

    /** Starts a pass if anything is due. Cheap. */
    public void tick() {
        long now = nowMillis();
        boolean due = now >= nextHotMillis
                || leads && now >= nextColdMillis
                || !accesses.isEmpty()
                || node.hotBytes().sum() > node.config().hotBudgetBytes()
                || policiesChanged();
        if (due && !closed && passWaits.compareAndSet(false, true)) {
            try {
                node.moves().execute(this::passQuietly);
            } catch (RejectedExecutionException e) {
                LOG.debug("shard {} is closing, no pass", shard.shard());
            }
        }
    }

    private boolean policiesChanged() {
        Map<Integer, TieringPolicy> now = new HashMap<>();
        for (int collection : shard.view().collections().keySet()) {
            now.put(collection, node.catalog().policy(collection));
        }
        if (now.equals(knownPolicies)) {
            return false;
        }
        knownPolicies = now;
        hurry();
        return true;
    }

    private void passQuietly() {
        try {
            pass();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.debug("a pass over shard {} failed", shard.shard(), e);
                tell(String.valueOf(e.getMessage()));
            }
        } finally {
            passWaits.set(false);
        }
    }

    private void tell(String trouble) {
        long now = nowMillis();
        if (trouble.equals(lastTrouble) && now - lastTroubleMillis < TOLD_AGAIN_MILLIS) {
            return;
        }
        lastTrouble = trouble;
        lastTroubleMillis = now;
        node.listener()
                .happened(
                        Severity.WARNING,
                        "moves-failed",
                        shard.shard(),
                        "documents of shard " + shard.shard() + " could not be moved: " + trouble);
    }

    /** A pass now, whether anything is known to be due or not. Blocks. */
    public void passNow() {
        hurry();
        pass();
    }

    /** One whole pass: accesses, then hot documents, then warm ones. Blocks. */
    public synchronized void pass() {
        long started = System.nanoTime();
        long now = nowMillis();
        try {
            rise(now);
            passHot(now, started);
            if (leads) {
                cleaner.dropDead();
                sweep(now);
                passCold(now, started);
                carried |= cleaner.rewriteSparse();
            }
        } finally {
            // A pass that failed is not repeated at once.
            long soonest = now + restMillis(started);
            carried = false;
            nextHotMillis = Math.max(nextHotMillis, soonest);
            nextColdMillis = Math.max(nextColdMillis, soonest);
        }
    }

    private long restMillis(long startedNanos) {
        int factor = carried ? BUSY_REST_FACTOR : REST_FACTOR;
        return Math.min(MOST_REST_MILLIS, (System.nanoTime() - startedNanos) * factor / 1_000_000);
    }

    private LocalSnapshot snapshot() {
        return (LocalSnapshot) Carrier.await(shard.snapshot());
    }

    private void rise(long now) {
        if (now - windowStartMillis >= SKETCH_WINDOW_MILLIS) {
            windowStartMillis = now;
            sketch.halve();
        }
        Map<Key, Integer> warm = new LinkedHashMap<>();
        Map<Key, Integer> frozen = new LinkedHashMap<>();
        List<byte[]> touched = new ArrayList<>();
        for (AccessLog.Access access : accesses.drain()) {
            Key key = new Key(access.key());
            int reads = sketch.add(access.key());
            synchronized (recent) {
                recent.put(key, now);
            }
            boolean isCold = access.tier() == Tier.COLD;
            if (!isCold) {
                touched.add(access.key());
            }
            if (reads >= READS_TO_RISE && mayRise(Keys.collection(access.key()))) {
                (isCold ? frozen : warm).put(key, reads);
            }
        }
        noteAccesses(touched, now);
        if (node.hotBytes().sum() < node.config().hotBudgetBytes()) {
            riseFromWarm(warm);
            if (leads && !frozen.isEmpty()) {
                riseFromCold(frozen);
            }
        }
    }

    private boolean mayRise(int collection) {
        return node.catalog().policy(collection).hot().enabled();
    }

    /** Rows of warm documents learn of an access, so that a restart does not forget it. */
    private void noteAccesses(List<byte[]> touched, long now) {
        if (touched.isEmpty()) {
            return;
        }
        WarmSnapshot warm = shard.store().snapshot();
        try (WarmBatch batch = shard.store().batch()) {
            List<Optional<byte[]>> rows = warm.get(Family.ACCESS, touched);
            for (int i = 0; i < touched.size(); i++) {
                Optional<byte[]> row = rows.get(i);
                if (row.isPresent()) {
                    int bytes = Rows.access(row.get()).bytes();
                    batch.put(Family.ACCESS, touched.get(i), Rows.access(new Rows.Access(now, bytes)));
                }
            }
            batch.write();
        } finally {
            warm.release();
        }
    }

    private static MoveReason readReason(int reads) {
        return new MoveReason(
                Reason.ACCESS,
                "read " + reads + " times within " + MoveReason.words(Duration.ofMillis(SKETCH_WINDOW_MILLIS)));
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

    private void riseFromWarm(Map<Key, Integer> reads) {
        byCollection(reads.keySet())
                .forEach((collection, keys) ->
                        carrier.warmUp(collection, keys, readReason(least(reads)), READS_TO_RISE));
    }

    private void riseFromCold(Map<Key, Integer> reads) {
        try (LocalSnapshot snapshot = snapshot()) {
            byCollection(reads.keySet())
                    .forEach((collection, keys) ->
                            carrier.recall(collection, snapshot.moment(), keys, readReason(least(reads))));
        }
    }

    private void passHot(long now, long started) {
        if (now < nextHotMillis && node.hotBytes().sum() <= node.config().hotBudgetBytes()) {
            return;
        }
        HotPass.Plan plan;
        try (LocalSnapshot snapshot = snapshot()) {
            plan = new HotPass(node, node.openShards().getAsInt(), now).plan(snapshot.moment());
        }
        boolean dirty = false;
        boolean moved = false;
        for (HotPass.Demotion demotion : plan.demotions()) {
            var left = carrier.demote(
                    demotion.collection(), demotion.entries(), demotion.reason(), demotion.untouchedSinceMillis());
            dirty |= left.dirty() > 0;
            moved |= !left.entries().isEmpty();
        }
        if (dirty) {
            shard.checkpointSoon();
        }
        if (moved) {
            carried = true;
            nextColdMillis = 0;
        }
        nextHotMillis = Math.min(plan.nextMillis(), now + Math.max(1_000, restMillis(started)));
    }

    private void passCold(long now, long started) {
        if (now < nextColdMillis) {
            return;
        }
        ColdPass.Plan plan;
        WarmSnapshot warm = shard.store().snapshot();
        try (LocalSnapshot snapshot = snapshot()) {
            Moment moment = snapshot.moment();
            plan = new ColdPass(node, overMaxBytes(), now).plan(warm, moment, coldCursor, this::recentMillis);
            for (ColdPass.Sealing sealing : plan.sealings()) {
                carrier.seal(sealing.collection(), copies(moment, sealing.keys(), false), sealing.reason());
            }
        } finally {
            warm.release();
        }
        coldCursor = plan.cursor();
        boolean more = coldCursor.length > 0 || !plan.sealings().isEmpty();
        carried |= more;
        nextColdMillis = more ? 0 : Math.min(plan.nextMillis(), now + Math.max(1_000, restMillis(started)));
    }

    private Map<Integer, Long> overMaxBytes() {
        int shards = Math.max(1, node.openShards().getAsInt());
        Map<Integer, Long> over = new HashMap<>();
        for (Map.Entry<Integer, Amounts> each : shard.view().collections().entrySet()) {
            node.catalog().policy(each.getKey()).warm().maxBytes().ifPresent(most -> {
                long excess = each.getValue().warm().bytes() - most / shards;
                if (excess > 0) {
                    over.put(each.getKey(), excess);
                }
            });
        }
        return over;
    }

    /** Documents as they are at a moment, without those that are cold or gone; the hot ones only when asked for. */
    static List<Copy> copies(Moment moment, List<byte[]> keys, boolean hotToo) {
        List<Copy> copies = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            boolean inRam = moment.overlay().get(key) != null;
            if ((hotToo || !inRam) && moment.content(key) instanceof Content.Live live) {
                copies.add(new Copy(key, live));
            }
        }
        return copies;
    }

    /** Deletes files that no log entry names: those of proposals that failed. An hour is longer than any may take. */
    private void sweep(long now) {
        if (now - sweptMillis < SWEEP_MILLIS) {
            return;
        }
        sweptMillis = now;
        try (LocalSnapshot snapshot = snapshot()) {
            cold.sweep(
                    snapshot.moment().segments().values(),
                    Instant.ofEpochMilli(now).minus(OLDEST_PROPOSAL));
        } catch (VolumeFailure e) {
            // Nothing waits for it; the next sweep tries again.
            LOG.warn("shard {} cannot be swept: {}", shard.shard(), e.detail());
        }
    }

    private long recentMillis(byte[] key) {
        synchronized (recent) {
            return recent.getOrDefault(new Key(key), 0L);
        }
    }

    /** Moves documents by hand; see {@link io.lumadb.storage.ShardStore#move}. */
    public CompletableFuture<Long> move(int collection, Optional<List<Value>> ids, Tier to) {
        return CompletableFuture.supplyAsync(
                () -> {
                    synchronized (this) {
                        if (to == Tier.COLD && !leads) {
                            throw new LumaException(
                                    ErrorCode.NOT_LEADER, "moves to cold are the leader's of shard " + shard.shard());
                        }
                        return new ManualMove(shard, carrier, collection, to).run(ids);
                    }
                },
                node.moves());
    }

    /** The X-ray of a document; see {@link io.lumadb.storage.ShardStore#locate}. */
    public CompletableFuture<Optional<DocumentView>> locate(int collection, Value id) {
        return shard.snapshot()
                .thenApplyAsync(
                        snapshot -> {
                            WarmSnapshot warm = shard.store().snapshot();
                            try (LocalSnapshot held = (LocalSnapshot) snapshot) {
                                return new Xray(node, cold, memory, sketch, warm, this::recentMillis)
                                        .of(held.moment(), collection, id);
                            } finally {
                                warm.release();
                            }
                        },
                        node.reads());
    }
}
