package io.lumadb.client.model;

import java.util.List;

/**
 * One of {@code GET /api/v1/tiering/segments}: a cold segment and where its fragments lie. Bytes.
 *
 * @param segment unique in its shard
 * @param documents still alive of those that were written; {@code liveBytes} theirs, of {@code rawBytes}
 */
public record ColdSegment(
        int shard,
        String segment,
        String collection,
        int dataShards,
        int parityShards,
        long documents,
        long liveBytes,
        long rawBytes,
        long storedBytes,
        long diskBytes,
        List<Placement.Fragment> fragments) {}
