package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.Catalog;
import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.cluster.catalog.CatalogCommand;
import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Builds indexes in the background, one virtual thread each: the shards make their entries, then the keys of a unique index
 * are claimed, then the catalog publishes it. The catalog knows of every build, and a node that starts goes on with those
 * it finds there. A build that fails while its creator still waits leaves nothing; later it leaves the index as failed,
 * with the reason. Thread-safe.
 */
final class IndexBuilding implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CatalogService catalog;
    private final ShardCommands shards;
    private final DocumentWrites writes;
    private final Consumer<Catalog.Leftover> sweep;
    private final BiConsumer<String, String> happened;
    private final Map<Place, Job> jobs = new ConcurrentHashMap<>();
    private volatile boolean closing;

    private record Place(int collection, int index) {}

    /** @param sweep frees what the shards have of an index or key space */
    IndexBuilding(
            CatalogService catalog,
            ShardCommands shards,
            DocumentWrites writes,
            Consumer<Catalog.Leftover> sweep,
            BiConsumer<String, String> happened) {
        this.catalog = catalog;
        this.shards = shards;
        this.writes = writes;
        this.sweep = sweep;
        this.happened = happened;
    }

    /**
     * Begins to build an index, and waits a while for it: a small one is ready when this comes back.
     *
     * @throws LumaException why it cannot be built, when that shows in this time; then there is no such index
     */
    void create(CollectionDefinition collection, IndexDefinition asked, Duration patience) {
        int id = catalog.change(new CatalogCommand.BeginIndex(collection.name(), asked))
                .id();
        IndexDefinition index =
                new IndexDefinition(id, asked.name(), asked.fields(), asked.kind(), asked.unique(), asked.options());
        start(collection, index, true).await(patience);
    }

    /** Goes on with the builds that the last run of the node did not finish. */
    void resume() {
        Catalog current = catalog.current();
        for (Catalog.Build build : current.builds()) {
            if (build.failure().isEmpty()) {
                catalog.collection(build.collection()).ifPresent(collection -> start(collection, build.index(), false));
            }
        }
    }

    private Job start(CollectionDefinition collection, IndexDefinition index, boolean awaited) {
        Job job = new Job(collection, index, awaited);
        jobs.put(job.place(), job);
        Thread.ofVirtual().name("index-build-" + index.name()).start(job::run);
        return job;
    }

    /**
     * How far a build is.
     *
     * @param claimed documents whose unique keys are claimed; empty while the shards make their entries
     */
    record Stage(Optional<Long> claimed) {}

    /** Empty for a build whose shards have not been asked yet. */
    Optional<Stage> stage(int collection, int index) {
        return Optional.ofNullable(jobs.get(new Place(collection, index))).flatMap(job -> job.stage);
    }

    /** Builds end where they are; the catalog keeps them for the next start. */
    @Override
    public void close() {
        closing = true;
    }

    private final class Job {
        private final CollectionDefinition collection;
        private final IndexDefinition index;
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        /** Whether somebody waits who is to be told of a failure; taken once, by him or by the failure. */
        private final AtomicBoolean awaited;

        private volatile Optional<Stage> stage = Optional.empty();

        Job(CollectionDefinition collection, IndexDefinition index, boolean awaited) {
            this.collection = collection;
            this.index = index;
            this.awaited = new AtomicBoolean(awaited);
        }

        Place place() {
            return new Place(collection.id(), index.id());
        }

        void await(Duration patience) {
            try {
                over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!awaited.compareAndSet(true, false)) {
                    join();
                }
            } catch (ExecutionException e) {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                awaited.set(false);
                throw new LumaException(
                        ErrorCode.CANCELLED,
                        "the statement was cancelled; the index is built in the background",
                        "drop it, if it is not wanted",
                        e);
            }
        }

        private void join() {
            try {
                over.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof LumaException known ? known : e;
            }
        }

        void run() {
            try {
                buildPatiently();
                happened.accept(
                        "index-created", "the index " + index.name() + " of " + collection.name() + " was built");
                over.complete(null);
            } catch (LumaException e) {
                fail(e);
            } catch (RuntimeException e) {
                fail(new LumaException(ErrorCode.INTERNAL, "the build failed: " + e, null, e));
            } finally {
                jobs.remove(place(), this);
            }
        }

        /** Again, when a shard has no leader for a moment. */
        private void buildPatiently() {
            for (int attempt = 1; ; attempt++) {
                try {
                    build();
                    return;
                } catch (LumaException e) {
                    if (closing || !passes(e) || attempt == MOST_ATTEMPTS || !isWanted()) {
                        throw e;
                    }
                    pause();
                }
            }
        }

        private static boolean passes(LumaException failure) {
            return failure.code().retryable()
                    || failure.code() == ErrorCode.TIMEOUT
                    || failure.code() == ErrorCode.DISK_FULL;
        }

        private static void pause() {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LumaException(ErrorCode.CANCELLED, "the build was cancelled", null, e);
            }
        }

        private void build() {
            if (index.unique()) {
                writes.whenPresentWritesAreOver().join();
            }
            shards.propose(new ShardCommand.CreateIndex(collection.id(), index));
            stage = Optional.of(new Stage(Optional.empty()));
            shards.awaitIndex(collection.id(), index.id());
            if (index.unique()) {
                claimed(0);
                writes.unique().backfill().run(collection, unique(), this::claimed, () -> !closing && isWanted());
            }
            requireWanted();
            catalog.change(new CatalogCommand.PublishIndex(currentName(), index));
        }

        /** What was cut short must not be published. */
        private void requireWanted() {
            if (closing) {
                throw new LumaException(
                        ErrorCode.UNAVAILABLE, "the node stops; the index is built when it starts again");
            }
            if (!isWanted()) {
                throw dropped();
            }
        }

        private void claimed(long documents) {
            stage = Optional.of(new Stage(Optional.of(documents)));
        }

        private UniqueIndex unique() {
            return catalog.uniqueIndexes(collection.id()).stream()
                    .filter(unique -> unique.index().id() == index.id())
                    .findFirst()
                    .orElseThrow(this::dropped);
        }

        private boolean isWanted() {
            return catalog.current().builds().stream()
                    .anyMatch(build -> build.collection() == collection.id()
                            && build.index().id() == index.id()
                            && build.failure().isEmpty());
        }

        private String currentName() {
            return catalog.collection(collection.id())
                    .orElseThrow(this::dropped)
                    .name();
        }

        private LumaException dropped() {
            return new LumaException(
                    ErrorCode.CANCELLED, "the index '" + index.name() + "' was dropped while it was built");
        }

        private void fail(LumaException cause) {
            try {
                if (closing) {
                    over.completeExceptionally(cause);
                } else if (!isWanted()) {
                    // The drop's own sweep may have come before the shards were asked for the index.
                    sweep.accept(new Catalog.Leftover(collection.id(), Optional.of(index.id())));
                    over.completeExceptionally(dropped());
                } else if (passes(cause)) {
                    // The node stops, or a shard has no leader: the catalog keeps the build for the next start.
                    over.completeExceptionally(cause);
                } else {
                    end(cause);
                    over.completeExceptionally(cause);
                }
            } catch (LumaException e) {
                cause.addSuppressed(e);
                over.completeExceptionally(cause);
            }
        }

        private void end(LumaException cause) {
            if (awaited.compareAndSet(true, false)) {
                catalog.change(new CatalogCommand.DropIndex(currentName(), index.name()));
            } else {
                catalog.change(new CatalogCommand.FailIndex(currentName(), index.id(), cause.detail()));
            }
            happened.accept(
                    "index-failed",
                    "the index " + index.name() + " of " + collection.name() + " cannot be built: " + cause.detail());
            catalog.current().leftovers().forEach(sweep);
        }
    }
}
