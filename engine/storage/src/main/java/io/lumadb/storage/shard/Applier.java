package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.hot.Content;
import io.lumadb.storage.index.IndexKeys;
import io.lumadb.storage.index.IndexRows;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Carries out single writes on the state, with their index entries. Runs on the core loop. */
final class Applier {

    private final ShardState state;

    Applier(ShardState state) {
        this.state = state;
    }

    WriteResult apply(Write write, byte[] key, Prior prior, long atMillis) {
        Optional<WriteResult> known = state.requests.find(write.requestId());
        if (known.isPresent()) {
            return known.get();
        }
        WriteResult result = attempt(write, key, prior, atMillis);
        state.requests.remember(write.requestId(), atMillis, result);
        return result;
    }

    private WriteResult attempt(Write write, byte[] key, Prior prior, long atMillis) {
        if (state.isDropped(write.collection())) {
            return new WriteResult.Failed(ErrorCode.UNKNOWN_COLLECTION, "the collection was dropped meanwhile");
        }
        Optional<WriteResult> refusal = refuse(write, prior);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Document> document = write.operation() != Operation.DELETE
                        && write.documentOrId() instanceof DocumentOrId.Whole(Document whole)
                ? Optional.of(whole)
                : Optional.empty();
        try {
            updateIndexes(write.collection(), prior.document(), document);
        } catch (LumaException e) {
            return new WriteResult.Failed(e.code(), e.detail());
        }
        long revision = ++state.lastRevision;
        Content content = document.isPresent() ? new Content.Live(document.get(), revision) : new Content.Gone();
        state.write(key, prior, content, atMillis);
        return new WriteResult.Done(document.isPresent() ? revision : 0, prior.exists());
    }

    private static Optional<WriteResult> refuse(Write write, Prior prior) {
        boolean bringsDocument = write.operation() != Operation.DELETE && write.operation() != Operation.GIVE_UP;
        if (bringsDocument && write.documentOrId() instanceof DocumentOrId.OnlyId) {
            return failed(ErrorCode.BAD_REQUEST, write.operation() + " came without a document");
        }
        boolean exists = prior.exists();
        switch (write.operation()) {
            case GIVE_UP -> {
                return failed(RequestLog.GIVEN_UP, "the write of the document with _id " + id(write) + " was given up");
            }
            case INSERT -> {
                if (exists) {
                    return failed(ErrorCode.DUPLICATE_KEY, "a document with _id " + id(write) + " is there already");
                }
            }
            case REPLACE, DELETE -> {
                if (!exists) {
                    return failed(ErrorCode.NOT_FOUND, "there is no document with _id " + id(write));
                }
            }
            case UPSERT -> {}
        }
        OptionalLong expected = write.expectedRevision();
        long revision = prior.content().revisionOrZero();
        if (expected.isPresent() && expected.getAsLong() != revision) {
            return failed(
                    ErrorCode.REVISION_MISMATCH,
                    "the document with _id " + id(write) + " has revision " + revision + ", not "
                            + expected.getAsLong());
        }
        return Optional.empty();
    }

    private static Optional<WriteResult> failed(ErrorCode code, String detail) {
        return Optional.of(new WriteResult.Failed(code, detail));
    }

    static Value idOf(Write write) {
        return switch (write.documentOrId()) {
            case DocumentOrId.Whole(Document document) -> document.id();
            case DocumentOrId.OnlyId(Value id) -> id;
        };
    }

    private static String id(Write write) {
        return io.lumadb.document.Json.relaxed(idOf(write));
    }

    /** Changes the entries that differ between two versions of a document; computes all before changing any. */
    private void updateIndexes(int collection, Optional<Document> before, Optional<Document> after) {
        if (state.indexes.of(collection).isEmpty()) {
            return;
        }
        Map<byte[], byte[]> old = entries(collection, before);
        Map<byte[], byte[]> now = entries(collection, after);
        for (byte[] key : old.keySet()) {
            if (!now.containsKey(key)) {
                state.writeIndex(key, Optional.empty());
            }
        }
        // A value may change its kind under the same key (1 became 1.0, null went missing): the row holds the value
        // itself.
        now.forEach((key, row) -> {
            if (!Arrays.equals(row, old.get(key))) {
                state.writeIndex(key, Optional.of(row));
            }
        });
    }

    /** The rows of a document's entries by their keys. */
    private Map<byte[], byte[]> entries(int collection, Optional<Document> document) {
        Map<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        if (document.isPresent()) {
            for (IndexDefinition index : state.indexes.of(collection)) {
                byte[] row = IndexRows.of(index, document.get());
                IndexKeys.entries(collection, index, document.get()).forEach(key -> rows.put(key, row));
            }
        }
        return rows;
    }
}
