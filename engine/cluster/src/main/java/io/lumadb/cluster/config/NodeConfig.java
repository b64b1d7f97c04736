package io.lumadb.cluster.config;

import io.lumadb.document.catalog.TieringPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node's settings, checked. Sizes are bytes. {@code translator} empty: free questions are not translated. */
public record NodeConfig(
        Node node,
        Cluster cluster,
        Storage storage,
        TieringPolicy tiering,
        Security security,
        Limits limits,
        Optional<Translator> translator,
        Durability durability) {

    /** Settings with the usual durability. */
    public NodeConfig(
            Node node,
            Cluster cluster,
            Storage storage,
            TieringPolicy tiering,
            Security security,
            Limits limits,
            Optional<Translator> translator) {
        this(node, cluster, storage, tiering, security, limits, translator, Durability.USUAL);
    }

    /** Settings without a translator. */
    public NodeConfig(
            Node node, Cluster cluster, Storage storage, TieringPolicy tiering, Security security, Limits limits) {
        this(node, cluster, storage, tiering, security, limits, Optional.empty());
    }

    /** {@code id} empty: made once and kept in the data directory. Port 0: any free one. */
    public record Node(
            Optional<String> id,
            Path dataDirectory,
            InetSocketAddress http,
            InetSocketAddress raft,
            Optional<String> zone) {}

    /** {@code shards} 0: 2 × cores, 4 to 16; fixed when the cluster is made. */
    public record Cluster(int shards, int replicationFactor, List<String> join) {
        public Cluster {
            join = List.copyOf(join);
        }
    }

    /**
     * {@code cores} 0: all. {@code coldVolumes} empty: six folders under the data directory.
     *
     * @param maxMoveRate the most bytes a second that move between tiers ({@code tiering.max_move_rate})
     */
    public record Storage(
            int cores, long hotBudget, long blockCache, List<Path> coldVolumes, Scrub scrub, long maxMoveRate) {

        public static final long DEFAULT_MOVE_RATE = 256L << 20;

        public Storage {
            coldVolumes = List.copyOf(coldVolumes);
        }

        /** With the usual scrub and rate of moves. */
        public Storage(int cores, long hotBudget, long blockCache, List<Path> coldVolumes) {
            this(cores, hotBudget, blockCache, coldVolumes, Scrub.DEFAULT, DEFAULT_MOVE_RATE);
        }
    }

    /**
     * How cold fragments are looked after.
     *
     * @param interval within which every fragment is read once; zero: never by itself
     * @param rate bytes a second that a scrub reads; {@code repairRate} that a repair reads and writes
     */
    public record Scrub(Duration interval, long rate, long repairRate) {
        private static final long MIB = 1L << 20;
        public static final Scrub DEFAULT = new Scrub(Duration.ofDays(7), 32 * MIB, 128 * MIB);
    }

    /**
     * How what is acknowledged is kept.
     *
     * @param checkpoint how old the oldest change may be that is only in the Raft logs and in RAM
     * @param logSegment bytes of one file of a Raft log; only whole files are dropped
     * @param diskReserve bytes on the disk of the data directory below which the node only reads
     */
    public record Durability(Duration checkpoint, long logSegment, long diskReserve) {

        public static final Durability USUAL = new Durability(Duration.ofSeconds(30), 8L << 20, 64L << 20);
    }

    public record Security(Duration tokenTtl, Optional<Path> tlsCertificate, Optional<Path> tlsKey) {}

    public record Limits(long maxBody, int maxConnections, Duration queryTimeout, long queryMemory) {}

    /**
     * A language model that turns free questions into LQL.
     *
     * @param endpoint the URL of OpenAI-compatible chat completions, such as {@code https://host/v1/chat/completions}
     * @param apiKeyFile holds the bearer token; empty: the endpoint asks for none
     * @param timeout how long an answer may take in all
     */
    public record Translator(URI endpoint, String model, Optional<Path> apiKeyFile, Duration timeout) {}
}
