package io.lumadb.client.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code GET /api/v1/events} and of the {@code events} topic ({@code {"events": [ … ]}}, a delta).
 *
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param kind a stable word: {@code node-started}, {@code leader-elected}, {@code collection-created},
 *     {@code tier-move}, {@code checkpoint}, {@code segment-sealed}, {@code login-failed}, …
 */
public record ClusterEvent(
        long seq,
        Instant at,
        String severity,
        String kind,
        String node,
        @Nullable Integer shard,
        String text) {}
