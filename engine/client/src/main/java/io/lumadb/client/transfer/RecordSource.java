package io.lumadb.client.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file as a sequence of records, each the text of one document in {@link #format()}. Used by one thread. */
interface RecordSource extends AutoCloseable {

    /** {@code ndjson} or {@code csv}: what {@link #next()} gives. */
    String format();

    /** The header that every batch of records starts with; empty for NDJSON. */
    String header();

    /** The next record, or null at the end. */
    @Nullable
    Item next() throws IOException;

    @Override
    void close() throws IOException;

    /** A record or what is wrong with it. */
    sealed interface Item {

        /** 1-based line of NDJSON and CSV, or position in a JSON array. */
        long line();

        record Text(long line, String text) implements Item {}

        /** Not sent: {@code text} is a beginning of it. */
        record Unusable(long line, String text, String code, String detail) implements Item {}
    }
}
