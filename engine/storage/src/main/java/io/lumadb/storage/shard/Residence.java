package io.lumadb.storage.shard;

import io.lumadb.storage.core.Piece;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Heat;
import io.lumadb.storage.hot.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets documents into RAM and out of it, on the core loop, a piece at a time. Moves between hot and warm change nothing
 * that readers can see but the tier: RocksDB has the document before it leaves, and keeps it when it comes. So they go on with
 * the moment they have until a whole batch has moved.
 */
public final class Residence {

    /** A warm document that is to become hot, as it was read from RocksDB. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Comer(byte[] key, Content.Live live, Heat heat) {}

    /** Entries that left, and how many could not because no checkpoint has them yet. */
    public record Left(List<Entry> entries, int dirty) {}

    private final ShardState state;
    private final Seat seat;
    private final Checkpointer checkpointer;
    private final Runnable onChange;

    Residence(ShardState state, Seat seat, Checkpointer checkpointer, Runnable onChange) {
        this.state = state;
        this.seat = seat;
        this.checkpointer = checkpointer;
        this.onChange = onChange;
    }

    /** Lets entries go that are still current, clean, and not accessed since {@code untouchedSinceMillis}. */
    public CompletableFuture<Left> letGo(List<Entry> entries, long untouchedSinceMillis) {
        CompletableFuture<Left> done = new CompletableFuture<>();
        seat.post(() -> letGo(entries, 0, untouchedSinceMillis, new ArrayList<>(), 0, done));
        return done;
    }

    private void letGo(
            List<Entry> entries,
            int from,
            long untouchedSinceMillis,
            List<Entry> left,
            int dirtyBefore,
            CompletableFuture<Left> done) {
        int[] dirty = {dirtyBefore};
        int to = Piece.run(from, entries.size(), i -> {
            Entry entry = entries.get(i);
            if (state.overlay.get(entry.key()) != entry
                    || !entry.isLive()
                    || entry.heat().lastAccessMillis() > untouchedSinceMillis) {
                return;
            }
            if (entry.dirty() != null) {
                dirty[0]++;
            } else {
                state.letGo(entry);
                left.add(entry);
            }
        });
        int dirtySoFar = dirty[0];
        if (to < entries.size()) {
            seat.postRested(() -> letGo(entries, to, untouchedSinceMillis, left, dirtySoFar, done));
        } else {
            onChange.run();
            seat.answers().execute(() -> done.complete(new Left(left, dirtySoFar)));
        }
    }

    /** What {@link #takeIn} wants to know of the moment its comers were read: ask before reading. */
    public long readStamp() {
        return checkpointer.settled();
    }

    /**
     * Takes warm documents in that were read from RocksDB after {@code readStamp} was asked for. One that changed, or may
     * have changed, since then stays where it is.
     *
     * @return those that are hot now
     */
    public CompletableFuture<List<Comer>> takeIn(List<Comer> comers, long readStamp) {
        CompletableFuture<List<Comer>> done = new CompletableFuture<>();
        seat.post(() -> takeIn(comers, 0, readStamp, new ArrayList<>(), done));
        return done;
    }

    private void takeIn(
            List<Comer> comers, int from, long readStamp, List<Comer> taken, CompletableFuture<List<Comer>> done) {
        boolean asRead = checkpointer.settled() == readStamp;
        int to = !asRead
                ? comers.size()
                : Piece.run(from, comers.size(), i -> {
                    Comer comer = comers.get(i);
                    if (state.overlay.get(comer.key()) == null && !state.isDropped(Keys.collection(comer.key()))) {
                        state.warmUp(comer.key(), comer.live(), comer.heat());
                        taken.add(comer);
                    }
                });
        if (to < comers.size()) {
            seat.postRested(() -> takeIn(comers, to, readStamp, taken, done));
        } else {
            onChange.run();
            seat.answers().execute(() -> done.complete(taken));
        }
    }
}
