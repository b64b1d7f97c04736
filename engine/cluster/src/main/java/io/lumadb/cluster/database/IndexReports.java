package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.Catalog;
import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.IndexVerification;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.query.database.IndexStatus.Progress;
import io.lumadb.query.database.IndexStatus.State;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.view.IndexBuildView;
import io.lumadb.storage.view.IndexComparison;
import io.lumadb.storage.view.ShardView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of a collection's indexes: how far they are, and whether they are sound. Thread-safe. */
public final class IndexReports {

    private final CatalogService catalog;
    private final List<ShardReplica> shards;
    private final DocumentWrites writes;
    private final IndexBuilding building;

    IndexReports(CatalogService catalog, List<ShardReplica> shards, DocumentWrites writes, IndexBuilding building) {
        this.catalog = catalog;
        this.shards = List.copyOf(shards);
        this.writes = writes;
        this.building = building;
    }

    /** Those in use first, then those that are not. Without waiting. */
    public List<IndexStatus> of(CollectionDefinition collection) {
        List<IndexStatus> all = new ArrayList<>();
        collection.indexes().forEach(index -> all.add(IndexStatus.ready(index)));
        for (Catalog.Build build : catalog.current().builds()) {
            if (build.collection() == collection.id()) {
                all.add(
                        build.failure().isPresent()
                                ? new IndexStatus(build.index(), State.FAILED, Optional.empty(), build.failure())
                                : new IndexStatus(
                                        build.index(), State.BUILDING, Optional.of(progress(build)), Optional.empty()));
            }
        }
        return all;
    }

    private Progress progress(Catalog.Build build) {
        Optional<IndexBuilding.Stage> stage =
                building.stage(build.collection(), build.index().id());
        long built = 0;
        long total = 0;
        for (ShardReplica shard : shards) {
            long documents = documents(shard, build.collection());
            total += documents;
            if (stage.isPresent()) {
                built += shard.store().indexBuilds().stream()
                        .filter(view -> view.collection() == build.collection()
                                && view.index() == build.index().id())
                        .mapToLong(IndexBuildView::documents)
                        .findFirst()
                        .orElse(documents);
            }
        }
        long claimed = stage.flatMap(IndexBuilding.Stage::claimed).orElse(0L);
        // A unique index goes through the documents twice.
        return new Progress(Math.min(total, build.index().unique() ? (built + claimed) / 2 : built), total);
    }

    private static long documents(ShardReplica shard, int collection) {
        ShardView.Amounts amounts = shard.store().view().collections().get(collection);
        return amounts == null
                ? 0
                : amounts.hot().documents()
                        + amounts.warm().documents()
                        + amounts.cold().documents();
    }

    /**
     * Holds an index against the documents. Blocks, and reads the whole collection without warming it.
     *
     * @param examples how many differences of each kind to describe, of each shard
     * @throws LumaException UNKNOWN_COLLECTION, NOT_FOUND, or UNAVAILABLE for an index that is not ready
     */
    public IndexVerification verify(String collection, String index, int examples) {
        CollectionDefinition definition = catalog.require(collection);
        IndexDefinition verified = definition.index(index).orElseThrow(() -> absent(definition, index));
        List<IndexComparison> entries = new ArrayList<>();
        for (ShardReplica shard : shards) {
            try (ShardSnapshot snapshot = shard.linearizableSnapshot()) {
                entries.add(snapshot.compare(definition.id(), verified.id(), examples));
            }
        }
        List<IndexComparison> all = new ArrayList<>(entries);
        for (UniqueIndex unique : catalog.uniqueIndexes(definition.id())) {
            if (unique.index().id() == verified.id()) {
                all.add(writes.unique().check().run(definition, unique, examples));
            }
        }
        long missing = all.stream().mapToLong(IndexComparison::missing).sum();
        long extra = all.stream().mapToLong(IndexComparison::extra).sum();
        return new IndexVerification(
                collection,
                index,
                missing == 0 && extra == 0,
                entries.stream().mapToLong(IndexComparison::documents).sum(),
                entries.stream().mapToLong(IndexComparison::entries).sum(),
                missing,
                extra,
                all.stream()
                        .flatMap(part -> part.examples().stream())
                        .map(difference -> new IndexVerification.Difference(
                                difference.problem().name().toLowerCase(Locale.ROOT),
                                difference.id(),
                                difference.detail()))
                        .toList());
    }

    private LumaException absent(CollectionDefinition collection, String index) {
        return of(collection).stream()
                .filter(status -> status.index().name().equals(index))
                .findFirst()
                .map(status -> new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "index \"" + index + "\" of \"" + collection.name() + "\" is "
                                + status.state().wireName() + ", not ready",
                        "SHOW INDEXES ON " + collection.name() + " says more"))
                .orElseGet(() -> new LumaException(
                        ErrorCode.NOT_FOUND,
                        "\"" + collection.name() + "\" has no index \"" + index + "\"",
                        "SHOW INDEXES ON " + collection.name() + " names those it has"));
    }
}
