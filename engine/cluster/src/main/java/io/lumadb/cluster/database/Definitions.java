package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.Catalog;
import io.lumadb.cluster.catalog.CatalogCommand;
import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.IndexStatus;
import io.lumadb.storage.IndexRules;
import io.lumadb.storage.TieringRules;
import io.lumadb.storage.command.ShardCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Changes of collections and indexes. The catalog goes first or last, so that nobody uses what a shard does not have: a
 * collection or index disappears from the catalog before the shards drop it, and an index appears there once every shard
 * has built it. What a crash leaves between the two is in the catalog's lists of leftovers and of builds, which {@link
 * #sweep()} works off.
 * Blocks. Thread-safe.
 */
public final class Definitions implements AutoCloseable {

    private static final int LONGEST_NAME = 120;
    /** A statement that makes an index waits this long for it; larger ones are built in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CatalogService catalog;
    private final ShardCommands shards;
    private final IndexBuilding building;
    private final IndexReports reports;
    private final int coldVolumes;
    private final BiConsumer<String, String> happened;
    private volatile boolean closing;

    /**
     * @param coldVolumes that each fragment of a segment can have one of
     * @param happened takes an event's kind and a sentence
     */
    public Definitions(
            CatalogService catalog,
            List<ShardReplica> shards,
            DocumentWrites writes,
            int coldVolumes,
            BiConsumer<String, String> happened) {
        this.catalog = catalog;
        this.shards = new ShardCommands(shards);
        this.building = new IndexBuilding(catalog, this.shards, writes, this::sweep, happened);
        this.reports = new IndexReports(catalog, shards, writes, building);
        this.coldVolumes = coldVolumes;
        this.happened = happened;
    }

    boolean createCollection(String name, Optional<CollectionSchema> schema, boolean ifNotExists) {
        requireName("collection", name);
        boolean created = catalog.change(new CatalogCommand.CreateCollection(name, schema, ifNotExists))
                .changed();
        if (created) {
            happened.accept("collection-created", "the collection " + name + " was made");
        }
        return created;
    }

    boolean dropCollection(String name, boolean ifExists) {
        CatalogService.Change change = catalog.change(new CatalogCommand.DropCollection(name, ifExists));
        if (change.changed()) {
            happened.accept("collection-dropped", "the collection " + name + " was dropped");
            sweep(new Catalog.Leftover(change.id(), Optional.empty()));
            sweepKeySpaces();
        }
        return change.changed();
    }

    void setSchema(String collection, Optional<CollectionSchema> schema) {
        catalog.change(new CatalogCommand.SetSchema(collection, schema));
    }

    void setTiering(String collection, Optional<TieringPolicy> policy) {
        policy.ifPresent(wanted -> TieringRules.validate(wanted, coldVolumes));
        catalog.change(new CatalogCommand.SetTiering(collection, policy));
    }

    void createIndex(String collection, IndexDefinition index) {
        IndexRules.validate(index);
        requireName("index", index.name());
        CollectionDefinition definition = catalog.require(collection);
        building.create(definition, index, PATIENCE);
    }

    /** Comes back at once; what the shards have of the index is freed in the background. */
    void dropIndex(String collection, String index) {
        int owner = catalog.require(collection).id();
        int id = catalog.change(new CatalogCommand.DropIndex(collection, index)).id();
        happened.accept("index-dropped", "the index " + index + " of " + collection + " was dropped");
        Thread.ofVirtual().name("index-drop-" + index).start(() -> {
            try {
                sweep(new Catalog.Leftover(owner, Optional.of(id)));
                sweepKeySpaces();
            } catch (LumaException e) {
                // It stays a leftover, for the next start to sweep.
                if (!closing) {
                    happened.accept("index-left", "what the index " + index + " took is not freed yet: " + e.detail());
                }
            }
        });
    }

    /** How far the indexes of a collection are. */
    List<IndexStatus> indexes(String collection) {
        return reports.of(catalog.require(collection));
    }

    /** The door to what is known of indexes. */
    public IndexReports reports() {
        return reports;
    }

    /**
     * Finishes what the last run of the node began: call it once the shards are led. Indexes that were being built are
     * built on in the background; those in use are complete afterwards.
     */
    public void sweep() {
        catalog.current().leftovers().forEach(this::sweep);
        for (CollectionDefinition collection : catalog.current().collections().values()) {
            for (IndexDefinition index : collection.indexes()) {
                // Nothing for a shard that has it, which is every shard but one whose files were replaced.
                shards.propose(new ShardCommand.CreateIndex(collection.id(), index));
                shards.awaitIndex(collection.id(), index.id());
            }
        }
        building.resume();
    }

    /** Nothing is built or freed any more; the next start goes on with it. */
    @Override
    public void close() {
        closing = true;
        building.close();
    }

    private void sweepKeySpaces() {
        catalog.current().leftovers().stream()
                .filter(leftover -> leftover.index().isEmpty())
                .forEach(this::sweep);
    }

    private void sweep(Catalog.Leftover leftover) {
        shards.propose(
                leftover.index().isPresent()
                        ? new ShardCommand.DropIndex(
                                leftover.collection(), leftover.index().get())
                        : new ShardCommand.DropCollection(leftover.collection()));
        catalog.change(new CatalogCommand.Sweep(leftover));
    }

    private static void requireName(String what, String name) {
        boolean printable = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "\"" + name + "\" cannot name " + (what.equals("index") ? "an " : "a ") + what,
                    "use 1 to " + LONGEST_NAME + " printable characters");
        }
    }
}
