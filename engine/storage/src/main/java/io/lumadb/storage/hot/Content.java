package io.lumadb.storage.hot;

import io.lumadb.document.Document;

/** What is true of a key. */
public sealed interface Content {

    /** The document itself, wherever it was read from. */
    record Live(Document document, long revision) implements Content {}

    /** There is no document under the key. */
    record Gone() implements Content {}

    /** The document lies in a cold segment; {@code bytes} is the size of its BSON. */
    record Cold(long segment, long revision, int bytes) implements Content {}

    /** The document's revision, 0 when there is none. */
    default long revisionOrZero() {
        return switch (this) {
            case Live(Document _, long revision) -> revision;
            case Gone _ -> 0;
            case Cold(long _, long revision, int _) -> revision;
        };
    }

    /** BSON bytes of the document, 0 when there is none. */
    default int bytes() {
        return switch (this) {
            case Live(Document document, long _) -> document.sizeBytes();
            case Gone _ -> 0;
            case Cold(long _, long _, int bytes) -> bytes;
        };
    }
}
