package io.lumadb.storage.tiering;

import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.volume.VolumeFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What keeps documents of a shard from moving. Each trouble is told of once in a while, and a collection whose segments the
 * volumes refuse is left alone for a while, longer each time: what is written of a segment before one volume says that it is
 * full is written for nothing. Thread-safe.
 */
final class MoveTroubles {

    /** The same trouble is told again after so long. */
    private static final long TOLD_AGAIN_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int MOST_TOLD = 100;
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final LocalShard shard;
    /** When each was told last. */
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    private final Map<Integer, Wait> waits = new ConcurrentHashMap<>();

    private record Wait(long sinceMillis, long millis) {}

    MoveTroubles(LocalShard shard) {
        this.shard = shard;
    }

    private long nowMillis() {
        return shard.node().config().clock().millis();
    }

    /** Whether a collection's documents should not be tried now. */
    boolean holdUp(int collection) {
        Wait wait = waits.get(collection);
        return wait != null && nowMillis() - wait.sinceMillis() < wait.millis();
    }

    /** The volumes do not take a segment of a collection. */
    void refused(int collection, LumaException failure) {
        long now = nowMillis();
        waits.merge(
                collection,
                new Wait(now, FIRST_WAIT_MILLIS),
                (before, first) -> new Wait(now, Math.min(LONGEST_WAIT_MILLIS, before.millis() * 2)));
        tell(failure);
    }

    /** They have taken one. */
    void taken(int collection) {
        if (waits.remove(collection) != null) {
            told.clear();
            shard.node()
                    .listener()
                    .happened(
                            Severity.INFO,
                            "moves-resumed",
                            shard.shard(),
                            "documents of shard " + shard.shard() + " move to the cold tier again");
        }
    }

    /** Policies or volumes are not what they were: everything is worth a try. */
    void forget() {
        waits.clear();
    }

    void tell(LumaException failure) {
        tell(
                subject(failure),
                failure.detail() + failure.hint().map(hint -> " (" + hint + ")").orElse(""));
    }

    void tell(String trouble) {
        tell(trouble, trouble);
    }

    /** Every try writes files of other names: it is the volume that is the trouble. */
    private static String subject(LumaException failure) {
        return failure instanceof VolumeFailure of && of.hint().isPresent()
                ? of.kind() + ", " + of.hint().get()
                : failure.detail();
    }

    private void tell(String subject, String text) {
        long now = nowMillis();
        Long before = told.get(subject);
        if (before != null && now - before < TOLD_AGAIN_MILLIS) {
            return;
        }
        if (told.size() >= MOST_TOLD) {
            told.clear();
        }
        told.put(subject, now);
        shard.node()
                .listener()
                .happened(
                        Severity.WARNING,
                        "moves-failed",
                        shard.shard(),
                        "documents of shard " + shard.shard() + " could not be moved: " + text);
    }
}
