package io.lumadb.storage.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A replica's cold segments in numbers. What is known without looking at any disk.
 *
 * @param rawBytes BSON bytes that were written into the segments, dead documents included
 * @param storedBytes the segments compressed, parity and copies not counted
 * @param diskBytes all fragments' objects
 */
public record ColdView(
        int shard,
        long segments,
        long rawBytes,
        long storedBytes,
        long diskBytes,
        Fragments fragments,
        List<Scheme> schemes,
        List<VolumeShare> volumes,
        Scrub scrub,
        Traffic traffic) {

    public ColdView {
        schemes = List.copyOf(schemes);
        volumes = List.copyOf(volumes);
    }

    /** How many fragments are in which state. */
    public record Fragments(long ok, long missing, long damaged, long rebuilding) {

        /** {@code 1 fragment}, {@code 8 fragments}. */
        public static String counted(long count) {
            return count + (count == 1 ? " fragment" : " fragments");
        }
    }

    /** What the shard has on one volume, by the volume's number. */
    public record VolumeShare(long fragments, long bytes) {}

    /** Segments of the same k + m; with k = 1, copies. */
    public record Scheme(int dataShards, int parityShards, long segments) {}

    /**
     * The newest round of reading every fragment.
     *
     * @param started empty before the first; {@code finished} empty while it is under way
     * @param fragments read so far, of {@code total}; {@code missing} and {@code damaged} of them
     * @param next when the next round begins by itself; empty when none does
     */
    public record Scrub(
            Optional<Instant> started,
            Optional<Instant> finished,
            long fragments,
            long total,
            long bytes,
            long missing,
            long damaged,
            Optional<Instant> next) {}

    /** Since the replica was opened. */
    public record Traffic(
            long degradedReads,
            long fragmentsLost,
            long fragmentsRebuilt,
            long rebuiltBytes,
            long fragmentsScrubbed,
            long scrubbedBytes) {}

    /**
     * One segment.
     *
     * @param live documents that are still the documents, and their BSON bytes
     */
    public record SegmentView(
            long segment,
            int collection,
            int dataShards,
            int parityShards,
            long live,
            long liveBytes,
            long rawBytes,
            long storedBytes,
            long diskBytes,
            List<DocumentView.FragmentView> fragments) {

        public SegmentView {
            fragments = List.copyOf(fragments);
        }
    }
}
