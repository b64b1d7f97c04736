package io.lumadb.server.transfer;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.wire.DocumentJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One JSON object a line; empty lines are skipped. A bad line does not stop the next. */
final class NdjsonReader implements RecordReader {

    /** Extended JSON takes more room than BSON; a line past this cannot be a document of 16 MiB. */
    private static final int LONGEST_LINE = 48 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int filled;
    private long line;
    private boolean ended;

    NdjsonReader(InputStream in) {
        this.in = in;
    }

    @Override
    public Optional<Item> next() throws IOException {
        while (true) {
            ByteArrayOutputStream text = new ByteArrayOutputStream(1024);
            boolean fits = readLine(text);
            if (ended && fits && text.size() == 0) {
                return Optional.empty();
            }
            line++;
            if (!fits) {
                return Optional.of(new Item.Bad(line, tooLong(), false));
            }
            byte[] bytes = withoutByteOrderMark(text.toByteArray());
            if (!blank(bytes)) {
                return Optional.of(item(bytes));
            }
        }
    }

    private LumaException tooLong() {
        return new LumaException(
                ErrorCode.TOO_LARGE, "the line is longer than " + LONGEST_LINE / (1024 * 1024) + " MiB");
    }

    private Item item(byte[] bytes) {
        try {
            return new Item.Good(line, DocumentJson.readOne(bytes));
        } catch (LumaException e) {
            String detail = e.detail().replace("at line 1, column", "at column");
            return new Item.Bad(line, new LumaException(e.code(), detail, e.hint().orElse(null), e), false);
        }
    }

    /** Reads up to the next line feed. False when the line is too long: then it is read over. */
    private boolean readLine(ByteArrayOutputStream text) throws IOException {
        boolean fits = true;
        while (true) {
            if (position == filled) {
                filled = in.read(buffer, 0, buffer.length);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    ended = true;
                    return fits;
                }
            }
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (text.size() + (end - position) > LONGEST_LINE) {
                fits = false;
                text.reset();
            }
            if (fits) {
                text.write(buffer, position, end - position);
            }
            position = end;
            if (end < filled) {
                position++;
                return fits;
            }
        }
    }

    private byte[] withoutByteOrderMark(byte[] bytes) {
        boolean marked = line == 1
                && bytes.length >= 3
                && (bytes[0] & 0xFF) == 0xEF
                && (bytes[1] & 0xFF) == 0xBB
                && (bytes[2] & 0xFF) == 0xBF;
        return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static boolean blank(byte[] bytes) {
        for (byte at : bytes) {
            if (at != ' ' && at != '\t' && at != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
