package io.lumadb.storage.tiering;

import io.lumadb.document.Document;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Promoted;
import io.lumadb.storage.core.BackgroundThreads;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Heat;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Residence;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.volume.VolumeFailure;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmBatch;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries batches of documents of one shard from tier to tier and tells of it. Its methods block; they run on a moves
 * thread, but for {@link #sealed} and {@link #promoted}, which the log's applying calls.
 */
final class Carrier {

    private static final int SAMPLE = 5;
    private static final long PATIENCE_SECONDS = 30;

    /** A document that a log entry moved. */
    @SuppressWarnings("ArrayRecordComponent")
    record Moved(byte[] key, Value id, Tier from, int bytes) {}

    private final LocalShard shard;
    private final ColdStore cold;
    private final MoveMemory memory;
    /** When this node began to write segments that are not sealed yet. */
    private final Map<Long, Long> startedNanos = new ConcurrentHashMap<>();
    /** Documents that seals of this node moved, until their proposer has asked. */
    private final Map<Long, Long> sealedDocuments = new ConcurrentHashMap<>();
    /** Promotions of this node that are not applied yet, by each of their keys. */
    private final Map<Key, Recall> recalls = new ConcurrentHashMap<>();

    private final Settling settling;

    private record Recall(long startedNanos, AtomicLong documents) {}

    Carrier(LocalShard shard, ColdStore cold, MoveMemory memory, Settling settling) {
        this.shard = shard;
        this.cold = cold;
        this.memory = memory;
        this.settling = settling;
    }

    /** Hot to warm. Entries that changed, or were accessed after {@code untouchedSinceMillis}, stay. */
    Residence.Left demote(int collection, List<Entry> entries, MoveReason reason, long untouchedSinceMillis) {
        long start = System.nanoTime();
        Residence.Left left = await(shard.residence().letGo(entries, untouchedSinceMillis));
        List<Moved> moved = new ArrayList<>();
        try (WarmBatch accesses = shard.store().batch()) {
            for (Entry entry : left.entries()) {
                int bytes = entry.content().bytes();
                accesses.put(
                        Family.ACCESS,
                        entry.key(),
                        Rows.access(new Rows.Access(entry.heat().lastAccessMillis(), bytes)));
                moved.add(new Moved(entry.key(), id(entry.content()), Tier.HOT, bytes));
            }
            accesses.write();
        }
        tell(collection, moved, Tier.WARM, reason, Duration.ofNanos(System.nanoTime() - start), true);
        return left;
    }

    private static Value id(Content content) {
        return content instanceof Content.Live live ? live.document().id() : Value.NULL;
    }

    /** Warm to hot, as far as {@code room} (bytes of documents) goes; gives how many came. */
    long warmUp(int collection, List<byte[]> keys, MoveReason reason, double accesses, long room) {
        long left = room;
        long start = System.nanoTime();
        long readStamp = shard.residence().readStamp();
        List<Residence.Comer> comers = new ArrayList<>();
        WarmSnapshot warm = shard.store().snapshot();
        try {
            for (byte[] key : keys) {
                if (warm.read(key) instanceof Content.Live live && live.bytes() <= left) {
                    left -= live.bytes();
                    comers.add(new Residence.Comer(key, live, new Heat(nowMillis(), accesses)));
                }
            }
        } finally {
            warm.release();
        }
        List<Moved> moved = await(shard.residence().takeIn(comers, readStamp)).stream()
                .map(comer -> new Moved(
                        comer.key(), id(comer.live()), Tier.WARM, comer.live().bytes()))
                .toList();
        tell(collection, moved, Tier.HOT, reason, Duration.ofNanos(System.nanoTime() - start), true);
        return moved.size();
    }

    /**
     * Documents as they are at a moment, without those that are cold or gone; the hot ones only when asked for. Read behind
     * everything else that the node does.
     */
    List<Copy> copies(Moment moment, List<byte[]> keys, boolean hotToo) {
        return BackgroundThreads.call(shard.node().segments(), () -> {
            List<Copy> copies = new ArrayList<>(keys.size());
            for (byte[] key : keys) {
                boolean inRam = moment.overlay().get(key) != null;
                if ((hotToo || !inRam) && moment.content(key) instanceof Content.Live live) {
                    copies.add(new Copy(key, live));
                }
            }
            return copies;
        });
    }

    /** Hot and warm to cold: writes a segment and has it sealed. Gives how many documents moved. */
    long seal(int collection, List<Copy> copies, MoveReason reason) {
        if (copies.isEmpty()) {
            return 0;
        }
        requireLog();
        long segment = newSegment();
        startedNanos.put(segment, System.nanoTime());
        sealedDocuments.put(segment, 0L);
        try {
            SegmentManifest manifest = cold.write(collection, segment, copies, strategy(collection));
            // If this fails the entry may still be applied later, so the file stays; a file that no entry names is
            // swept away after an hour.
            await(shard.propose(new ShardCommand.SealSegment(nowMillis(), manifest, reason.toString())));
            // What became cold waits in RAM until RocksDB has it, and the collector copies what waits.
            shard.relieveSoon();
            return sealedDocuments.getOrDefault(segment, 0L);
        } finally {
            startedNanos.remove(segment);
            sealedDocuments.remove(segment);
        }
    }

    /**
     * Whether the log takes moves now. A segment that no log entry will name would only fill the disk that is full, until
     * it is swept.
     */
    boolean hasLog() {
        return shard.node().proposer().refusal().isEmpty();
    }

    private void requireLog() {
        shard.node().proposer().refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Unique without agreement: two leaders that follow each other must not write one name. */
    private long newSegment() {
        long segment;
        do {
            segment = nowMillis() << 20 | ThreadLocalRandom.current().nextInt(1 << 20);
        } while (shard.manifests().containsKey(segment));
        return segment;
    }

    /** Whether a seal failed for what its collection's policy asks of the volumes: others need not. */
    static boolean isOfOneCollection(LumaException failure) {
        return failure instanceof VolumeFailure of
                ? of.kind() != VolumeFailure.Kind.INTERRUPTED
                : failure.code() == ErrorCode.BAD_REQUEST;
    }

    private ColdStrategy strategy(int collection) {
        return shard.node().catalog().policy(collection).cold().strategy();
    }

    /**
     * Cold to cold: writes what is alive of sparse segments into a new one. Until the log has it, the old ones hold; after
     * that they are dead and dropped like others.
     */
    void rewrite(int collection, List<Copy> alive, List<Long> from) {
        requireLog();
        SegmentManifest manifest = cold.write(collection, newSegment(), alive, strategy(collection));
        await(shard.propose(new ShardCommand.RewriteSegments(nowMillis(), manifest, from)));
    }

    /** Cold to hot, through the log, as far as {@code room} (bytes of documents) goes. Gives how many came. */
    long recall(int collection, Moment moment, List<byte[]> keys, MoveReason reason, long room) {
        Recall recall = new Recall(System.nanoTime(), new AtomicLong());
        long left = room;
        List<Promoted> promoted = new ArrayList<>();
        List<Key> underway = new ArrayList<>();
        for (byte[] key : keys) {
            if (moment.content(key) instanceof Content.Cold lies && lies.bytes() <= left) {
                left -= lies.bytes();
                Document document =
                        cold.read(moment.segment(lies.segment()), key, lies).document();
                promoted.add(new Promoted(document, lies.revision()));
                underway.add(new Key(key));
            }
        }
        if (promoted.isEmpty()) {
            return 0;
        }
        requireLog();
        underway.forEach(key -> recalls.put(key, recall));
        try {
            await(shard.propose(
                    new ShardCommand.PromoteFromCold(nowMillis(), collection, promoted, reason.toString())));
            return recall.documents().get();
        } finally {
            underway.forEach(recalls::remove);
        }
    }

    /** A seal was applied. */
    void sealed(SegmentManifest manifest, List<Moved> moved, String reason, boolean announce) {
        Long start = startedNanos.get(manifest.segment());
        sealedDocuments.computeIfPresent(manifest.segment(), (_, _) -> (long) moved.size());
        Duration duration = start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
        for (Tier from : List.of(Tier.HOT, Tier.WARM)) {
            List<Moved> some =
                    moved.stream().filter(each -> each.from() == from).toList();
            tell(manifest.collection(), some, Tier.COLD, MoveReason.parse(reason), duration, announce);
        }
    }

    /** A promotion was applied. One that another node proposed has no duration here. */
    void promoted(int collection, List<Moved> moved, String reason, boolean announce) {
        Recall recall =
                moved.isEmpty() ? null : recalls.get(new Key(moved.getFirst().key()));
        Duration duration = Duration.ZERO;
        if (recall != null) {
            recall.documents().addAndGet(moved.size());
            duration = Duration.ofNanos(System.nanoTime() - recall.startedNanos());
        }
        tell(collection, moved, Tier.HOT, MoveReason.parse(reason), duration, announce);
    }

    private void tell(
            int collection, List<Moved> moved, Tier to, MoveReason reason, Duration duration, boolean announce) {
        if (moved.isEmpty()) {
            return;
        }
        long now = nowMillis();
        long bytes = 0;
        for (Moved each : moved) {
            bytes += each.bytes();
            settle(each, to, reason, now);
        }
        memory.remember(moved, to, Instant.ofEpochMilli(now), reason.toString());
        shard.node().pace().moved(bytes);
        if (announce) {
            announce(collection, moved, to, reason, bytes, duration);
        }
    }

    private void settle(Moved moved, Tier to, MoveReason reason, long now) {
        if (to == Tier.HOT) {
            if (reason.kind() == Reason.ACCESS) {
                settling.rose(moved.key(), now);
            }
        } else if (moved.from() == Tier.HOT && (reason.kind() == Reason.PRESSURE || reason.isLimit())) {
            settling.fell(moved.key(), now);
        }
    }

    private void announce(
            int collection, List<Moved> moved, Tier to, MoveReason reason, long bytes, Duration duration) {
        shard.node()
                .listener()
                .moved(new TierMoveBatch(
                        Instant.ofEpochMilli(nowMillis()),
                        shard.shard(),
                        collection,
                        moved.getFirst().from(),
                        to,
                        reason.kind(),
                        reason.detail(),
                        moved.size(),
                        bytes,
                        duration,
                        moved.stream().limit(SAMPLE).map(Moved::id).toList()));
    }

    private long nowMillis() {
        return shard.node().config().clock().millis();
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the move was interrupted", null, e);
        } catch (TimeoutException e) {
            throw new LumaException(
                    ErrorCode.TIMEOUT, "the move was not agreed on within " + PATIENCE_SECONDS + " s", null, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof LumaException known
                    ? known
                    : new LumaException(ErrorCode.INTERNAL, "the move failed: " + cause, null, e);
        }
    }
}
