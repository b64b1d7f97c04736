package io.lumadb.storage.tiering;

import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.Rows;
import io.lumadb.storage.warm.WarmCursor;
import io.lumadb.storage.warm.WarmSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** One look through a piece of a shard's warm documents for those that should be cold. For one thread, once. */
final class ColdPass {

    private static final int MOST_ROWS = 50_000;
    /** A segment's raw bytes, and the documents in it, at most. */
    private static final long SEGMENT_BYTES = 8L * 1024 * 1024;

    private static final int SEGMENT_DOCUMENTS = 8_192;
    /** A smaller segment waits for company, at most a quarter of the age threshold and not longer than this. */
    private static final long ENOUGH_BYTES = 1024 * 1024;

    private static final long LONGEST_WAIT_MILLIS = Duration.ofSeconds(30).toMillis();

    /** Documents for one segment, in key order. */
    record Sealing(int collection, MoveReason reason, List<byte[]> keys) {}

    /**
     * What to seal and how to go on.
     *
     * @param cursor where the next look starts; empty at the end
     * @param nextMillis when the next document of this piece is due, if nothing changes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Plan(List<Sealing> sealings, byte[] cursor, long nextMillis) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Candidate(byte[] key, long lastAccessMillis, int bytes) {}

    private final Node node;
    private final Map<Integer, Long> overMaxBytes;
    private final long now;
    private final Map<Integer, TieringPolicy> policies = new HashMap<>();
    private final Map<Integer, List<Candidate>> due = new LinkedHashMap<>();
    private final Map<Integer, List<Candidate>> notDue = new HashMap<>();
    private final List<Sealing> sealings = new ArrayList<>();
    private long dueBytes;
    private int dueDocuments;
    private long next = Long.MAX_VALUE;

    /** {@code overMaxBytes}: by how much collections are above their warm limit on this shard. */
    ColdPass(Node node, Map<Integer, Long> overMaxBytes, long now) {
        this.node = node;
        this.overMaxBytes = overMaxBytes;
        this.now = now;
    }

    /** {@code recent}: the last access to a key that the rows may not have yet, or 0. */
    Plan plan(WarmSnapshot warm, Moment moment, byte[] from, ToLongFunction<byte[]> recent) {
        byte[] cursor = new byte[0];
        try (WarmCursor rows = warm.range(Family.ACCESS, from, new byte[0], false)) {
            for (int n = 0; rows.advance(); n++) {
                WarmCursor.Row row = rows.row();
                if (n == MOST_ROWS || dueBytes >= SEGMENT_BYTES || dueDocuments >= SEGMENT_DOCUMENTS) {
                    cursor = row.key();
                    break;
                }
                if (moment.overlay().get(row.key()) == null) {
                    look(row, recent);
                }
            }
        }
        due.forEach(this::sealDue);
        notDue.forEach(this::sealOverMaxBytes);
        return new Plan(sealings, cursor, next);
    }

    private TieringPolicy policy(int collection) {
        return policies.computeIfAbsent(collection, node.catalog()::policy);
    }

    private void look(WarmCursor.Row row, ToLongFunction<byte[]> recent) {
        int collection = Keys.collection(row.key());
        TieringPolicy.ColdPolicy cold = policy(collection).cold();
        if (!cold.enabled()) {
            return;
        }
        Rows.Access access = Rows.access(row.value());
        long last = Math.max(access.lastAccessMillis(), recent.applyAsLong(row.key()));
        Candidate candidate = new Candidate(row.key(), last, access.bytes());
        long dueAt = last + cold.ageThreshold().toMillis();
        if (dueAt <= now) {
            due.computeIfAbsent(collection, _ -> new ArrayList<>()).add(candidate);
            dueBytes += access.bytes();
            dueDocuments++;
        } else {
            next = Math.min(next, dueAt);
            if (overMaxBytes.containsKey(collection)) {
                notDue.computeIfAbsent(collection, _ -> new ArrayList<>()).add(candidate);
            }
        }
    }

    private void sealDue(int collection, List<Candidate> candidates) {
        long age = policy(collection).cold().ageThreshold().toMillis();
        long oldestDue = Long.MAX_VALUE;
        long bytes = 0;
        for (Candidate candidate : candidates) {
            oldestDue = Math.min(oldestDue, candidate.lastAccessMillis() + age);
            bytes += candidate.bytes();
        }
        long ripe = oldestDue + Math.min(LONGEST_WAIT_MILLIS, age / 4);
        if (bytes < ENOUGH_BYTES && now < ripe) {
            next = Math.min(next, ripe);
            return;
        }
        MoveReason reason = new MoveReason(
                Reason.POLICY,
                "idle for " + MoveReason.words(policy(collection).cold().ageThreshold()) + " (cold_policy)");
        sealings.add(new Sealing(
                collection, reason, candidates.stream().map(Candidate::key).toList()));
    }

    private void sealOverMaxBytes(int collection, List<Candidate> candidates) {
        long excess = overMaxBytes.getOrDefault(collection, 0L);
        List<Candidate> oldestFirst = new ArrayList<>(candidates);
        oldestFirst.sort(Comparator.comparingLong(Candidate::lastAccessMillis));
        List<byte[]> keys = new ArrayList<>();
        long bytes = 0;
        for (Candidate candidate : oldestFirst) {
            if (bytes >= Math.min(excess, SEGMENT_BYTES) || keys.size() >= SEGMENT_DOCUMENTS) {
                break;
            }
            bytes += candidate.bytes();
            keys.add(candidate.key());
        }
        keys.sort(java.util.Arrays::compareUnsigned);
        sealings.add(new Sealing(collection, MoveReason.limit("warm_policy"), keys));
    }
}
