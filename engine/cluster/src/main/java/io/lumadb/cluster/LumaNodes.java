package io.lumadb.cluster;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.node.NodeStart;
import io.lumadb.query.execution.LumaQueryEngine;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.time.InstantSource;

/** Starts nodes. */
public final class LumaNodes {

    /** Temporary files of queries, within the data directory. */
    private static final String SPILL = "tmp/query";

    private LumaNodes() {}

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
