package io.lumadb.client.model;

import java.time.Instant;

/** One of {@code GET /api/v1/queries} and of the {@code queries} topic. */
public record RunningQuery(
        String id, String language, String query, String user, Instant startedAt, double elapsedMs, long rowsScanned) {}
