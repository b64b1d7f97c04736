package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.storage.tiering.Carrier.Moved;
import io.lumadb.storage.view.DocumentView.Move;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The last moves of the documents that moved last. Batches are kept as a few arrays each: thousands of documents move at once,
 * few are ever asked for, and the collector would copy an object for each of them. Thread-safe.
 */
final class MoveMemory {

    private static final int MOST_DOCUMENTS = 16_384;
    private static final int MOST_MOVES = 6;

    private final Deque<Batch> batches = new ArrayDeque<>();
    private int documents;

    /**
     * Documents that moved together.
     *
     * @param keys one behind the other; {@code ends} where each ends
     * @param bytes of each document
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Batch(byte[] keys, int[] ends, int[] bytes, Tier from, Tier to, Instant at, String reason) {

        static Batch of(List<Moved> moved, Tier to, Instant at, String reason) {
            byte[] keys =
                    new byte[moved.stream().mapToInt(each -> each.key().length).sum()];
            int[] ends = new int[moved.size()];
            int[] bytes = new int[moved.size()];
            int end = 0;
            for (int i = 0; i < moved.size(); i++) {
                byte[] key = moved.get(i).key();
                System.arraycopy(key, 0, keys, end, key.length);
                end += key.length;
                ends[i] = end;
                bytes[i] = moved.get(i).bytes();
            }
            return new Batch(keys, ends, bytes, moved.getFirst().from(), to, at, reason);
        }

        void addMoves(byte[] key, Deque<Move> moves) {
            int start = 0;
            for (int i = 0; i < ends.length; i++) {
                if (Arrays.equals(keys, start, ends[i], key, 0, key.length)) {
                    moves.addLast(new Move(from, to, at, reason, bytes[i]));
                }
                start = ends[i];
            }
        }
    }

    /** @param moved from one tier, at least one */
    synchronized void remember(List<Moved> moved, Tier to, Instant at, String reason) {
        batches.addLast(Batch.of(moved, to, at, reason));
        documents += moved.size();
        while (documents > MOST_DOCUMENTS && batches.size() > 1) {
            documents -= batches.removeFirst().ends().length;
        }
    }

    /** Oldest first. */
    List<Move> of(byte[] key) {
        List<Batch> all;
        synchronized (this) {
            all = List.copyOf(batches);
        }
        Deque<Move> moves = new ArrayDeque<>();
        all.forEach(batch -> batch.addMoves(key, moves));
        while (moves.size() > MOST_MOVES) {
            moves.removeFirst();
        }
        return List.copyOf(moves);
    }
}
