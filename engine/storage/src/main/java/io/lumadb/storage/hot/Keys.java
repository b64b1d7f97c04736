package io.lumadb.storage.hot;

import io.lumadb.document.KeyBytes;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.nio.ByteBuffer;

/** A document's key within its shard: the collection's number (4 bytes, big-endian), then the id as {@link OrderedKey}. */
public final class Keys {

    private Keys() {}

    public static byte[] of(int collection, Value id) {
        KeyBytes out = new KeyBytes(48);
        out.writeInt(collection);
        OrderedKey.write(out, id);
        return out.toByteArray();
    }

    /** What the keys of a collection start with. */
    public static byte[] prefix(int collection) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(collection).array();
    }

    /** The first key above all keys of a collection. */
    public static byte[] end(int collection) {
        return OrderedKey.successor(prefix(collection));
    }

    public static int collection(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }
}
