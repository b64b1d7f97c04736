package io.lumadb.cluster.database;

import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Sends mutations to the shards of their keys and puts the outcomes back in order. Thread-safe. */
final class Writes {

    private final List<ShardReplica> shards;
    /** Unlike any other start of any node, so that request ids never meet again. */
    private final String session = Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX) + "-";

    private final AtomicLong requests = new AtomicLong();

    Writes(List<ShardReplica> shards) {
        this.shards = shards;
    }

    CompletableFuture<List<WriteOutcome>> write(int collection, List<Mutation> mutations) {
        if (mutations.size() == 1) {
            Mutation mutation = mutations.getFirst();
            return shards.get(shardOf(mutation.id()))
                    .write(List.of(write(collection, mutation)))
                    .thenApply(results -> List.of(outcome(results.getFirst())));
        }
        List<List<Write>> writes = new ArrayList<>();
        List<List<Integer>> positions = new ArrayList<>();
        shards.forEach(_ -> {
            writes.add(new ArrayList<>());
            positions.add(new ArrayList<>());
        });
        for (int at = 0; at < mutations.size(); at++) {
            Mutation mutation = mutations.get(at);
            int shard = shardOf(mutation.id());
            writes.get(shard).add(write(collection, mutation));
            positions.get(shard).add(at);
        }
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        WriteOutcome[] outcomes = new WriteOutcome[mutations.size()];
        for (int shard = 0; shard < writes.size(); shard++) {
            List<Integer> places = positions.get(shard);
            if (!places.isEmpty()) {
                parts.add(shards.get(shard).write(writes.get(shard)).thenAccept(results -> {
                    for (int at = 0; at < places.size(); at++) {
                        outcomes[places.get(at)] = outcome(results.get(at));
                    }
                }));
            }
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(_ -> List.of(outcomes));
    }

    int shardOf(Value id) {
        return KeyHash.shardOf(id, shards.size());
    }

    private Write write(int collection, Mutation mutation) {
        String request = session + Long.toString(requests.incrementAndGet(), Character.MAX_RADIX);
        return switch (mutation) {
            case Mutation.Insert(var document) ->
                new Write(
                        request,
                        collection,
                        Operation.INSERT,
                        new DocumentOrId.Whole(document.withoutRevision().requireStorable()),
                        OptionalLong.empty());
            case Mutation.Upsert(var document) ->
                new Write(
                        request,
                        collection,
                        Operation.UPSERT,
                        new DocumentOrId.Whole(document.withoutRevision().requireStorable()),
                        OptionalLong.empty());
            case Mutation.Replace(var document, var revision) ->
                new Write(
                        request,
                        collection,
                        Operation.REPLACE,
                        new DocumentOrId.Whole(document.withoutRevision().requireStorable()),
                        revision);
            case Mutation.Delete(var id, var revision) ->
                new ShardCommand.Write(request, collection, Operation.DELETE, new DocumentOrId.OnlyId(id), revision);
        };
    }

    private static WriteOutcome outcome(WriteResult result) {
        return switch (result) {
            case WriteResult.Done(long revision, boolean existed) -> new WriteOutcome.Done(revision, existed);
            case WriteResult.Failed(var code, String detail) -> new WriteOutcome.Failed(code, detail);
        };
    }
}
