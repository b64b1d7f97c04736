package io.lumadb.server.fake;

import io.lumadb.cluster.Accounts;
import io.lumadb.cluster.LumaNode;
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
import io.lumadb.cluster.view.TierAmount;
import io.lumadb.cluster.view.TierAmounts;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node without Raft and tiers. Thread-safe. */
public final class MapNode implements LumaNode, Accounts {

    private static final TierAmount NONE = new TierAmount(0, 0, 0);
    private static final TiersStatus.WriteAmplification NOTHING_WRITTEN =
            new TiersStatus.WriteAmplification(0, 0, 0, 0, 0, 0, 0);

    private final MapDatabase database = new MapDatabase();
    private final MapQueries queries = new MapQueries(database);
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final List<ClusterEvent> events = new CopyOnWriteArrayList<>();
    private final byte[] key = new byte[32];
    private final NodeConfig config;
    private volatile int shardRows = 1;
    private volatile Optional<String> pausedBy = Optional.empty();

    public MapNode(NodeConfig.Limits limits) {
        this(limits, Optional.empty());
    }

    public MapNode(NodeConfig.Limits limits, Optional<NodeConfig.Translator> translator) {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        config = new NodeConfig(
                new NodeConfig.Node(Optional.of("node-1"), Path.of("."), anywhere, anywhere, Optional.empty()),
                new NodeConfig.Cluster(4, 1, List.of()),
                new NodeConfig.Storage(1, 1 << 20, 1 << 20, List.of()),
                TieringPolicy.DEFAULT,
                new NodeConfig.Security(Duration.ofHours(1), Optional.empty(), Optional.empty()),
                limits,
                translator);
    }

    public static NodeConfig.Limits usualLimits() {
        return new NodeConfig.Limits(16 << 20, 1000, Duration.ofSeconds(60), 256 << 20);
    }

    /** How many shards the topic of that name shows, to make frames large. */
    public void showShards(int count) {
        shardRows = count;
    }

    @Override
    public String id() {
        return "node-1";
    }

    @Override
    public NodeConfig config() {
        return config;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public boolean ready() {
        return true;
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
        return this;
    }

    @Override
    public ClusterStatus status() {
        return new ClusterStatus("c", "healthy", List.of(), List.of(), shards());
    }

    @Override
    public List<ShardStatus> shards() {
        ShardStatus shard = new ShardStatus(
                0, "node-1", 0, 1, 1, 1, 0, List.of(), new TierAmounts(NONE, NONE, NONE), 0, 0, 0, 0, 0, 0);
        return java.util.Collections.nCopies(shardRows, shard);
    }

    @Override
    public TiersStatus tiers() {
        return new TiersStatus(
                new TierAmounts(NONE, NONE, NONE),
                1 << 20,
                List.of(),
                List.of(),
                List.of(),
                NOTHING_WRITTEN,
                null,
                new TiersStatus.Moving(
                        pausedBy.isPresent(),
                        pausedBy.map(_ -> Instant.EPOCH).orElse(null),
                        pausedBy.orElse(null),
                        1 << 20,
                        1));
    }

    @Override
    public WarmStatus warm() {
        return new WarmStatus(
                new WarmStatus.Cache(0, 1 << 20), 1 << 18, 1 << 20, NOTHING_WRITTEN, List.of(), List.of());
    }

    @Override
    public List<CoreReport> cores() {
        return List.of(new CoreReport(0, 0.5, 3, List.of(0), 250, 1, 0, List.of()));
    }

    @Override
    public List<CollectionSummary> collections() {
        return database.collections().stream().map(this::summary).toList();
    }

    private CollectionSummary summary(CollectionDefinition definition) {
        return new CollectionSummary(
                definition.name(),
                database.documentsOf(definition.name()).size(),
                new TierAmounts(NONE, NONE, NONE),
                definition.indexes().stream()
                        .map(index -> new CollectionSummary.IndexSummary(index.name(), List.of(), "btree", false))
                        .toList());
    }

    @Override
    public CollectionSummary collection(String name) {
        return database.collection(name)
                .map(this::summary)
                .orElseThrow(
                        () -> new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'"));
    }

    @Override
    public IndexVerification verifyIndex(String collection, String index, int examples) {
        List<IndexVerification.Difference> differences =
                List.of(new IndexVerification.Difference("missing", Value.of(7), "the document has n = 7"));
        return new IndexVerification(
                collection(collection).name(),
                index,
                false,
                2,
                1,
                1,
                0,
                differences.subList(0, Math.min(examples, differences.size())));
    }

    @Override
    public List<TierMove> movesAfter(long seq, int limit) {
        return List.of();
    }

    @Override
    public List<TierMove> newestMoves(int limit) {
        return List.of();
    }

    @Override
    public List<TierMove> movesAfter(long seq, MoveFilter filter, int limit) {
        return List.of();
    }

    @Override
    public List<TierMove> movesBefore(long seq, MoveFilter filter, int limit) {
        return List.of();
    }

    @Override
    public CompletableFuture<TieringPreview> preview(String collection, TieringPolicy policy, Duration within) {
        TierAmounts nothing = new TierAmounts(NONE, NONE, NONE);
        return CompletableFuture.completedFuture(new TieringPreview(
                collection,
                within.toSeconds(),
                List.of(),
                nothing,
                nothing,
                new TieringPreview.Ram(0, 0, 0, 1 << 20),
                new TieringPreview.Disk(0, 0),
                null,
                0,
                0,
                true,
                0.95,
                List.of("nothing is known")));
    }

    @Override
    public void pauseMoves(String by) {
        pausedBy = Optional.of(by);
    }

    @Override
    public void resumeMoves(String by) {
        pausedBy = Optional.empty();
    }

    @Override
    public List<ClusterEvent> eventsAfter(long seq, int limit) {
        return events.stream().filter(event -> event.seq() > seq).limit(limit).toList();
    }

    @Override
    public synchronized void recordEvent(String severity, String kind, String text) {
        events.add(new ClusterEvent(events.size() + 1L, Instant.now(), severity, kind, "node-1", null, text));
    }

    @Override
    public TieringPolicy policy(String collection) {
        return database.collection(collection)
                .flatMap(CollectionDefinition::tiering)
                .orElse(TieringPolicy.DEFAULT);
    }

    @Override
    public CompletableFuture<Long> move(String collection, Optional<List<Value>> ids, Tier to) {
        return CompletableFuture.completedFuture((long) ids.map(List::size)
                .orElseGet(() -> database.documentsOf(collection).size()));
    }

    @Override
    public ColdTier scrub() {
        return new ColdTier(
                0,
                0,
                0,
                0,
                new ColdTier.Fragments(0, 0, 0, 0),
                List.of(),
                List.of(),
                new ColdTier.Scrub("idle", 0, 0, 0, 0, 0, null, null),
                0,
                0);
    }

    @Override
    public CompletableFuture<List<ColdSegment>> coldSegments(Optional<String> collection, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        return CompletableFuture.completedFuture(new Placement(
                id,
                collection,
                "hot",
                0,
                0,
                "node-1",
                "node-1",
                List.of("node-1"),
                null,
                1,
                "written",
                null,
                List.of(),
                null));
    }

    @Override
    public Counters counters() {
        return new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public List<Account> all() {
        return List.copyOf(accounts.values());
    }

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(accounts.get(username));
    }

    @Override
    public void put(Account account) {
        accounts.put(account.username(), account);
    }

    @Override
    public void remove(String username) {
        accounts.remove(username);
    }

    @Override
    public byte[] tokenKey() {
        return key.clone();
    }

    @Override
    public void close() {}
}
