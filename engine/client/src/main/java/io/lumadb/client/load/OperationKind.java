package io.lumadb.client.load;

import java.util.Locale;

/** What an operation does, as YCSB's core workloads have it. */
public enum OperationKind {
    /** One document by its key. */
    READ,
    /** One field of a document, or all of them. */
    UPDATE,
    /** A new document. */
    INSERT,
    /** Documents by the order of their keys, from a key on. */
    SCAN,
    /** A read, then an update of what was read; measured as one. */
    READ_MODIFY_WRITE;

    /** Such as {@code read-modify-write}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
