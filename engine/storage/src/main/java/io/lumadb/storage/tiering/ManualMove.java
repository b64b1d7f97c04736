package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.core.BackgroundThreads;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** A move by hand, piece by piece, each piece from a fresh snapshot. Runs on a moves thread. */
final class ManualMove {

    private static final int PIECE = 1_000;
    /** As many as a segment takes: small segments would cost a round of syncs each. */
    private static final int COLD_PIECE = 8_192;

    private static final long PIECE_BYTES = 8L * 1024 * 1024;
    private static final MoveReason REASON = new MoveReason(Reason.MANUAL, "moved by hand");

    private final LocalShard shard;
    private final Carrier carrier;
    private final int collection;
    private final Tier to;
    private final Turn turn;
    private final int pieceDocuments;

    /** Has one piece moved when it is this move's turn. */
    interface Turn {
        long take(Tier to, LongSupplier move);
    }

    ManualMove(LocalShard shard, Carrier carrier, int collection, Tier to, Turn turn) {
        this.shard = shard;
        this.carrier = carrier;
        this.collection = collection;
        this.to = to;
        this.turn = turn;
        this.pieceDocuments = to == Tier.COLD ? COLD_PIECE : PIECE;
    }

    /** Moves the documents with these ids, or all; gives how many moved. */
    long run(Optional<List<Value>> ids) {
        if (ids.isPresent()) {
            TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
            ids.get().forEach(id -> keys.add(Keys.of(collection, id)));
            long moved = 0;
            List<byte[]> piece = new ArrayList<>();
            for (byte[] key : keys) {
                piece.add(key);
                if (piece.size() == pieceDocuments) {
                    moved += movePiece(piece, moved);
                    piece = new ArrayList<>();
                }
            }
            return moved + movePiece(piece, moved);
        }
        byte[] from = Keys.prefix(collection);
        long moved = 0;
        while (from.length > 0) {
            List<byte[]> piece = piece(from);
            moved += movePiece(piece, moved);
            // The key behind the last one: that key and a zero byte.
            from = piece.size() < pieceDocuments
                    ? new byte[0]
                    : Arrays.copyOf(piece.getLast(), piece.getLast().length + 1);
        }
        return moved;
    }

    private LocalSnapshot snapshot() {
        return (LocalSnapshot) Carrier.await(shard.snapshot());
    }

    /** The next keys of the collection in all tiers, in order. */
    private List<byte[]> piece(byte[] from) {
        try (LocalSnapshot snapshot = snapshot()) {
            Moment moment = snapshot.moment();
            return BackgroundThreads.call(shard.node().segments(), () -> piece(moment, from));
        }
    }

    private List<byte[]> piece(Moment moment, byte[] from) {
        byte[] end = Keys.end(collection);
        List<byte[]> keys = new ArrayList<>();
        Iterator<Entry> entries = moment.overlay().range(from, end);
        for (int n = 0; n < pieceDocuments && entries.hasNext(); n++) {
            keys.add(entries.next().key());
        }
        for (Family family : List.of(Family.DOCUMENTS, Family.LOCATORS)) {
            List<byte[]> more = new ArrayList<>();
            try (WarmCursor rows = moment.warm().range(family, from, end, false)) {
                for (int n = 0; n < pieceDocuments && rows.advance(); n++) {
                    more.add(rows.key());
                }
            }
            keys = merged(keys, more, pieceDocuments);
        }
        return keys;
    }

    /** The first {@code most} of two ascending lists together, each once. */
    private static List<byte[]> merged(List<byte[]> some, List<byte[]> others, int most) {
        if (others.isEmpty()) {
            return some;
        }
        List<byte[]> merged = new ArrayList<>(Math.min(most, some.size() + others.size()));
        int i = 0;
        int j = 0;
        while (merged.size() < most && (i < some.size() || j < others.size())) {
            int order =
                    i == some.size() ? 1 : j == others.size() ? -1 : Arrays.compareUnsigned(some.get(i), others.get(j));
            merged.add(order <= 0 ? some.get(i) : others.get(j));
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return merged;
    }

    private long movePiece(List<byte[]> keys, long movedBefore) {
        shard.node().pace().awaitRoom(movedBefore);
        return keys.isEmpty() ? 0 : turn.take(to, () -> movePiece(keys, requireRoom(movedBefore)));
    }

    /** Bytes of RAM that are left for documents that come by hand. */
    private OptionalLong requireRoom(long movedBefore) {
        if (to != Tier.HOT) {
            return OptionalLong.empty();
        }
        if (!shard.node().catalog().policy(collection).hot().enabled()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the collection's hot_policy is off: documents that come to hot would go at once",
                    "set hot_policy.enabled to true first");
        }
        long budget = shard.node().config().hotBudgetBytes();
        long room = budget - shard.node().hotBytes().sum();
        if (room <= 0) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    "the hot_budget of " + budget + " bytes is full; " + movedBefore + " documents of shard "
                            + shard.shard() + " have moved",
                    "raise storage.hot_budget, or move other documents to warm first");
        }
        return OptionalLong.of(room);
    }

    private long movePiece(List<byte[]> keys, OptionalLong room) {
        return switch (to) {
            case HOT -> {
                long recalled = recall(keys);
                yield recalled
                        + carrier.warmUp(collection, inTier(keys, Tier.WARM), REASON, 1, room.orElse(Long.MAX_VALUE));
            }
            case WARM -> {
                recall(keys);
                Carrier.await(shard.checkpoint());
                yield demote(keys);
            }
            case COLD -> seal(keys);
        };
    }

    private List<byte[]> inTier(List<byte[]> keys, Tier tier) {
        try (LocalSnapshot snapshot = snapshot()) {
            return keys.stream()
                    .filter(key -> tier(snapshot.moment(), key).equals(Optional.of(tier)))
                    .toList();
        }
    }

    static Optional<Tier> tier(Moment moment, byte[] key) {
        return switch (moment.content(key)) {
            case Content.Gone _ -> Optional.empty();
            case Content.Cold _ -> Optional.of(Tier.COLD);
            case Content.Live _ -> Optional.of(moment.overlay().get(key) == null ? Tier.WARM : Tier.HOT);
        };
    }

    private long recall(List<byte[]> keys) {
        try (LocalSnapshot snapshot = snapshot()) {
            return carrier.recall(collection, snapshot.moment(), keys, REASON, Long.MAX_VALUE);
        }
    }

    private long demote(List<byte[]> keys) {
        List<Entry> entries = new ArrayList<>();
        try (LocalSnapshot snapshot = snapshot()) {
            for (byte[] key : keys) {
                Entry entry = snapshot.moment().overlay().get(key);
                if (entry != null && entry.isLive()) {
                    entries.add(entry);
                }
            }
        }
        return carrier.demote(collection, entries, REASON, Long.MAX_VALUE)
                .entries()
                .size();
    }

    private long seal(List<byte[]> keys) {
        long moved = 0;
        try (LocalSnapshot snapshot = snapshot()) {
            List<Copy> segment = new ArrayList<>();
            long bytes = 0;
            for (Copy copy : carrier.copies(snapshot.moment(), keys, true)) {
                segment.add(copy);
                bytes += copy.content().bytes();
                if (bytes >= PIECE_BYTES) {
                    moved += carrier.seal(collection, segment, REASON);
                    segment = new ArrayList<>();
                    bytes = 0;
                }
            }
            moved += carrier.seal(collection, segment, REASON);
        }
        return moved;
    }
}
