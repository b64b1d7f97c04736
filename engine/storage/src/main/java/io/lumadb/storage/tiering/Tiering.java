package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moves of one shard. Any thread may call the public methods; the work is done on the node's moves threads, one pass
 * of a shard at a time, and the fields without another word belong to the pass that holds this object's monitor.
 */
public final class Tiering {

    private static final Logger LOG = LoggerFactory.getLogger(Tiering.class);

    /** The passes of all shards together may take this share of the time of one thread at most. */
    private static final int REST_FACTOR = 30;
    /** While there is something to carry, work and rest are equal. */
    private static final int BUSY_REST_FACTOR = 1;

    private static final long MOST_REST_MILLIS = 5_000;
    private static final long SWEEP_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final Duration OLDEST_PROPOSAL = Duration.ofHours(1);

    private final LocalShard shard;
    private final Node node;
    private final ColdStore cold;
    private final MoveMemory memory = new MoveMemory();
    private final Settling settling = new Settling();
    private final MoveTroubles troubles;
    private final Carrier carrier;
    private final SegmentCleaner cleaner;
    private final Rises rises;
    private final AccessTrace trace;
    private final TierLimits limits;
    private final AtomicBoolean passWaits = new AtomicBoolean();
    private volatile boolean leads;
    private volatile boolean closed;
    /** Documents that are due could not leave RAM yet. */
    private volatile boolean waitsForRelief;

    private volatile long nextHotMillis;
    private volatile long nextColdMillis;
    private volatile Map<Integer, TieringPolicy> knownPolicies = Map.of();
    private byte[] coldCursor = new byte[0];
    private long sweptMillis;
    private boolean carried;

    public Tiering(LocalShard shard, Node node, ColdStore cold) {
        this.shard = shard;
        this.node = node;
        this.cold = cold;
        this.carrier = new Carrier(shard, cold, memory, settling);
        this.troubles = new MoveTroubles(shard);
        this.cleaner = new SegmentCleaner(shard, cold, carrier, troubles);
        this.rises = new Rises(shard, node, carrier, settling);
        this.trace = new AccessTrace(nowMillis());
        this.limits = new TierLimits(shard, node);
        this.sweptMillis = nowMillis();
    }

    private long nowMillis() {
        return node.config().clock().millis();
    }

    /** A reader got a document that counts as accessed. */
    public void accessed(byte[] key, Tier tier, long atMillis) {
        trace.read(key, tier, atMillis);
        if (tier != Tier.HOT) {
            rises.accessed(key, tier, atMillis);
        }
    }

    /** A log entry wrote a document. */
    public void wrote(byte[] key, long atMillis) {
        trace.wrote(key, atMillis);
    }

    public void leading(boolean nowLeads) {
        leads = nowLeads;
        hurry();
    }

    /** RocksDB has what was in RAM alone, on disk or in its memory. */
    public void settled(boolean onDisk) {
        if (onDisk || waitsForRelief) {
            waitsForRelief = false;
            hurry();
        }
    }

    /** Something happened after which more may be due than was foreseen. */
    private void hurry() {
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
                || rises.waiting()
                || trace.crowded()
                || node.hotBytes().sum() > node.config().hotBudgetBytes()
                || node.pressure().waitsFor(shard.shard())
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
        troubles.forget();
        hurry();
        return true;
    }

    private void passQuietly() {
        try {
            pass();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.debug("a pass over shard {} failed", shard.shard(), e);
                troubles.tell(String.valueOf(e.getMessage()));
            }
        } finally {
            passWaits.set(false);
        }
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
            trace.drain(now);
            boolean proposes = leads && carrier.hasLog();
            rises.pass(proposes, node.pace().room() > 0, now);
            passHot(now, started);
            if (leads) {
                cleaner.dropDead();
                sweep(now);
            }
            if (proposes) {
                passCold(now, started);
                carried |= !node.pace().paused() && cleaner.rewriteSparse();
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
        int factor = carried
                ? BUSY_REST_FACTOR
                : REST_FACTOR * Math.max(1, node.openShards().getAsInt());
        return Math.min(MOST_REST_MILLIS, (System.nanoTime() - startedNanos) * factor / 1_000_000);
    }

    private LocalSnapshot snapshot() {
        return (LocalSnapshot) Carrier.await(shard.snapshot());
    }

