package io.lumadb.client.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cold tier in numbers, all shards together. Bytes.
 *
 * @param rawBytes of documents as they were written into segments, dead ones included
 * @param storedBytes compressed, parity and copies not counted; {@code diskBytes} all fragments
 * @param schemes how many segments have which k + m; with k = 1, copies
 * @param degradedReads reads since the start that a lost fragment was made up for
 */
public record ColdTier(
        long segments,
        long rawBytes,
        long storedBytes,
        long diskBytes,
        Fragments fragments,
        List<Scheme> schemes,
        List<Volume> volumes,
        Scrub scrub,
        long degradedReads,
        long fragmentsRebuilt) {

    /** How many fragments are in which state, as far as is known without reading them. */
    public record Fragments(long ok, long missing, long damaged, long rebuilding) {}

    public record Scheme(int dataShards, int parityShards, long segments) {}

    /**
     * A volume.
     *
     * @param state {@code ok} or {@code gone}
     * @param usedBytes what fragments take there; {@code freeBytes} and {@code totalBytes} of its disk, 0 when it is gone
     */
    public record Volume(
            String node,
            int number,
            String name,
            String state,
            long fragments,
            long usedBytes,
            long freeBytes,
            long totalBytes) {}

    /**
     * The reading of every fragment.
     *
     * @param state {@code running}, or {@code idle}
     * @param read fragments read in the newest rounds, of {@code total}; {@code missing} and {@code damaged} of them
     * @param finished the end of the newest round of the shard that was last; {@code next} when one begins by itself
     */
    public record Scrub(
            String state,
            long read,
            long total,
            long bytes,
            long missing,
            long damaged,
            @Nullable Instant finished,
            @Nullable Instant next) {}
}
