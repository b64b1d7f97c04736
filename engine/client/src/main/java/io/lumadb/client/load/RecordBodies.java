package io.lumadb.client.load;

import io.lumadb.client.load.key.KeyOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The documents of a plan as JSON: {@code field0} and on, each of random letters and digits. Texts are pieces of one
 * megabyte of random characters, so that making them costs a copy; within a document, and between most, they have nothing in
 * common that a compressor could use. Used by one thread.
 */
final class RecordBodies {

    private static final int POOL_BYTES = 1 << 20;
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    private final KeyOrder keys;
    private final int fieldBytes;
    private final byte[][] names;
    private final byte[] pool;
    private final SplittableRandom random;
    private final long seed;

    RecordBodies(LoadPlan plan) {
        this.keys = plan.keys();
        this.fieldBytes = plan.fieldBytes();
        this.seed = plan.seed();
        this.random = new SplittableRandom(plan.seed());
        this.names = new byte[plan.fields()][];
        for (int field = 0; field < names.length; field++) {
            names[field] = ("\"field" + field + "\":\"").getBytes(StandardCharsets.US_ASCII);
        }
        this.pool = new byte[POOL_BYTES + fieldBytes];
        for (int at = 0; at < pool.length; at++) {
            pool[at] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        }
    }

    /** A new record with its key; the same bytes for the same number and seed. */
    byte[] insert(long record) {
        byte[] id = ("\"_id\":\"" + keys.key(record) + "\",").getBytes(StandardCharsets.US_ASCII);
        return whole(id, new SplittableRandom(seed * 31 + record));
    }

    /** All fields anew, without the key. */
    byte[] replacement() {
        return whole(new byte[0], random);
    }

    /** One field anew. */
    byte[] change() {
        byte[] name = names[random.nextInt(names.length)];
        byte[] body = new byte[name.length + fieldBytes + 3];
        body[0] = '{';
        int end = field(body, 1, name, random);
        body[end] = '}';
        return body;
    }

    private byte[] whole(byte[] id, SplittableRandom texts) {
        int length = 1 + id.length + names.length;
        for (byte[] name : names) {
            length += name.length + fieldBytes + 1;
        }
        byte[] body = new byte[length];
        body[0] = '{';
        System.arraycopy(id, 0, body, 1, id.length);
        int at = 1 + id.length;
        for (byte[] name : names) {
            at = field(body, at, name, texts);
            body[at++] = ',';
        }
        body[at - 1] = '}';
        return body;
    }

    private int field(byte[] body, int from, byte[] name, SplittableRandom texts) {
        System.arraycopy(name, 0, body, from, name.length);
        int text = from + name.length;
        System.arraycopy(pool, texts.nextInt(POOL_BYTES), body, text, fieldBytes);
        body[text + fieldBytes] = '"';
        return text + fieldBytes + 1;
    }
}
