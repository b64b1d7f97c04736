package io.lumadb.storage.command;

import io.lumadb.document.Document;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonSerializationException;

/**
 * The keys of a segment's manifest in few bytes: thousands of them are in one log entry, which every replica writes at once. Of
 * each key's BSON only what differs from the one before it, which mostly are a few bytes in the middle, and its revision as
 * the distance from the one before it:
 *
 * <pre>
 * number of keys, then of each: bytes in front that are the same, bytes at the end that are the same, bytes between, these
 * bytes, difference of revisions
 * </pre>
 *
 * Numbers have seven bits a byte, the lowest first, the eighth bit says that more follow; differences have their sign in the
 * lowest bit ("zigzag", as in Protocol Buffers' encoding).
 */
final class PackedKeys {

    private static final int MOST_BITS = 64;

    private PackedKeys() {}

    static byte[] pack(List<SegmentManifest.Key> keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * keys.size() + 16);
        write(out, keys.size());
        byte[] before = {};
        long revision = 0;
        for (SegmentManifest.Key key : keys) {
            byte[] bson = Document.ofId(key.id()).bson();
            int most = Math.min(before.length, bson.length);
            int front = same(before, bson, most);
            int end = sameAtEnd(before, bson, most - front);
            write(out, front);
            write(out, end);
            write(out, bson.length - front - end);
            out.write(bson, front, bson.length - front - end);
            long difference = key.revision() - revision;
            write(out, difference << 1 ^ difference >> MOST_BITS - 1);
            before = bson;
            revision = key.revision();
        }
        return out.toByteArray();
    }

    private static int same(byte[] one, byte[] other, int most) {
        int differs = Arrays.mismatch(one, 0, most, other, 0, most);
        return differs < 0 ? most : differs;
    }

    private static int sameAtEnd(byte[] one, byte[] other, int most) {
        int same = 0;
        while (same < most && one[one.length - 1 - same] == other[other.length - 1 - same]) {
            same++;
        }
        return same;
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** @throws BsonSerializationException when the bytes are not what {@link #pack} gives */
    static List<SegmentManifest.Key> unpack(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        try {
            int count = size(in, packed.length);
            List<SegmentManifest.Key> keys = new ArrayList<>(count);
            byte[] before = {};
            long revision = 0;
            for (int n = 0; n < count; n++) {
                int front = size(in, before.length);
                int end = size(in, before.length - front);
                int between = size(in, in.remaining());
                byte[] bson = new byte[front + between + end];
                System.arraycopy(before, 0, bson, 0, front);
                in.get(bson, front, between);
                System.arraycopy(before, before.length - end, bson, front + between, end);
                long zigzag = read(in);
                revision += zigzag >>> 1 ^ -(zigzag & 1);
                keys.add(new SegmentManifest.Key(Document.ofBson(bson).id(), revision));
                before = bson;
            }
            return keys;
        } catch (BufferUnderflowException _) {
            throw new BsonSerializationException("the keys of a segment end too early");
        }
    }

    private static int size(ByteBuffer in, int most) {
        long size = read(in);
        if (size < 0 || size > most) {
            throw new BsonSerializationException("the keys of a segment have a part of " + size + " bytes");
        }
        return (int) size;
    }

    private static long read(ByteBuffer in) {
        long number = 0;
        for (int bits = 0; bits < MOST_BITS; bits += 7) {
            byte next = in.get();
            number |= (next & 0x7FL) << bits;
            if (next >= 0) {
                return number;
            }
        }
        throw new BsonSerializationException("the keys of a segment have a number of more than 64 bits");
    }
}
