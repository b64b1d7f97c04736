package io.lumadb.storage.cold;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.SegmentLayout.Block;
import io.lumadb.storage.cold.SegmentLayout.Extent;
import io.lumadb.storage.cold.SegmentLayout.Footer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays documents out as segments, in memory: a segment is a few megabytes, and is put on its volume whole. Its arrays and its
 * compressor are kept from one segment to the next. For one thread at a time.
 */
final class SegmentWriter implements AutoCloseable {

    private static final int ZSTD_LEVEL = 3;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    private final List<Block> blocks = new ArrayList<>();
    private ByteBuffer file = ByteBuffer.allocate(1 << 16);
    private ByteBuffer block = ByteBuffer.allocate(SegmentLayout.BLOCK_BYTES);
    private byte[] firstKey = new byte[0];

    /**
     * Lays a segment out; it begins at the array's start and ends at the limit, and holds until the next one.
     *
     * @param documents in key order
     */
    ByteBuffer write(int collection, long segment, List<Copy> documents) {
        BloomBits bloom = new BloomBits(documents.size());
        ZoneMap.Maker zones = new ZoneMap.Maker();
        long rawBytes = 0;
        blocks.clear();
        block.clear();
        file.clear();
        file.put(SegmentLayout.MAGIC);
        for (Copy copy : documents) {
            add(copy);
            bloom.add(copy.key());
            zones.add(copy.content().document());
            rawBytes += copy.content().bytes();
        }
        endBlock();
        Extent index = append(SegmentLayout.encode(blocks));
        Extent filter = append(bloom.bytes());
        Extent zoneMap = append(zones.make().encode());
        byte[] footer = new Footer(index, filter, Optional.of(zoneMap), documents.size(), rawBytes, collection, segment)
                .encode();
        file = withRoom(file, footer.length).put(footer);
        return file.duplicate().flip();
    }

    private void add(Copy copy) {
        byte[] key = copy.key();
        byte[] bson = copy.content().document().bson();
        if (block.position() > 0 && block.position() + key.length + bson.length > SegmentLayout.BLOCK_BYTES) {
            endBlock();
        }
        if (block.position() == 0) {
            firstKey = key;
        }
        block = withRoom(block, 4 + key.length + 12 + bson.length);
        block.putInt(key.length).put(key);
        block.putLong(copy.content().revision()).putInt(bson.length).put(bson);
    }

    private void endBlock() {
        int raw = block.position();
        if (raw == 0) {
            return;
        }
        int most = Math.toIntExact(Zstd.compressBound(raw));
        file = withRoom(file, most);
        int from = file.position();
        int stored = compressor.compressByteArray(file.array(), from, most, block.array(), 0, raw);
        file.position(from + stored);
        blocks.add(new Block(firstKey, extent(from), raw));
        block.clear();
    }

    private Extent append(byte[] bytes) {
        file = withRoom(file, bytes.length);
        int from = file.position();
        file.put(bytes);
        return extent(from);
    }

    private Extent extent(int from) {
        int length = file.position() - from;
        return new Extent(from, length, SegmentLayout.crc(file.array(), from, length));
    }

    /** The buffer, or a larger one with the same content, with room for so many bytes more. */
    private static ByteBuffer withRoom(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        int wanted = Math.addExact(buffer.position(), bytes);
        int capacity = Math.clamp(2L * buffer.capacity(), wanted, Integer.MAX_VALUE - 8);
        return ByteBuffer.allocate(capacity).put(buffer.flip());
    }

    /** What the arrays take. */
    long bytes() {
        return (long) file.capacity() + block.capacity();
    }

    @Override
    public void close() {
        compressor.close();
    }
}
