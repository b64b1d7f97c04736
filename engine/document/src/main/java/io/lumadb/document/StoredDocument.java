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

    /** A document that is all there. */
    static StoredDocument of(Document document, long revision, Tier tier) {
        return new Whole(document, revision, tier);
    }

    /** A document with nothing beside it. */
    record Whole(Document document, long revision, Tier tier) implements StoredDocument {}
}
