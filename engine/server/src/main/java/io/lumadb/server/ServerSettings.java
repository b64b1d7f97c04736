package io.lumadb.server;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.catalog.TieringPolicy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A node's settings for those who start one: from {@code luma.toml} or its defaults, with single values changed. Immutable. */
public final class ServerSettings {

    private final NodeConfig config;

    private ServerSettings(NodeConfig config) {
        this.config = config;
    }

    /**
     * Reads a {@code luma.toml}.
     *
     * @throws io.lumadb.document.error.LumaException BAD_REQUEST naming the file, the key and its value, and what would be right
     */
    public static ServerSettings read(Path file) {
        return new ServerSettings(NodeConfigs.read(file));
    }

    /** The defaults, on the loopback address; port 0 is any free one. */
    public static ServerSettings defaults(Path dataDirectory, int httpPort) {
        return new ServerSettings(NodeConfigs.defaults(dataDirectory, httpPort));
    }

    public ServerSettings withDataDirectory(Path directory) {
        NodeConfig.Node node = config.node();
        return withNode(new NodeConfig.Node(
                node.id(), directory.toAbsolutePath().normalize(), node.http(), node.raft(), node.zone()));
    }

    public ServerSettings withHttpPort(int port) {
        NodeConfig.Node node = config.node();
        return withNode(new NodeConfig.Node(
                node.id(),
                node.dataDirectory(),
                new InetSocketAddress(node.http().getAddress(), port),
                node.raft(),
                node.zone()));
    }

    private ServerSettings withNode(NodeConfig.Node node) {
        return new ServerSettings(new NodeConfig(
                node,
                config.cluster(),
                config.storage(),
                config.tiering(),
                config.security(),
                config.limits(),
                config.translator()));
    }

    /** {@code shards} 0: chosen by the number of cores. It is fixed once the data directory exists. */
    public ServerSettings withShards(int shards) {
        NodeConfig.Cluster cluster = config.cluster();
        return new ServerSettings(new NodeConfig(
                config.node(),
                new NodeConfig.Cluster(shards, cluster.replicationFactor(), cluster.join()),
                config.storage(),
                config.tiering(),
                config.security(),
                config.limits(),
                config.translator()));
    }

    /** Bytes of RAM for hot documents. */
    public ServerSettings withHotBudget(long bytes) {
        NodeConfig.Storage storage = config.storage();
        return new ServerSettings(new NodeConfig(
                config.node(),
                config.cluster(),
                new NodeConfig.Storage(
                        storage.cores(),
                        bytes,
                        storage.blockCache(),
                        storage.coldVolumes(),
                        storage.scrub(),
                        storage.maxMoveRate()),
                config.tiering(),
                config.security(),
                config.limits(),
                config.translator()));
    }

    /** Idle times after which documents become warm and cold, where a collection has no policy of its own. */
    public ServerSettings withIdleTimes(Duration warmAfter, Duration coldAfter) {
        TieringPolicy tiering = config.tiering();
        TieringPolicy changed = new TieringPolicy(
                tiering.hot(),
                new TieringPolicy.WarmPolicy(
                        tiering.warm().enabled(), warmAfter, tiering.warm().maxBytes()),
                new TieringPolicy.ColdPolicy(
                        tiering.cold().enabled(),
                        coldAfter,
                        tiering.cold().maxBytes(),
                        tiering.cold().strategy()));
        return new ServerSettings(new NodeConfig(
                config.node(),
                config.cluster(),
                config.storage(),
                changed,
                config.security(),
                config.limits(),
                config.translator()));
    }

    NodeConfig config() {
        return config;
    }
}
