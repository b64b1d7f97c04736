package io.lumadb.storage.warm;

import io.lumadb.document.Document;
import io.lumadb.storage.hot.Content;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How rows of the column families look: fixed big-endian fields, then BSON where there is any. */
public final class Rows {

    /** When a document was last read or written, and its size. */
    public record Access(long lastAccessMillis, int bytes) {}

    private Rows() {}

    public static byte[] document(Content.Live live) {
        byte[] bson = live.document().bson();
        return ByteBuffer.allocate(Long.BYTES + bson.length)
                .putLong(live.revision())
                .put(bson)
                .array();
    }

    public static Content.Live document(byte[] row) {
        byte[] bson = Arrays.copyOfRange(row, Long.BYTES, row.length);
        return new Content.Live(Document.ofBson(bson), ByteBuffer.wrap(row).getLong());
    }

    public static byte[] locator(Content.Cold cold) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(cold.segment())
                .putLong(cold.revision())
                .putInt(cold.bytes())
                .array();
    }

    public static Content.Cold locator(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        return new Content.Cold(in.getLong(), in.getLong(), in.getInt());
    }

    public static byte[] access(Access access) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(access.lastAccessMillis())
                .putInt(access.bytes())
                .array();
    }

    public static Access access(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        return new Access(in.getLong(), in.getInt());
    }
}
