package io.lumadb.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A node's storage settings.
 *
 * @param node the node's id, for fragments and events
 * @param directory holds everything but the cold volumes
 * @param cores how many core loops; 1 or more
 * @param hotBudgetBytes RAM for hot documents, all shards together
 * @param blockCacheBytes RAM for RocksDB's block cache, all shards together
 * @param coldVolumes directories, one failure domain each
 * @param coldCare how fragments on them are looked after
 * @param clock what idle times are measured with; tests turn it by hand
 * @param checkpointAge how old the last checkpoint may get while there are changes that it has not
 */
public record StorageConfig(
        String node,
        Path directory,
        int cores,
        long hotBudgetBytes,
        long blockCacheBytes,
        List<Path> coldVolumes,
        ColdCare coldCare,
        InstantSource clock,
        Duration checkpointAge) {

    /** Between two checkpoints a document is written below once, however often it changes: the rarer, the better. */
    private static final Duration USUAL_CHECKPOINT_AGE = Duration.ofSeconds(30);

    /**
     * How cold fragments are looked after.
     *
     * @param scrubInterval within which every fragment is read once; zero: only when asked to
     */
    public record ColdCare(Duration scrubInterval, long scrubBytesPerSecond, long repairBytesPerSecond) {

        private static final long MIB = 1L << 20;

        /** Every fragment once a week, at 32 MiB a second; repairs read and write 128 MiB a second. */
        public static final ColdCare DEFAULT = new ColdCare(Duration.ofDays(7), 32 * MIB, 128 * MIB);
    }

    /** With the usual care for cold fragments. */
    public StorageConfig(
            String node,
            Path directory,
            int cores,
            long hotBudgetBytes,
            long blockCacheBytes,
            List<Path> coldVolumes,
            InstantSource clock) {
        this(node, directory, cores, hotBudgetBytes, blockCacheBytes, coldVolumes, ColdCare.DEFAULT, clock);
    }

    /** With the usual age of a checkpoint. */
    public StorageConfig(
            String node,
            Path directory,
            int cores,
            long hotBudgetBytes,
            long blockCacheBytes,
            List<Path> coldVolumes,
            ColdCare coldCare,
            InstantSource clock) {
        this(
                node,
                directory,
                cores,
                hotBudgetBytes,
                blockCacheBytes,
                coldVolumes,
                coldCare,
                clock,
                USUAL_CHECKPOINT_AGE);
    }

    public StorageConfig {
        coldVolumes = List.copyOf(coldVolumes);
    }
}
