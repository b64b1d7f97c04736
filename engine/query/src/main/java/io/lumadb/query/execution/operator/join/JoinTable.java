package io.lumadb.query.execution.operator.join;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The right rows of a hash join by their keys. */
final class JoinTable {

    private static final int ENTRY_BYTES = 48;

    private final List<Evaluator> keys;
    private final boolean nullsMatch;
    private final boolean keepsAll;
    private final Map<KeyTuple, List<Candidate>> candidates = new HashMap<>();

    /** {@code keepsAll}: also rows that can have no partner, because a key is null. */
    JoinTable(JoinKeys keys, boolean keepsAll) {
        this.keys = keys.right();
        this.nullsMatch = keys.nullsMatch();
        this.keepsAll = keepsAll;
    }

    /** A right row, and whether it found a partner. */
    static final class Candidate {
        private final Row row;
        private boolean matched;

        Candidate(Row row) {
            this.row = row;
        }

        Row row() {
            return row;
        }

        void match() {
            matched = true;
        }

        boolean isMatched() {
            return matched;
        }
    }

    /** Adds a row; the bytes it takes, 0 when it is not kept. */
    long add(Row row) {
        KeyTuple key = KeyTuple.of(keys, row);
        if (key.hasNull() && !nullsMatch && !keepsAll) {
            return 0;
        }
        candidates.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(new Candidate(row));
        return ENTRY_BYTES + row.heldBytes() + key.heldBytes();
    }

    /** The rows with these keys, in the order they were added. */
    List<Candidate> find(KeyTuple key) {
        return key.hasNull() && !nullsMatch ? List.of() : candidates.getOrDefault(key, List.of());
    }

    Iterator<Candidate> all() {
        return candidates.values().stream().flatMap(List::stream).iterator();
    }

    Iterator<Row> rows() {
        return candidates.values().stream()
                .flatMap(List::stream)
                .map(Candidate::row)
                .iterator();
    }

    void clear() {
        candidates.clear();
    }
}
