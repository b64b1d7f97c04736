package io.lumadb.cluster;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.node.DirectoryCheck;
import io.lumadb.cluster.node.NodeStart;
import io.lumadb.cluster.view.DirectoryReport;
import io.lumadb.query.execution.LumaQueryEngine;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.time.InstantSource;

/** Starts nodes. */
public final class LumaNodes {

    /** Temporary files of queries, within the data directory. */
    private static final String SPILL = "tmp/query";

    private LumaNodes() {}

    /**
     * Reads everything in a stopped node's data directory, and changes nothing.
     *
     * @throws io.lumadb.document.error.LumaException NOT_FOUND when it is no data directory, UNAVAILABLE when a node uses
     *     it, BAD_REQUEST for another format, CORRUPT_DATA when not even {@code node.json} can be read
     */
    public static DirectoryReport check(NodeConfig config) {
        return DirectoryCheck.run(config);
    }

    /**
     * Starts a node and comes back when it serves.
     *
     * @throws io.lumadb.document.error.LumaException naming what is in the way: a data directory in use, of another format
     *     or not usable, a port that is taken, a damaged log, or a setting this version does not have
     */
    public static LumaNode start(NodeConfig config) {
        InstantSource clock = InstantSource.system();
        return NodeStart.start(
                config,
                clock,
                database -> new LumaQueryEngine(
                        database,
                        clock,
                        config.limits().queryMemory(),
                        SpillDirectory.at(config.node().dataDirectory().resolve(SPILL))));
    }
}
