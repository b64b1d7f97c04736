package io.lumadb.cluster.view;

import io.lumadb.document.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/collections/{c}/documents/{id}/placement}: the document X-ray. */
public record Placement(
        Value id,
        String collection,
        String tier,
        int shard,
        int core,
        String node,
        String leader,
        List<String> replicas,
        @Nullable Instant lastAccess,
        double heat,
        String reason,
        @Nullable Next next,
        List<Move> moves,
        @Nullable List<Fragment> fragments) {

    /** What moves it next. {@code at} may lie in the past when the move is due. */
    public record Next(String tier, Instant at, String rule) {}

    public record Move(String from, String to, Instant at, String reason, long bytes) {}

    /** {@code state}: {@code ok}, {@code missing}, {@code damaged} or {@code rebuilding}. */
    public record Fragment(int n, String node, String volume, String state) {}
}
