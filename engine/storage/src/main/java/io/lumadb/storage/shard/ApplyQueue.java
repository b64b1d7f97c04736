package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.core.Piece;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.shard.PriorReads.Wanted;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Log entries in their order. What an entry needs of documents that are not in RAM, and that is not in RocksDB's caches either,
 * is fetched off the loop while the entries before it wait or run; it is applied when it is first and all is there. Owned by
 * the core loop.
 */
final class ApplyQueue {

    /** Carries out an entry that is first in the queue and has all it needs. */
    @FunctionalInterface
    interface Stage {
        /** Gives the results, or empty when the entry goes on by itself and calls {@link ApplyQueue#finished}. */
        Optional<List<WriteResult>> run(Pending entry);
    }

    /** One log entry on its way. */
    static final class Pending {
        final long term;
        final long index;
        final @Nullable ShardCommand command;
        final List<byte[]> keys;
        final CompletableFuture<List<WriteResult>> result;
        final long arrivedNanos;
        /** Of the documents it brings. */
        private final long bytes;
        /** What is done about the entry off the loop before its result leaves; null when nothing is. */
        @Nullable
        CompletableFuture<?> told;
        /** So many keys were looked for in RAM, and these were not there. */
        private int looked;

        private final List<Wanted> missing = new ArrayList<>();
        private boolean ready;
        private @Nullable WarmSnapshot fetchedFrom;
        /** {@link ShardState#leftRam} when its keys were looked for. */
        private long leftRam;

        private Map<Integer, Prior> fetched = Map.of();

        /** {@code keys}: those whose contents the command asks for, in its order; no command means a skipped entry. */
        Pending(
                long term,
                long index,
                @Nullable ShardCommand command,
                List<byte[]> keys,
                CompletableFuture<List<WriteResult>> result) {
            this.term = term;
            this.index = index;
            this.command = command;
            this.keys = keys;
            this.result = result;
            this.bytes = command instanceof ShardCommand.Writes writes ? bytes(writes) : 0;
            this.arrivedNanos = System.nanoTime();
        }

        private static long bytes(ShardCommand.Writes writes) {
            long bytes = 0;
            for (ShardCommand.Write write : writes.writes()) {
                bytes += write.documentOrId() instanceof ShardCommand.DocumentOrId.Whole(Document document)
                        ? document.sizeBytes()
                        : 0;
            }
            return bytes;
        }
    }

    /** So many rows at most are read on the loop for one entry. */
    private static final int FEW_ROWS = 8;
    /** So many are looked up on the loop, in what RocksDB has in memory: a change of threads costs more than these. */
    private static final int MOST_LOOKED_UP_HERE = 64;
    /** After so long, other tasks of the core get their turn. */
    private static final long ENOUGH_NANOS = 1_000_000;

    private final ShardState state;
    private final Seat seat;
    private final PriorReads reads;
    private final Stage stage;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private boolean halted;
    private boolean drainWaits;
    private @Nullable Throwable failure;

    ApplyQueue(ShardState state, Seat seat, PriorReads reads, Stage stage) {
        this.state = state;
        this.seat = seat;
        this.reads = reads;
        this.stage = stage;
    }

    void add(Pending entry) {
        if (failure != null) {
            fail(entry, failure);
            return;
        }
        queue.addLast(entry);
        fetch(entry);
        drain();
    }

    /** An entry that ran by itself is done. */
    void finished(Pending entry, List<WriteResult> results) {
        letGo(entry);
        if (failure != null) {
            return;
        }
        halted = false;
        queue.removeFirst();
        complete(entry, results);
        drain();
    }

    /** The replica can go no further: everything that waits, and everything that comes, fails with this. */
    void fail(Throwable cause) {
        failure = cause;
        queue.forEach(entry -> fail(entry, cause));
        queue.clear();
    }

    private void fail(Pending entry, Throwable cause) {
        seat.answers().execute(() -> entry.result.completeExceptionally(cause));
    }

    private void complete(Pending entry, List<WriteResult> results) {
        Runnable answer = () -> seat.answers().execute(() -> entry.result.complete(results));
        if (entry.told == null) {
            answer.run();
        } else {
            entry.told.whenComplete((_, _) -> answer.run());
        }
    }

    /** Runs what is ready, for a while: what is left then takes its turn after the tasks that came meanwhile. */
    private void drain() {
        long started = System.nanoTime();
        while (!halted && failure == null && !queue.isEmpty() && queue.getFirst().ready) {
            Pending entry = queue.getFirst();
            if (isOutdated(entry)) {
                fetchAgain(entry);
                return;
            }
            try {
                halted = true;
                Optional<List<WriteResult>> results = stage.run(entry);
                if (results.isEmpty()) {
                    return;
                }
                halted = false;
                queue.removeFirst();
                complete(entry, results.get());
            } catch (RuntimeException e) {
                fail(e);
            }
            letGo(entry);
            if (System.nanoTime() - started > ENOUGH_NANOS) {
                drainLater();
                return;
            }
        }
    }

    private void drainLater() {
        if (!drainWaits && !queue.isEmpty() && queue.getFirst().ready) {
            drainWaits = true;
            seat.post(() -> {
                drainWaits = false;
                drain();
            });
        }
    }

    /**
     * Whether much of what was fetched may not hold any more. Its rows are read again off the loop; a few are read when they
     * are needed.
     */
    private boolean isOutdated(Pending entry) {
        if (entry.fetched.size() <= FEW_ROWS || isCurrent(entry)) {
            return false;
        }
        return entry.fetched.keySet().stream()
                        .filter(n -> state.overlay.get(entry.keys.get(n)) == null)
                        .limit(FEW_ROWS + 1L)
                        .count()
                > FEW_ROWS;
    }

