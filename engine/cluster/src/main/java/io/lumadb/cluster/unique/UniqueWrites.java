package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * The door of this room: writes to a collection with unique indexes. Writes of one document are carried out in the order
 * they came in, others at the same time. Mutations of one call are independent of one another, so that an update that
 * would have two documents swap a key is refused. Thread-safe.
 */
public final class UniqueWrites {

    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);
    private static final int LONGEST_PAUSE_MILLIS = 32;

    private final Shards shards;
    private final Decisions decisions;
    private final InstantSource clock;
    private final IntFunction<List<UniqueIndex>> indexes;
    private final DocumentOrder order = new DocumentOrder();
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param doors by shard number, without gaps
     * @param indexes gives those that writes to a collection must heed now
     */
    public UniqueWrites(List<ShardDoor> doors, IntFunction<List<UniqueIndex>> indexes, InstantSource clock) {
        this.shards = new Shards(doors);
        this.decisions = new Decisions(shards, clock);
        this.indexes = indexes;
        this.clock = clock;
    }

    /** Claims the keys of what is there; see {@link UniqueBackfill}. */
    public UniqueBackfill backfill() {
        return new UniqueBackfill(shards, decisions, clock);
    }

    /** Holds claims against documents; see {@link UniqueCheck}. */
    public UniqueCheck check() {
        return new UniqueCheck(shards);
    }

    /** Carries out mutations; the outcomes stand in their order. DUPLICATE_KEY names the index, the value and its holder. */
    public CompletableFuture<List<WriteOutcome>> write(CollectionDefinition collection, List<Mutation> mutations) {
        DocumentOrder.Turn turn =
                order.take(collection.id(), mutations.stream().map(Mutation::id).toList());
        return turn.before()
                .thenApplyAsync(_ -> carryOut(collection, mutations), threads)
                .whenComplete((_, _) -> turn.leave());
    }

    private List<WriteOutcome> carryOut(CollectionDefinition collection, List<Mutation> mutations) {
        List<PendingWrite> writes = mutations.stream().map(PendingWrite::new).toList();
        List<PendingWrite> wave = new ArrayList<>();
        Set<ByteBuffer> ids = new HashSet<>();
        for (PendingWrite write : writes) {
            ByteBuffer id = ByteBuffer.wrap(OrderedKey.of(write.mutation.id()));
            if (!ids.add(id)) {
                finish(collection, wave);
                wave.clear();
                ids.clear();
                ids.add(id);
            }
            wave.add(write);
        }
        finish(collection, wave);
        return writes.stream().map(PendingWrite::outcome).toList();
    }

    /** Round by round, until each of some writes of different documents is over. */
    private void finish(CollectionDefinition collection, List<PendingWrite> wave) {
        List<PendingWrite> pending = List.copyOf(wave);
        long giveUpAt = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        boolean last = false;
        for (int round = 0; !pending.isEmpty(); round++) {
            UniqueRound now = new UniqueRound(
                    shards, decisions, clock, collection, indexes.apply(collection.id()), pending, last);
            boolean whole = run(now, giveUpAt);
            List<PendingWrite> left =
                    pending.stream().filter(write -> !write.isOver()).toList();
            // Writes that wait for one another's keys and for nothing else would wait for ever.
            last = whole && left.size() == pending.size() && !now.metOthers();
            if (!left.isEmpty()) {
                if (System.nanoTime() > giveUpAt) {
                    left.forEach(write -> write.refuse(ErrorCode.CONFLICT, tooLong(now)));
                    return;
                }
                pause(round);
            }
            pending = left;
        }
    }

    /** A shard may be without a leader for a moment: what could not be looked at is looked at in the next round. */
    private static boolean run(UniqueRound round, long giveUpAt) {
        try {
            round.run();
            return true;
        } catch (LumaException e) {
            if (e.code() != ErrorCode.NOT_LEADER || System.nanoTime() > giveUpAt) {
                throw e;
            }
            return false;
        }
    }

    private static String tooLong(UniqueRound round) {
        return "the document could not be written within " + GIVE_UP_AFTER.toSeconds() + " s: "
                + round.obstacle().orElse("others kept coming first");
    }

    private static void pause(int round) {
        try {
            Thread.sleep(ThreadLocalRandom.current()
                    .nextInt(1, 2 + Math.min(1 << Math.min(round, 5), LONGEST_PAUSE_MILLIS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the write was cancelled", null, e);
        }
    }
}
