package io.lumadb.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's files, in folders of which each can be as full as a disk: what is written there is cut off. Thread-safe. */
public final class FillableDisk implements Disk {

    private final Set<Path> full = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();

    /** From now on nothing fits into a folder. */
    public void fill(Path folder) {
        full.add(folder);
    }

    /** There is room again. */
    public void empty(Path folder) {
        full.remove(folder);
    }

    /** How many files did not fit. */
    public long refused() {
        return refused.get();
    }

    @Override
    public Optional<byte[]> read(Path file) throws IOException {
        return REAL.read(file);
    }

    @Override
    public void write(Path file, ByteBuffer content, Access access) throws IOException {
        if (full.stream().anyMatch(file::startsWith)) {
            REAL.write(file, content.slice(content.position(), content.remaining() / 2), access);
            refused.incrementAndGet();
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        REAL.write(file, content, access);
    }

    @Override
    public void force(Path file) throws IOException {
        REAL.force(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        REAL.move(from, to);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        REAL.makeFolder(folder);
    }

    @Override
    public boolean isFolder(Path folder) {
        return REAL.isFolder(folder);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        REAL.forceFolder(folder);
    }
}
