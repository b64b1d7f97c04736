package io.lumadb.console.ui.query.result;

import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one result, as BSON: the first megabytes in memory, the rest in a temporary file that is gone when the store is
 * closed. Thread-safe; everything but {@link #size} may touch the disk and is not for the FX thread.
 */
public final class RowStore implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int TAIL_BYTES = 256 << 10;

    private final Limits limits;
    private final List<byte[]> blocks = new ArrayList<>();
    /** In memory: block number in the upper half, offset in the lower. On disk: minus the position in the file, minus 1. */
    private long[] places = new long[1024];

    private int blockFill;
    private long memoryBytes;
    private @Nullable FileChannel file;
    private final ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES);
    private long flushedBytes;
    private volatile int size;
    private boolean closed;

    /**
     * How much a result may take.
     *
     * @param memoryBytes kept in memory; the rest goes to the file
     * @param diskBytes largest size of the file
     */
    public record Limits(int rows, long memoryBytes, long diskBytes) {

        /** A million rows, 64 MiB of memory, 4 GiB of disk. */
        public static Limits standard() {
            return new Limits(1_000_000, 64L << 20, 4L << 30);
        }
    }

    public RowStore(Limits limits) {
        this.limits = limits;
    }

    public int size() {
        return size;
    }

    /** Adds a row; false when the store is full or closed, and nothing was added. */
    public boolean append(Value.Obj row) {
        byte[] bson = Bson.encode(row);
        synchronized (this) {
            if (closed || size >= limits.rows()) {
                return false;
            }
            long place;
            if (file == null && memoryBytes + bson.length <= limits.memoryBytes()) {
                place = toMemory(bson);
            } else if (flushedBytes + tail.position() + bson.length <= limits.diskBytes()) {
                place = toDisk(bson);
            } else {
                return false;
            }
            if (size == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[size] = place;
            size = size + 1;
            return true;
        }
    }

    private long toMemory(byte[] bson) {
        if (blocks.isEmpty() || blockFill + bson.length > blocks.getLast().length) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, bson.length)]);
            blockFill = 0;
        }
        System.arraycopy(bson, 0, blocks.getLast(), blockFill, bson.length);
        long place = ((long) (blocks.size() - 1) << 32) | blockFill;
        blockFill += bson.length;
        memoryBytes += bson.length;
        return place;
    }

    private long toDisk(byte[] bson) {
        try {
            if (file == null) {
                Path path = Files.createTempFile("lumadb-result-", ".bson");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            if (tail.remaining() < bson.length) {
                flush(file);
            }
            long position = flushedBytes + tail.position();
            if (bson.length > tail.capacity()) {
                writeFully(file, ByteBuffer.wrap(bson), position);
                flushedBytes += bson.length;
            } else {
                tail.put(bson);
            }
            return -position - 1;
        } catch (IOException e) {
            throw new UncheckedIOException("the result does not fit into the folder for temporary files", e);
        }
    }

    private void flush(FileChannel channel) throws IOException {
        tail.flip();
        int bytes = tail.remaining();
        writeFully(channel, tail, flushedBytes);
        flushedBytes += bytes;
        tail.clear();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** The row; empty when the store has been closed meanwhile. */
    public Optional<Value.Obj> row(int index) {
        byte[] bson;
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("row " + index + " of " + size);
            }
            long place = places[index];
            bson = place >= 0 ? fromMemory(place) : fromDisk(-(place + 1));
        }
        return Optional.of(Bson.decode(bson));
    }

    private byte[] fromMemory(long place) {
        byte[] block = blocks.get((int) (place >>> 32));
        int offset = (int) place;
        int length = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
        return Arrays.copyOfRange(block, offset, offset + length);
    }

    private byte[] fromDisk(long position) {
        FileChannel channel = file;
        if (channel == null) {
            throw new IllegalStateException("row at " + position + " of a file that was never opened");
        }
        try {
            if (position >= flushedBytes) {
                flush(channel);
            }
            ByteBuffer length = readFully(channel, ByteBuffer.allocate(4), position);
            return readFully(
                            channel,
                            ByteBuffer.allocate(
                                    length.order(ByteOrder.LITTLE_ENDIAN).getInt(0)),
                            position)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException("the result's temporary file cannot be read", e);
        }
    }

    private static ByteBuffer readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw new IOException("the file ends at " + channel.size());
            }
        }
        return into;
    }

    @Override
    public synchronized void close() {
        closed = true;
        blocks.clear();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the result's temporary file cannot be closed", e);
            }
        }
    }
}
