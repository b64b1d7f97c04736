package io.lumadb.cluster;

import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.ClusterStatus;
import io.lumadb.cluster.view.ColdSegment;
import io.lumadb.cluster.view.ColdTier;
import io.lumadb.cluster.view.CollectionSummary;
import io.lumadb.cluster.view.CoreReport;
import io.lumadb.cluster.view.IndexVerification;
import io.lumadb.cluster.view.MoveFilter;
import io.lumadb.cluster.view.Placement;
import io.lumadb.cluster.view.ShardStatus;
import io.lumadb.cluster.view.TierMove;
import io.lumadb.cluster.view.TieringPreview;
import io.lumadb.cluster.view.TiersStatus;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QueryEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A running node. Thread-safe. Made by {@code LumaNodes.start(config)}, which comes back when the node serves; views are
 * at most a second old and never wait.
 */
public interface LumaNode extends AutoCloseable {

    String id();

    NodeConfig config();

    /** The cluster's format version: what the files and log entries on disk are written in. */
    int format();

    /** Leaders known and everything replayed. */
    boolean ready();

    /** Serving reads alone, for the disk is full. */
    default boolean readOnly() {
        return false;
    }

    QueryEngine queries();

    Database database();

    Accounts accounts();

    ClusterStatus status();

    List<ShardStatus> shards();

    TiersStatus tiers();

    /** The warm tier from within. Reads the books of every shard's RocksDB: some milliseconds. */
    WarmStatus warm();

    /** The core loops of this node, with the tasks that held them up lately. */
    List<CoreReport> cores();

    List<CollectionSummary> collections();

    /** UNKNOWN_COLLECTION when there is none of that name. */
    CollectionSummary collection(String name);

    /**
     * Holds an index against the documents. Blocks, and reads the whole collection.
     *
     * @param examples how many differences of each kind to describe, of each shard
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION, NOT_FOUND, or UNAVAILABLE for an index that is not
     *     ready
     */
    IndexVerification verifyIndex(String collection, String index, int examples);

    /** Moves after a sequence number, oldest first; at most the last few thousand are remembered. */
    List<TierMove> movesAfter(long seq, int limit);

    /** The newest moves, newest first. */
    List<TierMove> newestMoves(int limit);

    /** Those of the remembered moves that the filter lets through and that are after a sequence number, oldest first. */
    List<TierMove> movesAfter(long seq, MoveFilter filter, int limit);

    /** The same before a sequence number, newest first. */
    List<TierMove> movesBefore(long seq, MoveFilter filter, int limit);

    List<ClusterEvent> eventsAfter(long seq, int limit);

    /** Adds to the event log: {@code severity} is {@code info}, {@code warning} or {@code critical}. */
    void recordEvent(String severity, String kind, String text);

    /** The policy in force: the collection's own, or the default of {@code luma.toml}. */
    TieringPolicy policy(String collection);

    /**
     * What a policy would do to a collection if it were set now and nobody touched its documents within that time. Moves
     * nothing.
     *
     * @throws io.lumadb.document.error.LumaException UNKNOWN_COLLECTION, or what setting the policy would throw
     */
    CompletableFuture<TieringPreview> preview(String collection, TieringPolicy policy, Duration within);

    /**
     * Pauses all moves of this node but pressure's, until {@link #resumeMoves} or the end of the process.
     *
     * @param by who asks, for the view and the event
     */
    void pauseMoves(String by);

    void resumeMoves(String by);

    CompletableFuture<Long> move(String collection, Optional<List<Value>> ids, Tier to);

    /** Begins to read every cold fragment of this node's shards, if that is not under way; gives how the tier is now. */
    ColdTier scrub();

    /**
     * Cold segments with their fragments, of one collection or of all.
     *
     * @param limit how many of each shard at most, the newest
     */
    CompletableFuture<List<ColdSegment>> coldSegments(Optional<String> collection, int limit);

    /** NOT_FOUND when there is no such document. */
    CompletableFuture<Placement> placement(String collection, Value id);

    /** Documents read from each tier, operations, … since the start; for metrics. */
    Counters counters();

    /** Totals since the node started. */
    record Counters(
            long documentsReadHot,
            long documentsReadWarm,
            long documentsReadCold,
            long documentsWritten,
            long userBytes,
            long raftLogBytes,
            long flushedBytes,
            long compactedBytes,
            long coldBytes,
            long parityBytes,
            long moves,
            long movedBytes) {}

    /** Drains requests, checkpoints and stops. */
    @Override
    void close();
}
