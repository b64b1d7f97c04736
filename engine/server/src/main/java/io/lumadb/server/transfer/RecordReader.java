package io.lumadb.server.transfer;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads one record after another. Used by one thread. */
public interface RecordReader extends Closeable {

    /** One record of the input. {@code line} is 1-based: a line, or the position in a JSON array. */
    sealed interface Item {

        long line();

        record Good(long line, Value.Obj document) implements Item {}

        /** It cannot be read. {@code last}: nor can what comes behind it. */
        record Bad(long line, LumaException reason, boolean last) implements Item {}
    }

    /** The next record; empty at the end. */
    Optional<Item> next() throws IOException;

    static RecordReader of(TransferFormat format, InputStream in) throws IOException {
        return switch (format) {
            case NDJSON -> new NdjsonReader(in);
            case JSON -> new JsonArrayReader(in);
            case CSV -> new CsvReader(in);
        };
    }
}
