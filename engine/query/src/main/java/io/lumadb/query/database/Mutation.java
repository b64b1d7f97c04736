package io.lumadb.query.database;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import java.util.OptionalLong;

/** A change of one document, already evaluated: replicas that apply it come to the same result. */
public sealed interface Mutation {

    /** The key that decides the shard. */
    Value id();

    /** Stores a document whose key must be free: DUPLICATE_KEY otherwise. */
    record Insert(Document document) implements Mutation {
        @Override
        public Value id() {
            return document.id();
        }
    }

    /** Stores a document whether or not its key exists. */
    record Upsert(Document document) implements Mutation {
        @Override
        public Value id() {
            return document.id();
        }
    }

    /**
     * Replaces a document that exists.
     *
     * @param expectedRevision what the replacement was computed from: REVISION_MISMATCH when it is no longer that
     */
    record Replace(Document document, OptionalLong expectedRevision) implements Mutation {
        @Override
        public Value id() {
            return document.id();
        }
    }

    record Delete(Value id, OptionalLong expectedRevision) implements Mutation {}
}
