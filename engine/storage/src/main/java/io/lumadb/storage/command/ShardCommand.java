package io.lumadb.storage.command;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import java.util.List;
import java.util.OptionalLong;

/** One entry of a shard's Raft log. */
public sealed interface ShardCommand {

    /**
     * Client writes, group-committed: applied in order, each on its own.
     *
     * @param atMillis the leader's clock when it proposed, milliseconds since the epoch
     */
    record Writes(long atMillis, List<Write> writes) implements ShardCommand {
        public Writes {
            writes = List.copyOf(writes);
        }
    }

    /** Keeps an index from here on, and builds it over the documents of this shard in the background. */
    record CreateIndex(int collection, IndexDefinition index) implements ShardCommand {}

    record DropIndex(int collection, int index) implements ShardCommand {}

    /** Removes all documents and index entries of a collection. */
    record DropCollection(int collection) implements ShardCommand {}

    /**
     * A cold segment is complete on its volumes: its documents leave hot and warm, each only if its revision is still the
     * one in the segment.
     */
    record SealSegment(long atMillis, SegmentManifest manifest, String reason) implements ShardCommand {}

    /** Documents come back from cold to hot; the copies in their segments become dead. */
    record PromoteFromCold(long atMillis, int collection, List<Promoted> documents, String reason)
            implements ShardCommand {
        public PromoteFromCold {
            documents = List.copyOf(documents);
        }
    }

    /**
     * The documents of sparse segments that are still alive lie in a new one too: each moves there if it is still the
     * document of its revision in one of {@code from}, which are dropped when nothing in them is alive.
     */
    record RewriteSegments(long atMillis, SegmentManifest manifest, List<Long> from) implements ShardCommand {
        public RewriteSegments {
            from = List.copyOf(from);
        }
    }

    /** A fragment was rebuilt on another volume than its own. */
    record RelocateFragment(long segment, SegmentManifest.Fragment fragment) implements ShardCommand {}

    /** A segment is forgotten, and its files may be deleted, if no document in it is alive. */
    record DropSegment(long segment) implements ShardCommand {}

    /**
     * One write.
     *
     * @param requestId makes a retry after a lost answer harmless; unique to the client's write
     * @param documentOrId the document for everything but DELETE, whose key alone is wanted
     */
    record Write(
            String requestId,
            int collection,
            Operation operation,
            DocumentOrId documentOrId,
            OptionalLong expectedRevision) {}

    /**
     * What a write does; INSERT wants the key free, REPLACE and DELETE want it taken. GIVE_UP spends the request id and
     * nothing else: a write of that id that comes later fails with CONFLICT, and one that came before is answered with what
     * it came to.
     */
    enum Operation {
        INSERT,
        UPSERT,
        REPLACE,
        DELETE,
        GIVE_UP
    }

    sealed interface DocumentOrId {
        record Whole(Document document) implements DocumentOrId {}

        record OnlyId(Value id) implements DocumentOrId {}
    }

    /** A document and the revision it has (it is not raised by a move). */
    record Promoted(Document document, long revision) {}
}
