package io.lumadb.query.statistics;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one field, as they come. Owned by one thread. */
final class FieldSketch {

    /** Longer texts and larger values are no bounds worth keeping. */
    private static final int MOST_CHARACTERS = 256;

    private final long seed;
    private final Map<Integer, KindSketch> kinds = new HashMap<>();
    private long present;
    private long nulls;
    private @Nullable Value least;
    private @Nullable Value greatest;

    FieldSketch(long seed) {
        this.seed = seed;
    }

    /** {@code value}: of a document that has the field. */
    void add(Value value) {
        present++;
        if (value.isNull()) {
            nulls++;
            return;
        }
        int rank = ValueOrder.rank(value);
        kinds.computeIfAbsent(rank, _ -> new KindSketch(seed + rank)).add(value);
        if (value instanceof Value.Text(String text) && text.length() > MOST_CHARACTERS) {
            return;
        }
        if (least == null || ValueOrder.INSTANCE.compare(value, least) < 0) {
            least = value;
        }
        if (greatest == null || ValueOrder.INSTANCE.compare(value, greatest) > 0) {
            greatest = value;
        }
    }

    FieldStatistics sum(long documents) {
        Map<Integer, KindStatistics> sums = new HashMap<>();
        kinds.forEach((rank, kind) -> sums.put(rank, kind.sum(documents)));
        double missing = (double) (documents - present) / documents;
        return new FieldStatistics(
                documents,
                missing + (double) nulls / documents,
                missing,
                sums,
                Optional.ofNullable(least),
                Optional.ofNullable(greatest));
    }
}
