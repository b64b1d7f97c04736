package io.lumadb.client.transfer;

import io.lumadb.document.Bson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of NDJSON. A line longer than any document can be is passed over without being held in memory. */
final class NdjsonSource implements RecordSource {

    /** JSON may be longer than the BSON it stands for; past this it cannot be a document of 16 MiB. */
    private static final int MOST_LINE_BYTES = 2 * Bson.MAX_BYTES;

    private static final int SHOWN_OF_A_LONG_LINE = 200;

    private final BufferedInputStream in;
    private long line;

    NdjsonSource(InputStream in) {
        this.in = new BufferedInputStream(in, 256 * 1024);
    }

    @Override
    public String format() {
        return "ndjson";
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (true) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            long length = 0;
            int next = in.read();
            if (next < 0) {
                return null;
            }
            line++;
            while (next >= 0 && next != '\n') {
                length++;
                if (length <= MOST_LINE_BYTES) {
                    bytes.write(next);
                }
                next = in.read();
            }
            if (length > MOST_LINE_BYTES) {
                return tooLong(bytes, length);
            }
            String text = bytes.toString(StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                return new Item.Text(line, text);
            }
        }
    }

    private Item tooLong(ByteArrayOutputStream bytes, long length) {
        String start = new String(bytes.toByteArray(), 0, SHOWN_OF_A_LONG_LINE, StandardCharsets.UTF_8);
        return new Item.Unusable(
                line, start, "TOO_LARGE", "the line has " + length + " bytes; a document takes at most 16 MiB");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
