package io.lumadb.storage;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.ColdView;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.IndexBuildView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.view.WarmView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One replica of one shard. The state belongs to a core loop; these methods may be called from any thread and send it
 * messages.
 */
public interface ShardStore {

    int shard();

    /** The core loop that owns this replica. */
    int core();

    /**
     * Applies a committed entry. Call in log order; entries at or below {@link #appliedIndex()} are skipped. The result
     * has one element for each write of a {@link ShardCommand.Writes} and is empty for other commands. A failure of the
     * future means that this replica can go no further (I/O): the caller stops the node.
     */
    CompletableFuture<List<WriteResult>> apply(long term, long index, ShardCommand command);

    /** The last entry applied, or a later entry without a command that {@link #skip} announced. */
    long appliedIndex();

    /** The last entry whose effects are on disk; the log up to here may be purged. */
    long durableIndex();

    /** Why the replica can go no further: what happened to its files, most of the time. Empty while it is well. */
    Optional<LumaException> failure();

    /** The term of {@link #durableIndex()}, for the log's snapshot mark. */
    long durableTerm();

    /** Notes an entry that carries no command (configuration, metadata), so that indexes stay in step. */
    void skip(long term, long index);

    /** Writes dirty documents, index entries and the applied index down, and flushes. Gives the durable index. */
    CompletableFuture<Long> checkpoint();

    /** One moment of the shard, taken on the core loop in constant time. Close it. */
    CompletableFuture<ShardSnapshot> snapshot();

    /** Tells the replica whether it leads: the leader decides moves to cold and back. */
    void leading(boolean leads);

    /**
     * Moves documents by hand.
     *
     * @param ids which ones; empty for every document of the collection
     * @return how many moved
     */
    CompletableFuture<Long> move(int collection, Optional<List<Value>> ids, Tier to);

    /**
     * What a policy would do to this shard's documents of a collection if it were set now and nobody touched them within
     * that time. Moves nothing, and reads the access rows of the collection once: about a second for a million documents.
     */
    CompletableFuture<TierPreview> preview(int collection, TieringPolicy policy, Duration within);

    /** Where a document is and why; empty when there is none. Does not count as an access. */
    CompletableFuture<Optional<DocumentView>> locate(int collection, Value id);

    /** Indexes whose entries are being made. Without waiting. */
    List<IndexBuildView> indexBuilds();

    /**
     * Completes when an index that the log asked for is complete on this replica and on disk: from then on no restart
     * finds it incomplete. Fails with the reason when it cannot be built or is dropped, and with NOT_FOUND when the
     * replica has none.
     */
    CompletableFuture<Void> indexBuilt(int collection, int index);

    /**
     * The levels of the warm tier and what goes on in it; reads RocksDB's books, some milliseconds long.
     *
     * @throws io.lumadb.document.error.LumaException UNAVAILABLE when the replica is closed
     */
    WarmView warm();

    /** Begins to read every fragment of the shard, if that is not under way; {@link #cold()} says how far it is. NOT_LEADER elsewhere. */
    void scrub();

    /** The cold segments in numbers, without waiting and without touching a disk. */
    ColdView cold();

    /** Every cold segment, oldest first, with its fragments as their files are now. */
    CompletableFuture<List<ColdView.SegmentView>> segments();

    /** Amounts and rates, without waiting: at most a second old. */
    ShardView view();
}
