package io.lumadb.storage.volume;

import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import io.lumadb.storage.volume.VolumeFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A volume that is a folder: an object is a file, and the parts of its name are folders. The folder itself is made once, by
 * {@link #make}: where it vanishes later, a disk was taken away, and writing into what is left in its place would fill
 * another one.
 */
public final class DirectoryVolume implements VolumeStore {

    /** An object that was not put to its end; none of the volume's, for {@link #get}, but listed, so that it can be deleted. */
    private static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final Path root;
    private final AtomicLong drafts = new AtomicLong();

    DirectoryVolume(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** The volume of a folder, which is made if there is none. One that cannot be made is gone, not refused. */
    public static DirectoryVolume make(Path root) {
        DirectoryVolume volume = of(root);
        try {
            WholeFile.makeFolders(volume.disk, root);
        } catch (IOException e) {
            // Its fragments can be done without; whoever asks is told that it is gone.
            return volume;
        }
        return volume;
    }

    /** The volume of a folder that is there already, or is gone. */
    public static DirectoryVolume of(Path root) {
        return new DirectoryVolume(Disk.REAL, root);
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public String locate(String object) {
        return root.resolve(object).toString();
    }

    @Override
    public boolean isThere() {
        return disk.isFolder(root);
    }

    @Override
    public void put(String object, ByteBuffer content) {
        Path path = root.resolve(object);
        Path folder = Objects.requireNonNull(path.getParent());
        Path draft = folder.resolve(path.getFileName() + "." + drafts.incrementAndGet() + UNFINISHED);
        try {
            makeFolder(folder);
            disk.write(draft, content, Disk.Access.AS_USUAL);
            disk.force(draft);
            disk.move(draft, path);
            disk.forceFolder(folder);
        } catch (IOException e) {
            VolumeFailure failure = failure("cannot be written", path, e);
            try {
                Files.deleteIfExists(draft);
            } catch (IOException also) {
                failure.addSuppressed(also);
            }
            throw failure;
        }
    }

    private void makeFolder(Path folder) throws IOException {
        if (!disk.isFolder(folder)) {
            if (!isThere()) {
                throw gone();
            }
            WholeFile.makeFolders(disk, folder);
        }
    }

    /** The file is opened for each read: an open channel would be closed by the first reader that is interrupted. */
    @Override
    public byte[] get(String object, long offset, int length) {
        Path path = root.resolve(object);
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new VolumeFailure(
                            Kind.CUT_SHORT, path + " is cut short at " + channel.size() + " bytes", null, null);
                }
            }
        } catch (IOException e) {
            throw failure("cannot be read", path, e);
        }
        return buffer.array();
    }

    @Override
    public OptionalLong size(String object) {
        Path path = root.resolve(object);
        try {
            return OptionalLong.of(Files.size(path));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw failure("cannot be looked at", path, e);
        }
    }

    @Override
    public List<Stored> list(String prefix) {
        Path folder = root.resolve(prefix);
        List<Stored> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                add(found, prefix, file);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("cannot be listed", folder, e);
        }
        return found;
    }

    private static void add(List<Stored> found, String prefix, Path file) throws IOException {
        try {
            found.add(new Stored(
                    prefix + "/" + file.getFileName(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            // Deleted, or put to its end, since the folder was listed.
            return;
        }
    }

    @Override
    public void delete(String object) {
        Path path = root.resolve(object);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failure("cannot be deleted", path, e);
        }
    }

    @Override
    public Space space() {
        try {
            FileStore store = Files.getFileStore(root);
            return new Space(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            throw failure("has no figures", root, e);
        }
    }

    private VolumeFailure gone() {
        return new VolumeFailure(
                Kind.GONE,
                "the cold volume " + root + " is gone",
                "mount the disk again, or make an empty folder",
                null);
    }

    private VolumeFailure failure(String how, Path path, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new VolumeFailure(Kind.INTERRUPTED, path + " " + how + ": the thread was interrupted", null, e);
        }
        if (!isThere()) {
            VolumeFailure gone = gone();
            gone.addSuppressed(e);
            return gone;
        }
        if (e instanceof NoSuchFileException) {
            return new VolumeFailure(Kind.MISSING, path + " is missing", null, e);
        }
        if (WholeFile.isNoSpace(e)) {
            return new VolumeFailure(
                    Kind.FULL, path + " " + how + ": the disk is full", "free some space on the disk of " + root, e);
        }
        return new VolumeFailure(
                Kind.BROKEN, path + " " + how + " (" + e + ")", "look at the disk of " + root + " and its rights", e);
    }
}
