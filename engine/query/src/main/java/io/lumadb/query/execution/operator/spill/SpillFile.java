package io.lumadb.query.execution.operator.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file: written once, then read from its start as often as wanted. Deleted when closed. For one thread. */
public final class SpillFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final long BYTES_BETWEEN_SPACE_CHECKS = 8L * 1024 * 1024;

    private final Path path;
    private final SpillDirectory directory;
    private final FileChannel channel;
    private final SpillOutput output = new SpillOutput(this::append, BUFFER_BYTES);
    private long writtenBytes;
    private long checkedAtBytes = -BYTES_BETWEEN_SPACE_CHECKS;
    private boolean closed;

    SpillFile(Path path, SpillDirectory directory) {
        this.path = path;
        this.directory = directory;
        try {
            this.channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        } catch (IOException failure) {
            throw directory.failure("making", path, failure);
        }
    }

    /** Where to write. */
    public SpillOutput output() {
        return output;
    }

    /** Reads from the start what was written so far. */
    public SpillInput read() {
        output.flush();
        long[] position = {0};
        return new SpillInput(
                into -> {
                    int bytes = readAt(position[0], into);
                    position[0] += bytes;
                    return bytes;
                },
                BUFFER_BYTES);
    }

    /** How much was written, without what waits in the buffer. */
    public long writtenBytes() {
        return writtenBytes;
    }

    private void append(byte[] bytes, int length) {
        try {
            if (writtenBytes - checkedAtBytes >= BYTES_BETWEEN_SPACE_CHECKS) {
                directory.requireSpace(path);
                checkedAtBytes = writtenBytes;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                writtenBytes += channel.write(buffer, writtenBytes);
            }
            directory.written(length);
        } catch (IOException failure) {
            throw directory.failure("writing", path, failure);
        }
    }

    private int readAt(long position, byte[] into) {
        try {
            return Math.max(0, channel.read(ByteBuffer.wrap(into), position));
        } catch (IOException failure) {
            throw directory.failure("reading", path, failure);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        output.drop();
        directory.closed();
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw directory.failure("deleting", path, failure);
        }
    }
}
