package io.lumadb.storage.cold;

import com.github.luben.zstd.Zstd;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.SegmentLayout.Block;
import io.lumadb.storage.cold.SegmentLayout.Extent;
import io.lumadb.storage.cold.SegmentLayout.Footer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays documents out as a segment, in memory: a segment is a few megabytes, and is put on its volume whole. */
final class SegmentWriter {

    private static final int ZSTD_LEVEL = 3;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
    private final List<Block> blocks = new ArrayList<>();
    private ByteArrayOutputStream block = new ByteArrayOutputStream(SegmentLayout.BLOCK_BYTES);
    private byte[] firstKey = new byte[0];

    private SegmentWriter() {}

    /** {@code documents} in key order. */
    static byte[] write(int collection, long segment, List<Copy> documents) {
        SegmentWriter writer = new SegmentWriter();
        BloomBits bloom = new BloomBits(documents.size());
        long rawBytes = 0;
        writer.file.writeBytes(SegmentLayout.MAGIC);
        for (Copy copy : documents) {
            writer.add(copy);
            bloom.add(copy.key());
            rawBytes += copy.content().bytes();
        }
        writer.endBlock();
        Extent index = writer.append(SegmentLayout.encode(writer.blocks));
        Extent filter = writer.append(bloom.bytes());
        Extent zones = writer.append(ZoneMap.of(documents).encode());
        writer.file.writeBytes(
                new Footer(index, filter, Optional.of(zones), documents.size(), rawBytes, collection, segment)
                        .encode());
        return writer.file.toByteArray();
    }

    private void add(Copy copy) {
        byte[] key = copy.key();
        byte[] bson = copy.content().document().bson();
        if (block.size() > 0 && block.size() + key.length + bson.length > SegmentLayout.BLOCK_BYTES) {
            endBlock();
        }
        if (block.size() == 0) {
            firstKey = key;
        }
        block.writeBytes(ByteBuffer.allocate(4).putInt(key.length).array());
        block.writeBytes(key);
        block.writeBytes(ByteBuffer.allocate(12)
                .putLong(copy.content().revision())
                .putInt(bson.length)
                .array());
        block.writeBytes(bson);
    }

    private void endBlock() {
        if (block.size() > 0) {
            byte[] raw = block.toByteArray();
            Extent extent = append(Zstd.compress(raw, ZSTD_LEVEL));
            blocks.add(new Block(firstKey, extent, raw.length));
            block = new ByteArrayOutputStream(SegmentLayout.BLOCK_BYTES);
        }
    }

    private Extent append(byte[] bytes) {
        Extent extent = new Extent(file.size(), bytes.length, SegmentLayout.crc(bytes, 0, bytes.length));
        file.writeBytes(bytes);
        return extent;
    }
}
