package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.index.Indexes.Place;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.view.IndexBuildView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard's indexes under construction. A build takes a snapshot, makes the snapshot's entries on a builder's thread, and
 * lays over them what was written meanwhile, in rounds until little is left: that last bit is laid on the core loop, where
 * the index is complete from then on. It is reported as done when that is on disk, so that no replay of the log finds it
 * incomplete again. Owned by the core loop, but for what says otherwise.
 */
final class IndexBuilds {

    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilds.class);

    /** So few changes are laid on the core loop at once. */
    private static final int FEW_CHANGES = 500;

    private final LocalShard shard;
    private final ShardState state;
    /** Changed on the loop only. */
    private final Map<Place, IndexBuild> builds = new ConcurrentHashMap<>();
    /** Complete, and on their way to disk. Any thread. */
    private final Map<Place, IndexBuild> finishing = new ConcurrentHashMap<>();

    IndexBuilds(LocalShard shard, ShardState state) {
        this.shard = shard;
        this.state = state;
    }

    /** How far the builds are. Any thread. */
    List<IndexBuildView> views() {
        return Stream.concat(builds.values().stream(), finishing.values().stream())
                .filter(build -> !build.isCancelled())
                .map(IndexBuild::view)
                .toList();
    }

    /** Begins what a restart cut short. */
    void resume() {
        for (Place place : state.indexes.building()) {
            state.indexes.find(place.collection(), place.index()).ifPresent(index -> start(place, index));
        }
    }

    /** A log entry asks for an index: its entries are kept up to date from here on. */
    void create(int collection, IndexDefinition index) {
        if (state.isDropped(collection)
                || state.indexes.find(collection, index.id()).isPresent()) {
            return;
        }
        state.indexes = state.indexes.withBuilding(collection, index);
        start(new Place(collection, index.id()), index);
    }

    private void start(Place place, IndexDefinition index) {
        IndexBuild build = new IndexBuild(place, index);
        builds.put(place, build);
        state.builds = Map.copyOf(builds);
        try {
            shard.node().builds().execute(() -> run(build));
        } catch (RejectedExecutionException e) {
            LOG.debug("index '{}' waits for the next start: the node stops", index.name());
        }
    }

    /** On a builder's thread. */
    private void run(IndexBuild build) {
        IndexBuilder builder = new IndexBuilder(shard.store(), build);
        try {
            CompletableFuture<LocalSnapshot> begun = new CompletableFuture<>();
            shard.seat().post(() -> begin(build, begun));
            try (LocalSnapshot snapshot = begun.join()) {
                builder.fill(snapshot);
            }
            shard.seat().post(() -> layOrFinish(build, builder));
        } catch (LumaException e) {
            shard.seat().post(() -> fail(build, e));
        } catch (RejectedExecutionException e) {
            LOG.debug("index '{}' waits for the next start: the node stops", build.index.name());
        } catch (RuntimeException e) {
            shard.seat().post(() -> shard.fail(e));
        }
    }

    private void begin(IndexBuild build, CompletableFuture<LocalSnapshot> begun) {
        LocalSnapshot snapshot;
        try {
            snapshot = shard.snapshotNow();
        } catch (RuntimeException e) {
            begun.completeExceptionally(e);
            return;
        }
        Census.Counts counts = state.census.collections().get(build.place.collection());
        long documents = 0;
        if (counts != null) {
            for (Tier tier : Tier.values()) {
                documents += counts.documents(tier);
            }
        }
        build.begin(documents);
        begun.complete(snapshot);
    }

    private void layOrFinish(IndexBuild build, IndexBuilder builder) {
        if (build.isCancelled()) {
            // What the builder wrote after the drop's own sweep.
            shard.checkpointer().indexDropped(build.place.collection(), build.place.index());
            return;
        }
        if (build.heldChanges() <= FEW_CHANGES) {
            finish(build);
            return;
        }
        Map<byte[], Optional<byte[]>> changes = build.take();
        try {
            shard.node().builds().execute(() -> {
                try {
                    builder.lay(changes);
                    shard.seat().post(() -> layOrFinish(build, builder));
                } catch (LumaException e) {
                    shard.seat().post(() -> fail(build, e));
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("index '{}' waits for the next start: the node stops", build.index.name());
        }
    }

    private void finish(IndexBuild build) {
        state.see(shard.store().snapshot(), null);
        state.indexes = state.indexes.with(build.place.collection(), build.index);
        Map<byte[], Optional<byte[]>> last = build.take();
        finishing.put(build.place, build);
        builds.remove(build.place);
        state.builds = Map.copyOf(builds);
        last.forEach(state::writeIndex);
        state.notesChanged = true;
        shard.changed();
        CompletableFuture<Long> durable = new CompletableFuture<>();
        durable.whenComplete((_, failure) -> {
            finishing.remove(build.place, build);
            if (failure == null) {
                build.done.complete(null);
            } else {
                build.done.completeExceptionally(failure);
            }
        });
        shard.checkpointer().request(durable, shard.node().config().clock().millis());
        shard.node()
                .listener()
                .happened(
                        Severity.INFO,
                        "index-built",
                        shard.shard(),
                        "index '" + build.index.name() + "' holds " + build.documents() + " documents of shard "
                                + shard.shard());
    }

    /** The index stays incomplete until it is dropped. */
    private void fail(IndexBuild build, LumaException cause) {
        build.cancel();
        build.done.completeExceptionally(cause);
        shard.node()
                .listener()
                .happened(
                        Severity.WARNING,
                        "index-failed",
                        shard.shard(),
                        "index '" + build.index.name() + "' cannot be built on shard " + shard.shard() + ": "
                                + cause.detail());
    }

    /** A log entry drops an index. */
    void drop(int collection, int index) {
        state.indexes = state.indexes.without(collection, index);
        shard.checkpointer().indexDropped(collection, index);
        cancel(new Place(collection, index));
    }

    /** A log entry drops a collection. */
    void drop(int collection) {
        builds.keySet().stream()
                .filter(place -> place.collection() == collection)
                .toList()
                .forEach(this::cancel);
    }

    private void cancel(Place place) {
        finishing.remove(place);
        IndexBuild build = builds.remove(place);
        state.builds = Map.copyOf(builds);
        if (build != null) {
            build.cancel();
            build.done.completeExceptionally(new LumaException(
                    ErrorCode.CANCELLED, "index '" + build.index.name() + "' was dropped while it was built"));
        }
    }

    /** Completes when an index is ready and on disk; fails with the reason why it never will be. */
    CompletableFuture<Void> built(int collection, int index) {
        Place place = new Place(collection, index);
        IndexBuild build = builds.getOrDefault(place, finishing.get(place));
        if (build != null) {
            return build.done.copy();
        }
        return state.indexes.find(collection, index).isPresent()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new LumaException(
                        ErrorCode.NOT_FOUND,
                        "shard " + shard.shard() + " has no index " + index + " of collection " + collection));
    }

    /** The node stops: builders end at their next batch, and the next start begins anew. Any thread. */
    void end() {
        builds.values().forEach(IndexBuild::stop);
    }
}
