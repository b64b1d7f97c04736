package io.lumadb.cluster.node;

import io.lumadb.cluster.Accounts;
import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.cluster.database.ClusterDatabase;
import io.lumadb.cluster.database.FieldCensus;
import io.lumadb.cluster.database.IndexReports;
import io.lumadb.cluster.raft.ShardReplica;
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
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.storage.TieringRules;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierPreview;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A node that serves. Made by {@link NodeStart}. Thread-safe. */
final class LocalNode implements LumaNode {

    private final NodeParts parts;
    private final ColdViews cold;
    private final ClusterDatabase database;
    private final QueryEngine queries;
    private final IndexReports indexes;
    private final NodeViews views;
    private final Every ticker;
    private final FieldCensus census;

    LocalNode(
            NodeParts parts,
            ClusterDatabase database,
            QueryEngine queries,
            IndexReports indexes,
            NodeViews views,
            Every ticker,
            FieldCensus census) {
        this.parts = parts;
        this.cold = new ColdViews(parts);
        this.database = database;
        this.queries = queries;
        this.indexes = indexes;
        this.views = views;
        this.ticker = ticker;
        this.census = census;
    }

    @Override
    public String id() {
        return parts.identity().node();
    }

    @Override
    public NodeConfig config() {
        return parts.config();
    }

    @Override
    public int format() {
        return parts.identity().format();
    }

    @Override
    public boolean ready() {
        return parts.serving();
    }

    @Override
    public boolean readOnly() {
        return parts.isFull();
    }

    @Override
    public QueryEngine queries() {
        return queries;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Accounts accounts() {
        return parts.catalog();
    }

    @Override
    public ClusterStatus status() {
        Machine machine = parts.machine();
        ClusterStatus.Memory memory = new ClusterStatus.Memory(
                machine.heapUsed(),
                machine.heapMax(),
                machine.residentBytes(),
                parts.storage().hotBytes(),
                parts.config().storage().hotBudget());
        boolean ready = ready();
        List<ClusterStatus.Trouble> troubles =
                new ArrayList<>(Troubles.of(ready, parts.isFull(), parts.failure(), memory, machine.disks()));
        troubles.addAll(cold.troubles());
        ClusterStatus.NodeStatus self = new ClusterStatus.NodeStatus(
                id(),
                text(parts.config().node().http()),
                text(parts.raft().address()),
                parts.config().node().zone().orElse(null),
                NodeParts.VERSION,
                state(ready),
                parts.uptimeMillis(),
                machine.cpu(),
                memory,
                parts.storage().cores().stream().map(CoreViews::status).toList(),
                machine.disks());
        return new ClusterStatus(
                parts.identity().cluster(), Troubles.health(troubles), troubles, List.of(self), views.shards());
    }

    private String state(boolean ready) {
        if (parts.failure().isPresent()) {
            return "down";
        }
        if (!ready) {
            return "starting";
        }
        return parts.isFull() ? "read-only" : "serving";
    }

    private static String text(InetSocketAddress address) {
        // The literal, not the name: a reverse look-up elsewhere may have left "localhost" in the address.
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public List<ShardStatus> shards() {
        return views.shards();
    }

    @Override
    public TiersStatus tiers() {
        return views.tiers();
    }

    @Override
    public WarmStatus warm() {
        return views.warm(parts.storage().warm());
    }

    @Override
    public List<CoreReport> cores() {
        return parts.storage().cores().stream().map(CoreViews::report).toList();
    }

    @Override
    public List<CollectionSummary> collections() {
        return views.collections();
    }

    @Override
    public CollectionSummary collection(String name) {
        return views.collection(name);
    }

    @Override
    public IndexVerification verifyIndex(String collection, String index, int examples) {
        return indexes.verify(collection, index, examples);
    }

    @Override
    public List<TierMove> movesAfter(long seq, int limit) {
        return parts.moves().after(seq, limit);
    }

    @Override
    public List<TierMove> newestMoves(int limit) {
        return parts.moves().newest(limit);
    }

    @Override
    public List<TierMove> movesAfter(long seq, MoveFilter filter, int limit) {
        return parts.moves().after(seq, filter, limit);
    }

    @Override
    public List<TierMove> movesBefore(long seq, MoveFilter filter, int limit) {
        return parts.moves().before(seq, filter, limit);
    }

    @Override
    public CompletableFuture<TieringPreview> preview(String collection, TieringPolicy policy, Duration within) {
        CollectionDefinition owner = parts.catalog().require(collection);
        TieringRules.validate(policy, NodeConfigs.volumes(config().storage()));
        TieringPolicy present = parts.catalog().policy(owner);
        List<CompletableFuture<TierPreview>> seen = new ArrayList<>();
        for (ShardReplica shard : parts.shards()) {
            seen.add(shard.store().preview(owner.id(), policy, within));
        }
        return CompletableFuture.allOf(seen.toArray(CompletableFuture[]::new))
                .thenApply(_ -> new Previews(
                                collection,
                                present,
                                policy,
                                within,
                                seen.stream().map(CompletableFuture::join).toList())
                        .of(
                                parts.storage().hotBytes(),
                                parts.config().storage().hotBudget(),
                                parts.clock().instant()));
    }

    @Override
    public void pauseMoves(String by) {
        if (parts.storage().moveControl().pause(by)) {
            recordEvent(
                    "warning",
                    "moves-paused",
                    by + " paused all moves between tiers, those by hand too; only pressure on RAM still lets documents"
                            + " go, and a restart resumes them");
        }
    }

    @Override
    public void resumeMoves(String by) {
        if (parts.storage().moveControl().resume()) {
            recordEvent("info", "moves-resumed", by + " resumed the moves between tiers");
        }
    }

    @Override
    public List<ClusterEvent> eventsAfter(long seq, int limit) {
        return parts.events().after(seq, limit);
    }

    @Override
    public void recordEvent(String severity, String kind, String text) {
        parts.events().record(severity, kind, null, text);
    }

    @Override
    public TieringPolicy policy(String collection) {
        return parts.catalog().policy(parts.catalog().require(collection));
    }

    @Override
    public CompletableFuture<Long> move(String collection, Optional<List<Value>> ids, Tier to) {
        int owner;
        try {
            owner = parts.catalog().require(collection).id();
        } catch (LumaException e) {
            return CompletableFuture.failedFuture(e);
        }
        List<CompletableFuture<Long>> moved = new ArrayList<>();
        for (ShardReplica shard : parts.shards()) {
            Optional<List<Value>> own = ids.map(all -> all.stream()
                    .filter(id -> database.shardOf(id) == shard.shard())
                    .toList());
            if (own.isEmpty() || !own.get().isEmpty()) {
                moved.add(shard.store().move(owner, own, to));
            }
        }
        return CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new))
                .thenApply(
                        _ -> moved.stream().mapToLong(CompletableFuture::join).sum());
    }