    /**
     * Whether what was fetched for keys that are not in RAM still holds: no checkpoint has finished meanwhile, or none of the keys
     * can have come to RAM, been written and left it again.
     */
    private boolean isCurrent(Pending entry) {
        return entry.fetchedFrom == state.warm || entry.leftRam == state.leftRam;
    }

    private void fetchAgain(Pending entry) {
        letGo(entry);
        entry.ready = false;
        entry.fetched = Map.of();
        fetch(entry);
        if (entry.ready) {
            drain();
        }
    }

    private static void letGo(Pending entry) {
        if (entry.fetchedFrom != null) {
            entry.fetchedFrom.release();
            entry.fetchedFrom = null;
        }
    }

    private void fetch(Pending entry) {
        entry.looked = 0;
        entry.leftRam = state.leftRam;
        entry.missing.clear();
        look(entry);
    }

    /** Finds out which keys are not in RAM. Thousands of them take milliseconds, between which others get their turn. */
    private void look(Pending entry) {
        int keys = entry.keys.size();
        entry.looked = Piece.run(entry.looked, keys, i -> {
            byte[] key = entry.keys.get(i);
            Entry inRam = state.overlay.get(key);
            boolean indexed = needsDocument(entry, key);
            if (inRam == null || inRam.content() instanceof Content.Cold && indexed) {
                entry.missing.add(
                        new Wanted(i, key, indexed, Optional.ofNullable(inRam).map(Entry::content)));
            }
        });
        if (entry.looked == keys) {
            fetchMissing(entry);
        } else {
            Runnable more = () -> {
                if (failure == null) {
                    look(entry);
                    drain();
                }
            };
            if (ApplyStage.movesOnly(entry.command)) {
                goOn(more);
            } else {
                seat.post(more);
            }
        }
    }

    /** The next piece of an entry that nobody but a move waits for: with a rest, unless other entries wait for its end. */
    void goOn(Runnable piece) {
        if (queue.size() > 1) {
            seat.post(piece);
        } else {
            seat.postRested(piece);
        }
    }

    private void fetchMissing(Pending entry) {
        List<Wanted> missing = List.copyOf(entry.missing);
        entry.missing.clear();
        if (missing.isEmpty() || !state.warm.retain()) {
            entry.ready = true;
            return;
        }
        WarmSnapshot warm = state.warm;
        Map<Long, SegmentManifest> segments = state.segments.manifests();
        entry.fetchedFrom = warm;
        Map<Integer, Prior> here;
        try {
            here = missing.size() <= MOST_LOOKED_UP_HERE ? cached(missing, warm) : Map.of();
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (here.size() == missing.size()) {
            entry.fetched = here;
            entry.ready = true;
            return;
        }
        reads.add(new PriorReads.Request(
                missing.stream().filter(wanted -> !here.containsKey(wanted.n())).toList(),
                warm,
                segments,
                entry.bytes,
                there -> seat.post(() -> {
                    there.putAll(here);
                    entry.fetched = there;
                    entry.ready = true;
                    drain();
                }),
                failed -> seat.post(() -> fail(failed))));
    }

    /** Those that need no file, by their place in the entry, up to the first that does: where one does, others will. */
    private static Map<Integer, Prior> cached(List<Wanted> missing, WarmSnapshot warm) {
        Map<Integer, Prior> cached = HashMap.newHashMap(missing.size());
        for (Wanted wanted : missing) {
            if (wanted.known().isPresent()) {
                continue;
            }
            Optional<Content> content = warm.readCached(wanted.key());
            if (content.isEmpty()) {
                break;
            }
            if (!(content.get() instanceof Content.Cold && wanted.indexed())) {
                cached.put(wanted.n(), Prior.of(content.get()));
            }
        }
        return cached;
    }

    /** Only a write changes index entries: moves leave them what they are. */
    private boolean needsDocument(Pending entry, byte[] key) {
        return entry.command instanceof ShardCommand.Writes && isIndexed(key);
    }

    private boolean isIndexed(byte[] key) {
        return !state.indexes.of(Keys.collection(key)).isEmpty();
    }

    /** What the n-th key of an entry holds now, that is, after every entry before it and every key before this one. */
    Prior prior(Pending entry, int n) {
        byte[] key = entry.keys.get(n);
        Entry inRam = state.overlay.get(key);
        Prior fetched = entry.fetched.get(n);
        if (inRam != null) {
            boolean needsDocument = inRam.content() instanceof Content.Cold && needsDocument(entry, key);
            if (!needsDocument) {
                return Prior.of(inRam.content());
            }
            if (fetched != null && fetched.content().equals(inRam.content())) {
                return fetched;
            }
        } else if (fetched != null && isCurrent(entry) && hasWhatIndexesNeed(entry, fetched, key)) {
            return fetched;
        }
        // A checkpoint finished and keys left RAM, or an index came, between the fetch and now: rare, and one row.
        return readHere(entry, key);
    }

    private boolean hasWhatIndexesNeed(Pending entry, Prior fetched, byte[] key) {
        return !(fetched.content() instanceof Content.Cold)
                || fetched.document().isPresent()
                || fetched.lost()
                || !needsDocument(entry, key);
    }

    private Prior readHere(Pending entry, byte[] key) {
        Optional<Content> known = Optional.ofNullable(state.overlay.get(key)).map(Entry::content);
        return reads.read(new Wanted(0, key, needsDocument(entry, key), known), state.warm, state.segments.manifests());
    }

    int size() {
        return queue.size();
    }
}
