package io.lumadb.storage.tiering;

import io.lumadb.storage.view.DocumentView.Move;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last moves of the documents that moved last. Thread-safe. */
final class MoveMemory {

    private static final int MOST_DOCUMENTS = 16_384;
    private static final int MOST_MOVES = 6;

    private final Map<Key, Deque<Move>> moves = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Move>> eldest) {
            return size() > MOST_DOCUMENTS;
        }
    };

    synchronized void remember(byte[] key, Move move) {
        Deque<Move> own = moves.computeIfAbsent(new Key(key), _ -> new ArrayDeque<>(2));
        if (own.size() == MOST_MOVES) {
            own.removeFirst();
        }
        own.addLast(move);
    }

    /** Oldest first. */
    synchronized List<Move> of(byte[] key) {
        Deque<Move> own = moves.get(new Key(key));
        return own == null ? List.of() : List.copyOf(own);
    }
}
