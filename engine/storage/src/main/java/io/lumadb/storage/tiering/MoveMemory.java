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
 * The last moves of the documents that moved last. Batches are kept as they came: thousands of documents move at once, and
 * few are ever asked for. Thread-safe.
 */
final class MoveMemory {

    private static final int MOST_DOCUMENTS = 16_384;
    private static final int MOST_MOVES = 6;

    private final Deque<Batch> batches = new ArrayDeque<>();
    private int documents;

    private record Batch(List<Moved> moved, Tier to, Instant at, String reason) {}

    synchronized void remember(List<Moved> moved, Tier to, Instant at, String reason) {
        batches.addLast(new Batch(List.copyOf(moved), to, at, reason));
        documents += moved.size();
        while (documents > MOST_DOCUMENTS && batches.size() > 1) {
            documents -= batches.removeFirst().moved().size();
        }
    }

    /** Oldest first. */
    List<Move> of(byte[] key) {
        List<Batch> all;
        synchronized (this) {
            all = List.copyOf(batches);
        }
        Deque<Move> moves = new ArrayDeque<>();
        for (Batch batch : all) {
            for (Moved moved : batch.moved()) {
                if (Arrays.equals(moved.key(), key)) {
                    moves.addLast(new Move(moved.from(), batch.to(), batch.at(), batch.reason(), moved.bytes()));
                }
            }
        }
        while (moves.size() > MOST_MOVES) {
            moves.removeFirst();
        }
        return List.copyOf(moves);
    }
}
