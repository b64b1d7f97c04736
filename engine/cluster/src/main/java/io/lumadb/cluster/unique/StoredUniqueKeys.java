package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.view.IndexComparison;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds the claims in the files of a stopped node against its documents. Every shard's files stand at an entry of their own
 * log, and a killed node has not brought the last entries into its files: what these write is in doubt, and everything else
 * is in its last state. For one thread.
 */
public final class StoredUniqueKeys {

    private final Shards shards;
    private final Set<Row> written = new HashSet<>();
    private final Set<Integer> dropped = new HashSet<>();
    private long inDoubt;

    /** A document or a claim, the latter by its key space. */
    private record Row(int collection, ByteBuffer id) {

        static Row of(int collection, Value id) {
            return new Row(collection, ByteBuffer.wrap(OrderedKey.of(id)));
        }
    }

    /** {@code shards}: by number, without gaps; each gives what its files hold. */
    public StoredUniqueKeys(List<Supplier<ShardSnapshot>> shards) {
        this.shards = new Shards(shards.stream().<ShardDoor>map(Files::new).toList());
    }

    /** A shard that only reads. */
    private record Files(Supplier<ShardSnapshot> snapshots) implements ShardDoor {

        @Override
        public CompletableFuture<List<WriteResult>> write(List<ShardCommand.Write> writes) {
            return CompletableFuture.failedFuture(
                    new LumaException(ErrorCode.UNAVAILABLE, "the files of a stopped node are not written to"));
        }

        @Override
        public ShardSnapshot linearizableSnapshot() {
            return snapshots.get();
        }
    }

    /** Tells of a command that a shard's files do not contain yet. */
    public void notInFiles(ShardCommand command) {
        switch (command) {
            case ShardCommand.Writes(long _, List<ShardCommand.Write> writes) ->
                writes.forEach(write -> written.add(Row.of(write.collection(), Shards.id(write))));
            case ShardCommand.DropCollection(int collection) -> dropped.add(collection);
            // These move documents and change none.
            case ShardCommand.SealSegment _,
                    ShardCommand.PromoteFromCold _,
                    ShardCommand.RewriteSegments _,
                    ShardCommand.RelocateFragment _,
                    ShardCommand.DropSegment _ -> {}
            case ShardCommand.CreateIndex _, ShardCommand.DropIndex _ -> {}
        }
    }

    /**
     * Compares the documents and claims that lie on one shard with what the others have.
     *
     * @param examples how many differences of each kind to describe, 0 or more
     * @throws LumaException CORRUPT_DATA when a claim cannot be read
     */
    public IndexComparison compare(int shard, CollectionDefinition collection, UniqueIndex index, int examples) {
        return new UniqueCheck(shards, this::isInDoubt).run(shard, collection, index, examples);
    }

    private boolean isInDoubt(int collection, Value document, Key.Place claim) {
        boolean open = written.contains(Row.of(collection, document))
                || written.contains(
                        Row.of(claim.keySpace(), new Value.Binary(claim.digest().array())))
                || Stream.of(collection, claim.keySpace()).anyMatch(dropped::contains);
        if (open) {
            inDoubt++;
        }
        return open;
    }

    /** Differences that were found and may be none. */
    public long inDoubt() {
        return inDoubt;
    }
}