    private void passHot(long now, long started) {
        if (now < nextHotMillis
                && node.hotBytes().sum() <= node.config().hotBudgetBytes()
                && !node.pressure().waitsFor(shard.shard())) {
            return;
        }
        HotPass.Plan plan;
        try (LocalSnapshot snapshot = snapshot()) {
            plan = new HotPass(node, shard.shard(), settling, node.pace().room(), now).plan(snapshot.moment());
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
            waitsForRelief = true;
            shard.relieveSoon();
        }
        if (moved) {
            carried = true;
            nextColdMillis = 0;
        }
        nextHotMillis = Math.min(plan.nextMillis(), now + Math.max(1_000, restMillis(started)));
    }

    private void passCold(long now, long started) {
        if (now < nextColdMillis || node.pace().room() == 0) {
            return;
        }
        ColdPass.Plan plan;
        WarmSnapshot warm = shard.store().snapshot();
        try (LocalSnapshot snapshot = snapshot()) {
            Moment moment = snapshot.moment();
            plan = new ColdPass(node, limits.warmExcess(), now).plan(warm, moment, coldCursor, rises::recentMillis);
            for (ColdPass.Sealing sealing : plan.sealings()) {
                sealOrTell(sealing, moment);
            }
        } finally {
            warm.release();
        }
        coldCursor = plan.cursor();
        // Looking through a long piece after piece is no carrying: only moves are worth half of a thread.
        boolean more = coldCursor.length > 0 || carried && !plan.sealings().isEmpty();
        nextColdMillis = more ? 0 : Math.min(plan.nextMillis(), now + Math.max(1_000, restMillis(started)));
    }

    /** What one collection cannot have does not hold up the others: it waits for a later round. */
    private void sealOrTell(ColdPass.Sealing sealing, Moment moment) {
        if (troubles.holdUp(sealing.collection())) {
            return;
        }
        try {
            seal(sealing, moment);
        } catch (LumaException e) {
            if (!Carrier.isOfOneCollection(e)) {
                throw e;
            }
            troubles.refused(sealing.collection(), e);
        }
    }

    /** Seals what a look found, but for what the collection's limit of cold bytes keeps warm. */
    private void seal(ColdPass.Sealing sealing, Moment moment) {
        long room = limits.coldRoom(sealing.collection());
        if (room <= 0) {
            return;
        }
        List<Copy> copies = new ArrayList<>();
        for (Copy copy : carrier.copies(moment, sealing.keys(), false)) {
            room -= copy.content().bytes();
            if (room < 0) {
                break;
            }
            copies.add(copy);
        }
        if (carrier.seal(sealing.collection(), copies, sealing.reason()) > 0) {
            carried = true;
            troubles.taken(sealing.collection());
        }
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

    /** Moves documents by hand; see {@link io.lumadb.storage.ShardStore#move}. */
    public CompletableFuture<Long> move(int collection, Optional<List<Value>> ids, Tier to) {
        return CompletableFuture.supplyAsync(
                () -> new ManualMove(shard, carrier, collection, to, this::piece).run(ids), node.moves());
    }

    /** A piece of a move by hand; passes get their turn between two. */
    private synchronized long piece(Tier to, LongSupplier move) {
        if (to == Tier.COLD && !leads) {
            throw new LumaException(ErrorCode.NOT_LEADER, "moves to cold are the leader's of shard " + shard.shard());
        }
        return move.getAsLong();
    }

    /** What a policy would do; see {@link io.lumadb.storage.ShardStore#preview}. */
    public CompletableFuture<TierPreview> preview(int collection, TieringPolicy policy, Duration within) {
        return CompletableFuture.supplyAsync(
                () -> {
                    WarmSnapshot warm = shard.store().snapshot();
                    try (LocalSnapshot snapshot = snapshot()) {
                        return new PolicyPreview(
                                        node,
                                        settling,
                                        rises,
                                        trace,
                                        collection,
                                        policy,
                                        nowMillis() + within.toMillis())
                                .of(snapshot.moment(), warm, Carrier.await(shard.amountsNow()));
                    } finally {
                        warm.release();
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
                                return new Xray(node, cold, memory, settling, rises, warm)
                                        .of(held.moment(), collection, id);
                            } finally {
                                warm.release();
                            }
                        },
                        node.reads());
    }
}