    @Override
    public ColdTier scrub() {
        cold.scrub();
        return cold.status();
    }

    @Override
    public CompletableFuture<List<ColdSegment>> coldSegments(Optional<String> collection, int limit) {
        try {
            return cold.segments(collection, limit);
        } catch (LumaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        try {
            int owner = parts.catalog().require(collection).id();
            ShardReplica shard = parts.shards().get(database.shardOf(id));
            return shard.store()
                    .locate(owner, id)
                    .thenApply(found -> found.map(view -> Placements.of(id, collection, id(), shard, view))
                            .orElseThrow(() -> new LumaException(
                                    ErrorCode.NOT_FOUND,
                                    "\"" + collection + "\" has no document " + io.lumadb.document.Json.relaxed(id))));
        } catch (LumaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Counters counters() {
        List<ShardView> now = views.views();
        return new Counters(
                NodeViews.total(now, ShardView.Traffic::documentsReadHot),
                NodeViews.total(now, ShardView.Traffic::documentsReadWarm),
                NodeViews.total(now, ShardView.Traffic::documentsReadCold),
                parts.shards().stream().mapToLong(ShardReplica::writesProposed).sum(),
                NodeViews.total(now, ShardView.Traffic::userBytes),
                parts.raft().loggedBytes(),
                NodeViews.total(now, ShardView.Traffic::flushedBytes),
                NodeViews.total(now, ShardView.Traffic::compactedBytes),
                NodeViews.total(now, ShardView.Traffic::coldBytes),
                NodeViews.total(now, ShardView.Traffic::parityBytes),
                parts.moves().total(),
                parts.moves().totalBytes());
    }

    @Override
    public void close() {
        if (parts.beginClosing()) {
            ticker.close();
            census.close();
            queries.close();
            parts.close();
        }
    }
}
