package io.lumadb.document;

/**
 * A document as a shard holds it: with its revision (from 1) and the tier it was read from. Immutable to whoever reads it;
 * any thread may.
 */
public interface StoredDocument {

    Document document();

    long revision();

    Tier tier();

    /** Bytes of the document's BSON. */
    default int sizeBytes() {
        return document().sizeBytes();
    }

    /** The value at a path, by the rules of {@link Document#get(FieldPath)}; the store may have it at hand already. */
    default Value get(FieldPath path) {
        return document().get(path);
    }

    /** Whether this is no more than an index's entry says: some fields of the document, without revision and tier. */
    default boolean isFromIndex() {
        return false;
    }

    /** What an index's entry says of a document: its {@code _id} and the indexed fields. */
    static StoredDocument ofIndex(Document fields) {
        return new Indexed(fields);
    }

    /** A document that is all there. */
    static StoredDocument of(Document document, long revision, Tier tier) {
        return new Whole(document, revision, tier);
    }

    /** Some fields of a document that was not read. Nobody may ask for its revision or its tier. */
    record Indexed(Document document) implements StoredDocument {

        @Override
        public long revision() {
            throw new IllegalStateException("an index's entry has no revision");
        }

        @Override
        public Tier tier() {
            throw new IllegalStateException("an index's entry was read from no tier");
        }

        @Override
        public boolean isFromIndex() {
            return true;
        }
    }

    /** A document with nothing beside it. */
    record Whole(Document document, long revision, Tier tier) implements StoredDocument {}
}
