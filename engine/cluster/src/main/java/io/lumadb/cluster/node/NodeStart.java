package io.lumadb.cluster.node;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.catalog.Catalog;
import io.lumadb.cluster.catalog.CatalogCommand;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.cluster.database.ClusterDatabase;
import io.lumadb.cluster.database.Definitions;
import io.lumadb.cluster.database.DocumentWrites;
import io.lumadb.cluster.database.FieldCensus;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.storage.TieringRules;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Starts a node and comes back when it serves. */
public final class NodeStart {

    /** A log may take minutes to replay; without any progress for this long something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int TOKEN_KEY_BYTES = 32;

    private NodeStart() {}

    /**
     * @param queries makes the query engine over the node's database
     * @throws LumaException naming what is in the way: a data directory in use, of another format, or not usable; a port
     *     that is taken; a damaged log
     */
    public static LumaNode start(NodeConfig config, InstantSource clock, Function<Database, QueryEngine> queries) {
        return start(config, clock, queries, DiskRoom.Probe::of);
    }

    /** {@code probes}: how to ask for the free space on a folder's disk. */
    static LumaNode start(
            NodeConfig config,
            InstantSource clock,
            Function<Database, QueryEngine> queries,
            Function<Path, DiskRoom.Probe> probes) {
        if (!config.cluster().join().isEmpty()) {
            throw new LumaException(
                    ErrorCode.NOT_BUILT_YET,
                    "cluster.join names " + config.cluster().join() + ", and this version cannot join a cluster yet",
                    "leave cluster.join empty to start a cluster of one node");
        }
        TieringRules.validate(config.tiering(), NodeConfigs.volumes(config.storage()));
        NodeParts parts = new NodeParts(config, clock, probes);
        try {
            awaitLeadership(parts);
            awaitReplay(parts, clock);
            LogPurge purge = logPurge(parts);
            found(parts);
            DocumentWrites writes = parts.writes();
            Definitions definitions = parts.definitions(writes);
            definitions.sweep();
            parts.directory().markComplete();
            parts.watchRoom();
            LumaNode node = assemble(parts, writes, definitions, purge, queries);
            parts.events()
                    .record(
                            "info",
                            "node-started",
                            null,
                            parts.identity().node() + " serves "
                                    + parts.shards().size() + " shards after " + parts.uptimeMillis() + " ms");
            return node;
        } catch (RuntimeException e) {
            try {
                parts.close();
            } catch (RuntimeException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    /** Notes how far the logs have come before anybody may write: from now on none of them may be without entries. */
    private static LogPurge logPurge(NodeParts parts) {
        LogMarks marks = new LogMarks(parts.directory().marks(), Disk.REAL);
        try {
            marks.note(parts.raft().committed());
        } catch (IOException e) {
            throw WholeFile.failure(parts.directory().marks(), e);
        }
        return new LogPurge(
                marks,
                () -> parts.raft().committed(),
                parts.config().durability().checkpoint());
    }

    private static LumaNode assemble(
            NodeParts parts,
            DocumentWrites writes,
            Definitions definitions,
            LogPurge purge,
            Function<Database, QueryEngine> queries) {
        FieldCensus census = new FieldCensus(parts.catalog(), parts.shards());
        ClusterDatabase database = new ClusterDatabase(parts.catalog(), parts.shards(), writes, definitions, census);
        WriteLatencies latencies = new WriteLatencies();
        NodeViews views = new NodeViews(
                parts.identity().node(),
                parts.catalog(),
                definitions.reports(),
                parts.shards(),
                latencies,
                parts.moves(),
                parts.storage().moveControl(),
                parts.raft()::loggedBytes,
                parts.config().storage().hotBudget(),
                new ColdViews(parts));
        QueryEngine engine = queries.apply(database);
        parts.machine().tick();
        Every ticker = new Every(Duration.ofSeconds(1), "node-ticker", () -> {
            parts.watch();
            parts.machine().tick();
            latencies.tick(parts.shards());
            purge.tick(parts.shards());
        });
        census.start();
        return new LocalNode(parts, database, engine, definitions.reports(), views, ticker, census);
    }

    private static void awaitLeadership(NodeParts parts) {
        int groups = parts.shards().size() + 1;
        long progress = -1;
        long since = System.nanoTime();
        try {
            while (!parts.leadership().await(groups, 500)) {
                long applied = parts.shards().stream()
                        .map(ShardReplica::store)
                        .mapToLong(store -> store.appliedIndex())
                        .sum();
                if (applied != progress) {
                    progress = applied;
                    since = System.nanoTime();
                }
                parts.failure().ifPresent(text -> {
                    throw new LumaException(ErrorCode.INTERNAL, "the node could not start: " + text);
                });
                if (System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw new LumaException(
                            ErrorCode.UNAVAILABLE,
                            "the node's shards had no leader after " + PATIENCE.toSeconds() + " s",
                            "look at the node's log; the machine may be overloaded");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the start was interrupted", null, e);
        }
    }

    /**
     * Ratis calls a leader ready when its state machine has been handed every entry; the shards apply them on their own
     * threads, and one that builds an index takes a while. An empty command comes back when all before it are applied.
     */
    private static void awaitReplay(NodeParts parts, InstantSource clock) {
        ShardCommand nothing = new ShardCommand.Writes(clock.millis(), List.of());
        CompletableFuture<?>[] applied =
                parts.shards().stream().map(shard -> shard.propose(nothing)).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(applied).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LumaException known) {
                throw known;
            }
            throw new LumaException(
                    ErrorCode.INTERNAL, "the node could not replay its log: " + e.getMessage(), null, e);
        }
    }

    /** Gives a new cluster its identity and its token key. */
    private static void found(NodeParts parts) {
        if (parts.catalog().current().identity().isEmpty()) {
            byte[] tokenKey = new byte[TOKEN_KEY_BYTES];
            new SecureRandom().nextBytes(tokenKey);
            parts.catalog()
                    .change(new CatalogCommand.Found(new Catalog.Identity(
                            parts.identity().cluster(),
                            parts.identity().format(),
                            parts.identity().shards(),
                            tokenKey)));
        }
    }
}
