package io.lumadb.storage.shard;

import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.warm.WarmSnapshot;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The present moment of a shard, shared by all readers until the shard changes: only the first reader after a change costs
 * the core loop anything.
 */
final class Moments {

    private final ShardState state;
    private final Function<Moment, LocalSnapshot> readers;
    /** While nothing has changed since it was taken; holds its warm snapshot. Set on the loop. */
    private volatile @Nullable Moment current;

    /** {@code readers}: makes one of a moment whose warm snapshot is held for it. */
    Moments(ShardState state, Function<Moment, LocalSnapshot> readers) {
        this.state = state;
        this.readers = readers;
    }

    /** A reader of the present moment, where it was taken already. Any thread. */
    Optional<LocalSnapshot> present() {
        Moment present = current;
        return present != null && present.warm().retain() ? Optional.of(readers.apply(present)) : Optional.empty();
    }

    /** A reader of the present moment. On the loop. */
    LocalSnapshot take() {
        Moment present = current;
        if (present == null) {
            requireHeld(state.warm);
            present = new Moment(
                    state.appliedIndex,
                    state.overlay.freeze(),
                    state.indexOverlay.freeze(),
                    state.warm,
                    state.indexes,
                    state.dropped,
                    state.segments.manifests(),
                    state.census.warmCollections());
            current = present;
        }
        requireHeld(present.warm());
        return readers.apply(present);
    }

    private static void requireHeld(WarmSnapshot warm) {
        if (!warm.retain()) {
            throw new IllegalStateException("the loop's own snapshot of RocksDB was released");
        }
    }

    /** The shard is about to change: the next reader has a new moment taken. On the loop. */
    void over() {
        Moment former = current;
        if (former != null) {
            current = null;
            former.warm().release();
        }
    }
}
