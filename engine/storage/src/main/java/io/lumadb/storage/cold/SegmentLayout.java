package io.lumadb.storage.cold;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a segment file is laid out, version 2; all numbers big-endian.
 *
 * <pre>
 * magic (8)
 * block*            zstd of: { key length (4), key, revision (8), BSON length (4), BSON }*
 * block index       { first key length (4), first key, offset (8), stored (4), raw (4), CRC32C (4) }*
 * bloom filter      bytes
 * zone map          BSON
 * footer (92)       offset, length and CRC32C of the zone map, of the index and of the bloom filter, documents (8), raw
 *                   bytes (8), collection (4), segment (8), version (4), CRC32C of the footer so far (4), magic (8)
 * </pre>
 *
 * <p>Version 1 has no zone map, and nothing about it in its footer.
 */
final class SegmentLayout {

    static final byte[] MAGIC = "LUMASEG1".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 2;
    private static final int WITHOUT_ZONES = 1;
    private static final int EXTENT_BYTES = 8 + 4 + 4;
    static final int FOOTER_BYTES = 3 * EXTENT_BYTES + 8 + 8 + 4 + 8 + 4 + 4 + 8;

    /** A block is closed when its raw bytes reach this; a larger document has a block of its own. */
    static final int BLOCK_BYTES = 64 * 1024;

    private SegmentLayout() {}

    /** A part of the file. */
    record Extent(long offset, int length, int crc) {}

    /** A block: its first key, where it lies, and how long it is when unpacked. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(byte[] firstKey, Extent extent, int rawBytes) {}

    record Footer(
            Extent index,
            Extent bloom,
            Optional<Extent> zones,
            long documents,
            long rawBytes,
            int collection,
            long segment) {

        byte[] encode() {
            ByteBuffer out = ByteBuffer.allocate(FOOTER_BYTES);
            zones.ifPresent(it -> put(out, it));
            put(out, index);
            put(out, bloom);
            out.putLong(documents)
                    .putLong(rawBytes)
                    .putInt(collection)
                    .putLong(segment)
                    .putInt(zones.isPresent() ? VERSION : WITHOUT_ZONES);
            out.putInt(crc(out.array(), 0, out.position())).put(MAGIC);
            return Arrays.copyOf(out.array(), out.position());
        }

        /**
         * Gives the footer, or throws {@link IllegalArgumentException} saying what is wrong with it.
         *
         * @param bytes the last {@link #FOOTER_BYTES} of the file
         */
        static Footer decode(byte[] bytes) {
            if (!Arrays.equals(bytes, bytes.length - MAGIC.length, bytes.length, MAGIC, 0, MAGIC.length)) {
                throw new IllegalArgumentException("it does not end as a segment does");
            }
            int crcAt = bytes.length - MAGIC.length - 4;
            int version = ByteBuffer.wrap(bytes).getInt(crcAt - 4);
            int start = version == WITHOUT_ZONES ? EXTENT_BYTES : 0;
            if (ByteBuffer.wrap(bytes).getInt(crcAt) != crc(bytes, start, crcAt - start)) {
                throw new IllegalArgumentException("the checksum of its footer does not match");
            }
            if (version != VERSION && version != WITHOUT_ZONES) {
                throw new IllegalArgumentException("it has layout version " + version + ", not " + VERSION);
            }
            ByteBuffer in = ByteBuffer.wrap(bytes).position(start);
            Optional<Extent> zones = version == VERSION ? Optional.of(extent(in)) : Optional.empty();
            return new Footer(extent(in), extent(in), zones, in.getLong(), in.getLong(), in.getInt(), in.getLong());
        }
    }

    private static void put(ByteBuffer out, Extent extent) {
        out.putLong(extent.offset()).putInt(extent.length()).putInt(extent.crc());
    }

    private static Extent extent(ByteBuffer in) {
        return new Extent(in.getLong(), in.getInt(), in.getInt());
    }

    static byte[] encode(List<Block> blocks) {
        int bytes = 0;
        for (Block block : blocks) {
            bytes += 4 + block.firstKey().length + 8 + 4 + 4 + 4;
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        for (Block block : blocks) {
            out.putInt(block.firstKey().length)
                    .put(block.firstKey())
                    .putLong(block.extent().offset())
                    .putInt(block.extent().length())
                    .putInt(block.rawBytes())
                    .putInt(block.extent().crc());
        }
        return out.array();
    }

    static List<Block> decodeBlocks(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Block> blocks = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] firstKey = new byte[in.getInt()];
            in.get(firstKey);
            long offset = in.getLong();
            int stored = in.getInt();
            int raw = in.getInt();
            blocks.add(new Block(firstKey, new Extent(offset, stored, in.getInt()), raw));
        }
        return List.copyOf(blocks);
    }

    /** Of what remains of a buffer, whose position stays. */
    static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
