package io.lumadb.cluster.node;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.database.IndexReports;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.CollectionSummary;
import io.lumadb.cluster.view.ShardStatus;
import io.lumadb.cluster.view.TierAmount;
import io.lumadb.cluster.view.TierAmounts;
import io.lumadb.cluster.view.TiersStatus;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.storage.MoveControl;
import io.lumadb.storage.view.MovesView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.WarmView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shards, tiers and collections in the API's shapes, made of what the storage shows. Never waits. Thread-safe. */
final class NodeViews {

    private static final TierAmount NOTHING = new TierAmount(0, 0, 0);
    private static final TierAmounts EMPTY = new TierAmounts(NOTHING, NOTHING, NOTHING);

    private final String node;
    private final CatalogService catalog;
    private final IndexReports indexes;
    private final List<ShardReplica> shards;
    private final WriteLatencies latencies;
    private final MoveLog moves;
    private final MoveControl moveControl;
    private final Supplier<Long> raftLogBytes;
    private final long hotBudget;
    private final ColdViews cold;

    NodeViews(
            String node,
            CatalogService catalog,
            IndexReports indexes,
            List<ShardReplica> shards,
            WriteLatencies latencies,
            MoveLog moves,
            MoveControl moveControl,
            Supplier<Long> raftLogBytes,
            long hotBudget,
            ColdViews cold) {
        this.cold = cold;
        this.node = node;
        this.catalog = catalog;
        this.indexes = indexes;
        this.shards = shards;
        this.latencies = latencies;
        this.moves = moves;
        this.moveControl = moveControl;
        this.raftLogBytes = raftLogBytes;
        this.hotBudget = hotBudget;
    }

    List<ShardStatus> shards() {
        return shards.stream().map(this::shard).toList();
    }

    private ShardStatus shard(ShardReplica shard) {
        ShardView view = shard.store().view();
        boolean leads = shard.leads();
        return new ShardStatus(
                shard.shard(),
                leads ? node : "",
                view.core(),
                shard.term(),
                view.appliedIndex(),
                view.durableIndex(),
                0,
                List.of(new ShardStatus.Replica(node, view.core(), leads ? "leader" : "follower", view.appliedIndex())),
                documents(view),
                view.reads(),
                view.writes(),
                view.readBytes(),
                view.writeBytes(),
                latencies.p99Micros(shard.shard()),
                view.heat());
    }

    TiersStatus tiers() {
        List<ShardView> views = views();
        List<TiersStatus.CollectionTiers> collections = catalog.current().collections().values().stream()
                .map(collection -> new TiersStatus.CollectionTiers(collection.name(), amounts(views, collection)))
                .toList();
        List<TiersStatus.ShardTiers> byShard = views.stream()
                .map(view -> new TiersStatus.ShardTiers(view.shard(), documents(view)))
                .toList();
        TierAmounts total = views.stream().map(this::documents).reduce(EMPTY, NodeViews::plus);
        return new TiersStatus(
                total, hotBudget, moves.flows(), collections, byShard, amplification(views), cold.status(), moving());
    }

    private TiersStatus.Moving moving() {
        MovesView view = moveControl.view();
        return new TiersStatus.Moving(
                view.pause().isPresent(),
                view.pause().map(MovesView.Pause::since).orElse(null),
                view.pause().map(MovesView.Pause::by).orElse(null),
                view.bytesPerSecond(),
                view.share());
    }

    private TiersStatus.WriteAmplification amplification(List<ShardView> views) {
        return WarmViews.amplification(
                raftLogBytes.get(),
                new ShardView.Traffic(
                        total(views, ShardView.Traffic::userBytes),
                        total(views, ShardView.Traffic::flushedBytes),
                        total(views, ShardView.Traffic::compactedBytes),
                        total(views, ShardView.Traffic::coldBytes),
                        total(views, ShardView.Traffic::parityBytes),
                        0,
                        0,
                        0));
    }

    WarmStatus warm(WarmView.Shared shared) {
        return WarmViews.of(shared, shards, amplification(views()));
    }

    static long total(List<ShardView> views, Function<ShardView.Traffic, Long> part) {
        return views.stream().mapToLong(view -> part.apply(view.traffic())).sum();
    }

    List<CollectionSummary> collections() {
        List<ShardView> views = views();
        return catalog.current().collections().values().stream()
                .map(collection -> summary(views, collection))
                .toList();
    }

    CollectionSummary collection(String name) {
        return summary(views(), catalog.require(name));
    }

    private CollectionSummary summary(List<ShardView> views, CollectionDefinition collection) {
        TierAmounts tiers = amounts(views, collection);
        return new CollectionSummary(
                collection.name(),
                tiers.hot().documents()
                        + tiers.warm().documents()
                        + tiers.cold().documents(),
                tiers,
                indexes.of(collection).stream().map(NodeViews::index).toList());
    }

    private static CollectionSummary.IndexSummary index(IndexStatus status) {
        IndexDefinition index = status.index();
        return new CollectionSummary.IndexSummary(
                index.name(),
                index.fields().stream()
                        .map(field -> field.path() + (field.descending() ? " DESC" : ""))
                        .toList(),
                index.kind().name().toLowerCase(Locale.ROOT),
                index.unique(),
                status.state().wireName(),
                status.progress().map(IndexStatus.Progress::documents).orElse(null),
                status.progress().map(IndexStatus.Progress::total).orElse(null),
                status.reason().orElse(null));
    }

    List<ShardView> views() {
        List<ShardView> views = new ArrayList<>();
        for (ShardReplica shard : shards) {
            views.add(shard.store().view());
        }
        return views;
    }

    private static TierAmounts amounts(List<ShardView> views, CollectionDefinition collection) {
        TierAmounts sum = EMPTY;
        for (ShardView view : views) {
            ShardView.Amounts part = view.collections().get(collection.id());
            if (part != null) {
                sum = plus(sum, amounts(part));
            }
        }
        return sum;
    }

    /**
     * What a shard holds of the collections that there are: not the keys of unique indexes, nor what was dropped and is still
     * being cleared away.
     */
    private TierAmounts documents(ShardView view) {
        TierAmounts documents = EMPTY;
        for (CollectionDefinition collection : catalog.current().collections().values()) {
            ShardView.Amounts part = view.collections().get(collection.id());
            if (part != null) {
                documents = plus(documents, amounts(part));
            }
        }
        return documents;
    }

    private static TierAmounts plus(TierAmounts left, TierAmounts right) {
        return new TierAmounts(
                plus(left.hot(), right.hot()), plus(left.warm(), right.warm()), plus(left.cold(), right.cold()));
    }

    private static TierAmount plus(TierAmount left, TierAmount right) {
        return new TierAmount(
                left.documents() + right.documents(),
                left.bytes() + right.bytes(),
                left.diskBytes() + right.diskBytes());
    }

    private static TierAmounts amounts(ShardView.Amounts amounts) {
        return new TierAmounts(amount(amounts.hot()), amount(amounts.warm()), amount(amounts.cold()));
    }

    private static TierAmount amount(ShardView.Amount amount) {
        return new TierAmount(amount.documents(), amount.bytes(), amount.diskBytes());
    }
}
