package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.CreateIndex;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.DropCollection;
import io.lumadb.storage.command.ShardCommand.DropIndex;
import io.lumadb.storage.command.ShardCommand.DropSegment;
import io.lumadb.storage.command.ShardCommand.PromoteFromCold;
import io.lumadb.storage.command.ShardCommand.Promoted;
import io.lumadb.storage.command.ShardCommand.RelocateFragment;
import io.lumadb.storage.command.ShardCommand.RewriteSegments;
import io.lumadb.storage.command.ShardCommand.SealSegment;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.ShardCommand.Writes;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.core.Piece;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.hot.Entry;
import io.lumadb.storage.hot.Keys;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.shard.ApplyQueue.Pending;
import io.lumadb.storage.tiering.Tiering;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each kind of log entry does to a shard. Runs on its core loop. */
final class ApplyStage {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyStage.class);
    private static final int DISCARDED_AT_ONCE = 1_000;

    private final LocalShard shard;
    private final ShardState state;
    private final Applier applier;
    /** Ends when who moved until now is told. */
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    ApplyStage(LocalShard shard, ShardState state) {
        this.shard = shard;
        this.state = state;
        this.applier = new Applier(state);
    }

    /**
     * Whether a command leaves every document what it is, and moves it only: readers may go on with the moment they have until
     * it is carried out.
     */
    static boolean movesOnly(@Nullable ShardCommand command) {
        return command instanceof SealSegment || command instanceof RewriteSegments;
    }

    /** The keys whose present contents a command needs, in its order. Any thread. */
    static List<byte[]> keys(ShardCommand command) {
        return switch (command) {
            case Writes(long _, List<Write> writes) ->
                writes.stream()
                        .map(write -> Keys.of(write.collection(), Applier.idOf(write)))
                        .toList();
            case SealSegment(long _, SegmentManifest manifest, String _) ->
                manifest.keys().stream()
                        .map(key -> Keys.of(manifest.collection(), key.id()))
                        .toList();
            case RewriteSegments(long _, SegmentManifest manifest, List<Long> _) ->
                manifest.keys().stream()
                        .map(key -> Keys.of(manifest.collection(), key.id()))
                        .toList();
            case PromoteFromCold(long _, int collection, List<Promoted> documents, String _) ->
                documents.stream()
                        .map(promoted -> Keys.of(collection, promoted.document().id()))
                        .toList();
            case CreateIndex _, DropIndex _, DropCollection _, RelocateFragment _, DropSegment _ -> List.of();
        };
    }

    /** Carries an entry out; empty when it goes on by itself. */
    Optional<List<WriteResult>> run(Pending entry, ApplyQueue queue) {
        ShardCommand command = entry.command;
        if (entry.index <= state.appliedIndex || command == null) {
            state.appliedTerm = Math.max(state.appliedTerm, entry.term);
            state.appliedIndex = Math.max(state.appliedIndex, entry.index);
            return Optional.of(List.of());
        }
        state.appliedTerm = entry.term;
        state.appliedIndex = entry.index;
        return switch (command) {
            case Writes writes -> Optional.of(write(writes, entry, queue));
            case CreateIndex(int collection, IndexDefinition index) -> {
                shard.builds().create(collection, index);
                yield Optional.of(List.of());
            }
            case DropIndex(int collection, int index) -> {
                shard.builds().drop(collection, index);
                discardIndexChanges(
                        io.lumadb.storage.index.IndexKeys.all(collection, index).from(),
                        io.lumadb.storage.index.IndexKeys.all(collection, index).to());
                yield Optional.of(List.of());
            }
            case DropCollection(int collection) -> {
                dropCollection(collection);
                yield Optional.of(List.of());
            }
            case SealSegment seal -> seal(seal, entry, queue);
            case PromoteFromCold promote -> {
                promote(promote, entry, queue);
                yield Optional.of(List.of());
            }
            case RewriteSegments rewrite -> rewrite(rewrite, entry, queue);
            case RelocateFragment(long segment, SegmentManifest.Fragment fragment) -> {
                state.segments.relocate(segment, fragment);
                yield Optional.of(List.of());
            }
            case DropSegment(long segment) -> {
                // Who proposed it may have counted in the midst of a seal, when nothing had come to the segment yet.
                if (state.segments.isDead(segment)) {
                    state.segments.remove(segment);
                }
                yield Optional.of(List.of());
            }
        };
    }

    private List<WriteResult> write(Writes writes, Pending entry, ApplyQueue queue) {
        List<WriteResult> results = new ArrayList<>(writes.writes().size());
        long bytes = 0;
        long kept = 0;
        for (int i = 0; i < writes.writes().size(); i++) {
            Write write = writes.writes().get(i);
            WriteResult result = applier.apply(write, entry.keys.get(i), queue.prior(entry, i), writes.atMillis());
            results.add(result);
            if (result instanceof WriteResult.Done) {
                shard.tiering().wrote(entry.keys.get(i), writes.atMillis());
            }
            if (write.documentOrId() instanceof DocumentOrId.Whole(Document document)) {
                bytes += document.sizeBytes();
                kept += result instanceof WriteResult.Done ? document.sizeBytes() : 0;
            }
        }
        shard.gauges().wrote(results.size(), bytes, kept);
        return results;
    }

    private void dropCollection(int collection) {
        if (state.isDropped(collection)) {
            return;
        }
        state.drop(collection);
        shard.builds().drop(collection);
        shard.checkpointer().collectionDropped(collection);
        for (SegmentManifest manifest : List.copyOf(state.segments.manifests().values())) {
            if (manifest.collection() == collection) {
                state.segments.remove(manifest.segment());
            }
        }
        discard(collection);
    }

    /** Forgets a dropped collection's entries, a piece at a time. */
    private void discard(int collection) {
        List<Entry> some = some(state.overlay.freeze().range(Keys.prefix(collection), Keys.end(collection)));
        some.forEach(state::discard);
        if (some.size() == DISCARDED_AT_ONCE) {
            shard.seat().post(() -> discard(collection));
        } else {
            discardIndexChanges(Keys.prefix(collection), Keys.end(collection));
        }
    }

    private void discardIndexChanges(byte[] from, byte[] to) {
        List<IndexChange> some = some(state.indexOverlay.freeze().range(from, to));
        some.forEach(change -> state.indexOverlay.remove(change.key()));
        if (some.size() == DISCARDED_AT_ONCE) {
            shard.seat().post(() -> discardIndexChanges(from, to));
        }
    }

    private static <T> List<T> some(Iterator<T> from) {
        List<T> some = new ArrayList<>();
        while (some.size() < DISCARDED_AT_ONCE && from.hasNext()) {
            some.add(from.next());
        }
        return some;
    }

    private Optional<List<WriteResult>> seal(SealSegment seal, Pending entry, ApplyQueue queue) {
        SegmentManifest manifest = seal.manifest();
        if (state.isDropped(manifest.collection()) || state.segments.contains(manifest.segment())) {
            return Optional.of(List.of());
        }
        List<Tiering.Applied> moved = new ArrayList<>();
        state.segments.add(manifest, 0, 0);
        return inPieces(
                entry,
                queue,
                i -> {
                    byte[] key = entry.keys.get(i);
                    Prior prior = queue.prior(entry, i);
                    long revision = manifest.keys().get(i).revision();
                    if (prior.content() instanceof Content.Live live && live.revision() == revision) {
                        Content.Cold lies = new Content.Cold(manifest.segment(), revision, live.bytes());
                        Tier from = state.overlay.get(key) == null ? Tier.WARM : Tier.HOT;
                        moved.add(
                                new Tiering.Applied(key, manifest.keys().get(i).id(), from, live.bytes()));
                        state.write(key, prior, lies, seal.atMillis());
                        state.segments.cameAlive(manifest.segment(), live.bytes());
                    }
                },
                () -> {
                    shard.gauges().wroteCold(manifest);
                    entry.told = told(() -> shard.tiering().sealed(manifest, moved, seal.reason()));
                });
    }

    /**
     * Thousands of moves are told neither on the core, nor where the answers to others would wait for it; one seal's after the
     * other's.
     */
    private CompletableFuture<Void> told(Runnable telling) {
        told = told.thenRunAsync(telling, shard.node().reads()).exceptionally(failure -> {
            // A replica that closes takes no more work.
            if (!shard.isClosed() && !shard.node().reads().isShutdown()) {
                LOG.warn("nobody was told of moves in shard {}", shard.shard(), failure);
            }
            return null;
        });
        return told;
    }

    /** No document changes its tier. One that was written, promoted or deleted since stays as it is. */
    private Optional<List<WriteResult>> rewrite(RewriteSegments rewrite, Pending entry, ApplyQueue queue) {
        SegmentManifest manifest = rewrite.manifest();
        if (state.isDropped(manifest.collection()) || state.segments.contains(manifest.segment())) {
            return Optional.of(List.of());
        }
        state.segments.add(manifest, 0, 0);
        return inPieces(
                entry,
                queue,
                i -> {
                    Prior prior = queue.prior(entry, i);
                    long revision = manifest.keys().get(i).revision();
                    if (prior.content() instanceof Content.Cold lies
                            && lies.revision() == revision
                            && rewrite.from().contains(lies.segment())) {
                        Content.Cold now = new Content.Cold(manifest.segment(), revision, lies.bytes());
                        state.write(entry.keys.get(i), prior, now, rewrite.atMillis());
                        state.segments.cameAlive(manifest.segment(), lies.bytes());
                    }
                },
                () -> shard.gauges().wroteCold(manifest));
    }

    /**
     * Does something for each key of an entry that {@link #movesOnly moves}, a piece at a time, so that readers and writers of
     * other shards of the core need not wait for all of it. No checkpoint begins before the end, and no other entry; readers see
     * it at the end, or any part of it.
     */
    private Optional<List<WriteResult>> inPieces(Pending entry, ApplyQueue queue, IntConsumer each, Runnable end) {
        int first = Piece.run(0, entry.keys.size(), each);
        if (first == entry.keys.size()) {
            shard.changed();
            end.run();
            return Optional.of(List.of());
        }
        state.midEntry = true;
        queue.goOn(() -> piece(entry, queue, first, each, end));
        return Optional.empty();
    }

    private void piece(Pending entry, ApplyQueue queue, int from, IntConsumer each, Runnable end) {
        if (shard.isClosed()) {
            // Nothing of the entry is on disk: the next start applies it from its beginning.
            return;
        }
        try {
            int to = Piece.run(from, entry.keys.size(), each);
            if (to < entry.keys.size()) {
                queue.goOn(() -> piece(entry, queue, to, each, end));
                return;
            }
            shard.changed();
            end.run();
        } catch (RejectedExecutionException e) {
            // The core has stopped.
            return;
        } catch (RuntimeException e) {
            state.midEntry = false;
            shard.fail(e);
            return;
        }
        state.midEntry = false;
        queue.finished(entry, List.of());
    }

    private void promote(PromoteFromCold promote, Pending entry, ApplyQueue queue) {
        if (state.isDropped(promote.collection())) {
            return;
        }
        List<Tiering.Applied> moved = new ArrayList<>();
        for (int i = 0; i < promote.documents().size(); i++) {
            Promoted promoted = promote.documents().get(i);
            Prior prior = queue.prior(entry, i);
            if (prior.content() instanceof Content.Cold lies && lies.revision() == promoted.revision()) {
                Content.Live live = new Content.Live(promoted.document(), promoted.revision());
                state.write(entry.keys.get(i), prior, live, promote.atMillis());
                Value id = promoted.document().id();
                moved.add(new Tiering.Applied(entry.keys.get(i), id, Tier.COLD, live.bytes()));
            }
        }
        shard.tiering().promoted(promote.collection(), moved, promote.reason());
    }
}
