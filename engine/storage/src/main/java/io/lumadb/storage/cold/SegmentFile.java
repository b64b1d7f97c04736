package io.lumadb.storage.cold;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.lumadb.document.Document;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.cold.ColdReader.Copy;
import io.lumadb.storage.cold.SegmentLayout.Block;
import io.lumadb.storage.cold.SegmentLayout.Extent;
import io.lumadb.storage.cold.SegmentLayout.Footer;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.hot.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A segment's index, bloom filter and zones, and a way to its blocks. Immutable. */
final class SegmentFile {

    private final SegmentBytes bytes;
    private final List<Block> blocks;
    private final BloomBits bloom;
    private final ZoneMap zones;

    private SegmentFile(SegmentBytes bytes, List<Block> blocks, BloomBits bloom, ZoneMap zones) {
        this.bytes = bytes;
        this.blocks = blocks;
        this.bloom = bloom;
        this.zones = zones;
    }

    static SegmentFile open(SegmentBytes bytes) {
        // A segment of an earlier layout has a shorter footer, and at least a block in front of it.
        long footerAt = bytes.size() - SegmentLayout.FOOTER_BYTES;
        if (footerAt < SegmentLayout.MAGIC.length) {
            throw damaged(bytes, 0, "it is cut short at " + bytes.size() + " bytes", null);
        }
        try {
            Footer footer = Footer.decode(bytes.read(footerAt, SegmentLayout.FOOTER_BYTES));
            List<Block> blocks = SegmentLayout.decodeBlocks(checked(bytes, footer.index(), "block index"));
            BloomBits bloom = new BloomBits(checked(bytes, footer.bloom(), "bloom filter"));
            ZoneMap zones = footer.zones().isPresent()
                    ? ZoneMap.decode(checked(bytes, footer.zones().get(), "zone map"))
                    : ZoneMap.UNKNOWN;
            return new SegmentFile(bytes, blocks, bloom, zones);
        } catch (IllegalArgumentException e) {
            throw damaged(bytes, footerAt, String.valueOf(e.getMessage()), e);
        }
    }

    SegmentManifest manifest() {
        return bytes.manifest();
    }

    ZoneMap zones() {
        return zones;
    }

    int blocks() {
        return blocks.size();
    }

    /** The number of the block that has the key, if any has. */
    Optional<Integer> blockOf(byte[] key) {
        if (!bloom.mayContain(key)) {
            return Optional.empty();
        }
        int low = 0;
        int high = blocks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(blocks.get(middle).firstKey(), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? Optional.empty() : Optional.of(high);
    }

    /** A block's documents, in key order. */
    List<Copy> read(int block) {
        Block wanted = blocks.get(block);
        byte[] stored = checked(bytes, wanted.extent(), "block " + block);
        try {
            return decode(Zstd.decompress(stored, wanted.rawBytes()));
        } catch (ZstdException e) {
            throw damaged(bytes, wanted.extent().offset(), "block " + block + " cannot be unpacked", e);
        }
    }

    private static List<Copy> decode(byte[] raw) {
        ByteBuffer in = ByteBuffer.wrap(raw);
        List<Copy> copies = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] key = new byte[in.getInt()];
            in.get(key);
            long revision = in.getLong();
            byte[] bson = new byte[in.getInt()];
            in.get(bson);
            copies.add(new Copy(key, new Content.Live(Document.ofBson(bson), revision)));
        }
        return copies;
    }

    private static byte[] checked(SegmentBytes bytes, Extent extent, String what) {
        byte[] read = bytes.read(extent.offset(), extent.length());
        if (SegmentLayout.crc(read, 0, read.length) != extent.crc()) {
            throw damaged(bytes, extent.offset(), "the checksum of its " + what + " does not match", null);
        }
        return read;
    }

    private static LumaException damaged(SegmentBytes bytes, long offset, String what, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                bytes.locate(offset) + " is damaged: " + what,
                "restore the file from a backup",
                cause);
    }
}
