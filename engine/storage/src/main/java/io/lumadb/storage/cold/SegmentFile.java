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
import io.lumadb.storage.hot.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment file's index and bloom filter, and a way to its blocks. Immutable. The file is opened for each read: an open
 * channel would be closed by the first reader that is interrupted.
 */
final class SegmentFile {

    private final Path path;
    private final List<Block> blocks;
    private final BloomBits bloom;
    private final ZoneMap zones;

    private SegmentFile(Path path, List<Block> blocks, BloomBits bloom, ZoneMap zones) {
        this.path = path;
        this.blocks = blocks;
        this.bloom = bloom;
        this.zones = zones;
    }

    static SegmentFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            // A segment of an earlier layout has a shorter footer, and at least a block in front of it.
            long footerAt = channel.size() - SegmentLayout.FOOTER_BYTES;
            if (footerAt < SegmentLayout.MAGIC.length) {
                throw damaged(path, "it is cut short at " + channel.size() + " bytes", null);
            }
            Footer footer = Footer.decode(bytes(channel, footerAt, SegmentLayout.FOOTER_BYTES));
            List<Block> blocks = SegmentLayout.decodeBlocks(checked(channel, footer.index(), path, "block index"));
            BloomBits bloom = new BloomBits(checked(channel, footer.bloom(), path, "bloom filter"));
            ZoneMap zones = footer.zones().isPresent()
                    ? ZoneMap.decode(checked(channel, footer.zones().get(), path, "zone map"))
                    : ZoneMap.UNKNOWN;
            return new SegmentFile(path, blocks, bloom, zones);
        } catch (IllegalArgumentException e) {
            throw damaged(path, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
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
        byte[] stored;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            stored = checked(channel, wanted.extent(), path, "block " + block);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        try {
            return decode(Zstd.decompress(stored, wanted.rawBytes()));
        } catch (ZstdException e) {
            throw damaged(path, "block " + block + " cannot be unpacked", e);
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

    private static byte[] checked(FileChannel channel, Extent extent, Path path, String what) throws IOException {
        byte[] bytes = bytes(channel, extent.offset(), extent.length());
        if (SegmentLayout.crc(bytes, 0, bytes.length) != extent.crc()) {
            throw damaged(path, "the checksum of its " + what + " does not match", null);
        }
        return bytes;
    }

    private static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends at " + channel.size() + " bytes");
            }
        }
        return buffer.array();
    }

    static LumaException damaged(Path path, String what, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the cold segment " + path + " is damaged: " + what,
                "restore the file from a backup",
                cause);
    }

    private static LumaException unreadable(Path path, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new LumaException(ErrorCode.CANCELLED, "reading " + path + " was interrupted", null, e);
        }
        if (e instanceof NoSuchFileException) {
            return damaged(path, "the file is missing", e);
        }
        return damaged(path, "it cannot be read (" + e + ")", e);
    }
}
