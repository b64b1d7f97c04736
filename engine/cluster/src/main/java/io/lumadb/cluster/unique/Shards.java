package io.lumadb.cluster.unique;

import io.lumadb.cluster.database.KeyHash;
import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** All shards, for reads and writes of documents and claims alike. Thread-safe. */
final class Shards {

    private final List<ShardDoor> doors;
    /** Unlike any other start of any node, so that request ids never meet again. */
    private final String session =
            "u" + Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX) + "-";

    private final AtomicLong requests = new AtomicLong();

    Shards(List<ShardDoor> doors) {
        this.doors = List.copyOf(doors);
    }

    String request() {
        return session + Long.toString(requests.incrementAndGet(), Character.MAX_RADIX);
    }

    int count() {
        return doors.size();
    }

    int shardOf(Value id) {
        return KeyHash.shardOf(id, doors.size());
    }

    ShardSnapshot snapshot(int shard) {
        return doors.get(shard).linearizableSnapshot();
    }

    Reading read() {
        return new Reading();
    }

    /** A moment of each shard that is looked at, taken when it is first looked at. For one thread. */
    final class Reading implements AutoCloseable {

        private final Map<Integer, ShardSnapshot> snapshots = new TreeMap<>();

        Optional<StoredDocument> document(int collection, Value id) {
            return snapshots.computeIfAbsent(shardOf(id), Shards.this::snapshot).get(collection, id, false);
        }

        Optional<Claim> claim(Key key) {
            return claim(key.keySpace(), key.id());
        }

        Optional<Claim> claim(int keySpace, Value key) {
            return document(keySpace, key).map(Claim::of);
        }

        @Override
        public void close() {
            snapshots.values().forEach(ShardSnapshot::close);
        }
    }

    /** What became of a write: its result, or why that is not known. */
    sealed interface Sent {

        record Known(WriteResult result) implements Sent {}

        record Unknown(LumaException failure) implements Sent {}
    }

    /** Sends writes to the shards of their keys, in their order within a shard, and gives what became of each. */
    CompletableFuture<List<Sent>> send(List<Write> writes) {
        Map<Integer, List<Integer>> byShard = new LinkedHashMap<>();
        for (int at = 0; at < writes.size(); at++) {
            byShard.computeIfAbsent(shardOf(id(writes.get(at))), _ -> new ArrayList<>())
                    .add(at);
        }
        Sent[] sent = new Sent[writes.size()];
        List<CompletableFuture<?>> parts = new ArrayList<>();
        byShard.forEach((shard, places) -> {
            List<Write> own = places.stream().map(writes::get).toList();
            parts.add(write(shard, own).handle((results, failure) -> {
                for (int at = 0; at < places.size(); at++) {
                    sent[places.get(at)] =
                            failure == null ? new Sent.Known(results.get(at)) : new Sent.Unknown(known(failure));
                }
                return null;
            }));
        });
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(_ -> List.of(sent));
    }

    private CompletableFuture<List<WriteResult>> write(int shard, List<Write> writes) {
        try {
            return doors.get(shard).write(writes);
        } catch (LumaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static LumaException known(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof LumaException known
                ? known
                : new LumaException(
                        ErrorCode.INTERNAL, "a shard did not take a write: " + cause.getMessage(), null, cause);
    }

    static Value id(Write write) {
        return switch (write.documentOrId()) {
            case DocumentOrId.Whole(Document document) -> document.id();
            case DocumentOrId.OnlyId(Value id) -> id;
        };
    }

    /**
     * A change of a key's row that has to be the first since {@code claim.revision()}, or the row's first of all. Only a
     * reservation has a request id: whether it was carried out must be known, and is told again after a lost answer. What
     * settles a claim may come twice, and the second time does nothing.
     */
    Write put(int keySpace, Claim claim) {
        return new Write(
                claim.settled() ? "" : request(),
                keySpace,
                claim.revision() == 0 ? Operation.INSERT : Operation.REPLACE,
                new DocumentOrId.Whole(claim.row()),
                claim.revision() == 0 ? OptionalLong.empty() : OptionalLong.of(claim.revision()));
    }

    /** Frees a key whose row has not changed since. */
    Write remove(int keySpace, Claim claim) {
        return new Write(
                "",
                keySpace,
                Operation.DELETE,
                new DocumentOrId.OnlyId(claim.key()),
                OptionalLong.of(claim.revision()));
    }
}
