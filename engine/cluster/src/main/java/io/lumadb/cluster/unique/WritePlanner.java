package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out what a mutation does to the keys of its document. The write it plans succeeds only on the very revision that
 * was looked at, so that the keys it gains and loses are certain.
 */
final class WritePlanner {

    private final Shards shards;
    private final int collection;
    private final List<UniqueIndex> indexes;

    WritePlanner(Shards shards, int collection, List<UniqueIndex> indexes) {
        this.shards = shards;
        this.collection = collection;
        this.indexes = indexes;
    }

    /** Gives the write its plan, or its outcome where that shows already. */
    void plan(PendingWrite write, Shards.Reading reading) {
        try {
            switch (write.mutation) {
                case Mutation.Insert(Document document) -> insert(write, document);
                case Mutation.Upsert(Document document) -> {
                    Optional<StoredDocument> prior = reading.document(collection, document.id());
                    if (prior.isEmpty()) {
                        insert(write, document);
                    } else {
                        replace(write, document, prior.get());
                    }
                }
                case Mutation.Replace(Document document, OptionalLong expected) ->
                    prior(write, expected, reading).ifPresent(prior -> replace(write, document, prior));
                case Mutation.Delete(Value _, OptionalLong expected) ->
                    prior(write, expected, reading).ifPresent(prior -> delete(write, prior));
            }
        } catch (LumaException e) {
            write.refuse(e.code(), e.detail());
        }
    }

    private Optional<StoredDocument> prior(PendingWrite write, OptionalLong expected, Shards.Reading reading) {
        Value id = write.mutation.id();
        Optional<StoredDocument> prior = reading.document(collection, id);
        if (prior.isEmpty()) {
            write.refuse(ErrorCode.NOT_FOUND, "there is no document with _id " + Json.relaxed(id));
        } else if (expected.isPresent() && expected.getAsLong() != prior.get().revision()) {
            write.refuse(
                    ErrorCode.REVISION_MISMATCH,
                    "the document with _id " + Json.relaxed(id) + " has revision "
                            + prior.get().revision() + ", not " + expected.getAsLong());
            return Optional.empty();
        }
        return prior;
    }

    private void insert(PendingWrite write, Document document) {
        plan(write, Operation.INSERT, whole(document), OptionalLong.empty(), Map.of(), Key.of(indexes, document));
    }

    private void replace(PendingWrite write, Document document, StoredDocument prior) {
        plan(
                write,
                Operation.REPLACE,
                whole(document),
                OptionalLong.of(prior.revision()),
                Key.of(indexes, prior.document()),
                Key.of(indexes, document));
    }

    private void delete(PendingWrite write, StoredDocument prior) {
        plan(
                write,
                Operation.DELETE,
                new DocumentOrId.OnlyId(write.mutation.id()),
                OptionalLong.of(prior.revision()),
                Key.of(indexes, prior.document()),
                Map.of());
    }

    private static DocumentOrId whole(Document document) {
        return new DocumentOrId.Whole(document.withoutRevision().requireStorable());
    }

    private void plan(
            PendingWrite write,
            Operation operation,
            DocumentOrId subject,
            OptionalLong revision,
            Map<Key.Place, Key> before,
            Map<Key.Place, Key> after) {
        write.plan(new PendingWrite.Plan(
                new Write(shards.request(), collection, operation, subject, revision),
                without(after, before),
                without(before, after)));
    }

    private static List<Key> without(Map<Key.Place, Key> keys, Map<Key.Place, Key> others) {
        return keys.values().stream()
                .filter(key -> !others.containsKey(key.place()))
                .toList();
    }
}
