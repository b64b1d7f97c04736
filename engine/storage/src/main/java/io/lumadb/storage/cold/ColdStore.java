package io.lumadb.storage.cold;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot.Within;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.hot.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cold segments of one shard, as files on this node's cold volumes: {@code shard-NNN/SEGMENT-FRAGMENT.seg}. Files are
 * put whole and never changed. Thread-safe; blocks on disk.
 */
public final class ColdStore implements ColdReader {

    private static final int MOST_OPEN_SEGMENTS = 256;
    private static final int MOST_CACHED_BLOCKS = 16;
    private static final String SUFFIX = ".seg";
    private static final String UNFINISHED = ".tmp";

    private final String node;
    private final int shard;
    private final List<Path> volumes;
    private final Map<Long, SegmentFile> files = leastRecentlyUsed(MOST_OPEN_SEGMENTS);
    private final Map<BlockName, List<Copy>> blocks = leastRecentlyUsed(MOST_CACHED_BLOCKS);

    private record BlockName(long segment, int block) {}

    public ColdStore(String node, int shard, List<Path> volumes) {
        this.node = node;
        this.shard = shard;
        this.volumes = List.copyOf(volumes);
    }

    private static <K, V> Map<K, V> leastRecentlyUsed(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Puts documents on a volume as a segment. When this returns, they are on disk under their final name.
     *
     * @param documents in key order, at least one
     * @throws LumaException INTERNAL naming the file when it cannot be written, BAD_REQUEST without any volume
     */
    public SegmentManifest write(int collection, long segment, List<Copy> documents) {
        if (volumes.isEmpty()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "there is no cold volume on " + node, "name one in [storage] cold_volumes");
        }
        int volume = (int) Long.remainderUnsigned(segment, volumes.size());
        byte[] file = SegmentWriter.write(collection, segment, documents);
        put(directory(volume), path(volume, segment, 0), file);
        List<SegmentManifest.Key> keys = new ArrayList<>(documents.size());
        long rawBytes = 0;
        for (Copy copy : documents) {
            keys.add(new SegmentManifest.Key(
                    copy.content().document().id(), copy.content().revision()));
            rawBytes += copy.content().bytes();
        }
        Fragment whole = new Fragment(0, node, volume, file.length, SegmentLayout.crc(file, 0, file.length));
        return new SegmentManifest(segment, collection, keys, rawBytes, file.length, 1, 0, List.of(whole));
    }

    private static void put(Path directory, Path path, byte[] bytes) {
        Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory(directory);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.INTERNAL, "the cold segment " + path + " cannot be written: " + e, null, e);
        }
    }

    /** Makes a new name durable. Windows has no such call, and needs none. */
    private static void forceDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path directory(int volume) {
        return volumes.get(volume).resolve("shard-%03d".formatted(shard));
    }

    private Path path(int volume, long segment, int fragment) {
        return directory(volume).resolve("%016x-%d%s".formatted(segment, fragment, SUFFIX));
    }

    /** The volume's directory, for people; its number where the fragment is not on this node. */
    public String volumeName(Fragment fragment) {
        return isHere(fragment)
                ? volumes.get(fragment.volume()).toString()
                : "volume " + fragment.volume() + " of " + fragment.node();
    }

    /** Whether a fragment's file is there with its right length; false for other nodes' fragments. */
    public boolean isPresent(long segment, Fragment fragment) {
        Path path = isHere(fragment) ? path(fragment.volume(), segment, fragment.n()) : null;
        try {
            return path != null && Files.exists(path) && Files.size(path) == fragment.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isHere(Fragment fragment) {
        return fragment.node().equals(node) && fragment.volume() < volumes.size();
    }

    private SegmentFile file(SegmentManifest manifest) {
        synchronized (files) {
            SegmentFile known = files.get(manifest.segment());
            if (known != null) {
                return known;
            }
        }
        Fragment fragment = manifest.fragments().stream()
                .filter(this::isHere)
                .findFirst()
                .orElseThrow(() -> new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "cold segment " + Long.toHexString(manifest.segment()) + " has no fragment on " + node));
        SegmentFile opened = SegmentFile.open(path(fragment.volume(), manifest.segment(), fragment.n()));
        synchronized (files) {
            files.put(manifest.segment(), opened);
        }
        return opened;
    }

    @Override
    public Content.Live read(SegmentManifest segment, byte[] key, Content.Cold cold) {
        SegmentFile file = file(segment);
        Optional<Integer> block = file.blockOf(key);
        if (block.isPresent()) {
            for (Copy copy : block(file, segment.segment(), block.get())) {
                if (Arrays.equals(copy.key(), key) && copy.content().revision() == cold.revision()) {
                    return copy.content();
                }
            }
        }
        throw new LumaException(
                ErrorCode.CORRUPT_DATA,
                "the cold segment " + Long.toHexString(segment.segment()) + " of shard " + shard
                        + " lacks a document that should be in it");
    }

    private List<Copy> block(SegmentFile file, long segment, int number) {
        BlockName name = new BlockName(segment, number);
        synchronized (blocks) {
            List<Copy> known = blocks.get(name);
            if (known != null) {
                return known;
            }
        }
        List<Copy> read = file.read(number);
        synchronized (blocks) {
            blocks.put(name, read);
        }
        return read;
    }

    @Override
    public boolean mayHave(SegmentManifest segment, List<Within> wanted) {
        return wanted.isEmpty() || wanted.stream().allMatch(file(segment).zones()::mayHave);
    }

    @Override
    public Iterator<Copy> scan(SegmentManifest segment) {
        SegmentFile file = file(segment);
        return new Iterator<>() {
            private int nextBlock;
            private Iterator<Copy> copies = List.<Copy>of().iterator();

            @Override
            public boolean hasNext() {
                while (!copies.hasNext() && nextBlock < file.blocks()) {
                    copies = file.read(nextBlock++).iterator();
                }
                return copies.hasNext();
            }

            @Override
            public Copy next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return copies.next();
            }
        };
    }

    /** Deletes a segment's files on this node. */
    public void delete(SegmentManifest manifest) {
        synchronized (files) {
            files.remove(manifest.segment());
        }
        for (Fragment fragment : manifest.fragments()) {
            if (isHere(fragment)) {
                delete(path(fragment.volume(), manifest.segment(), fragment.n()));
            }
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.INTERNAL, "the cold segment " + path + " cannot be deleted: " + e, null, e);
        }
    }

    /** Deletes this shard's files that are older than {@code age} and belong to none of the {@code known} segments. */
    public void sweep(Set<Long> known, Duration age) {
        FileTime newest = FileTime.from(Instant.now().minus(age));
        for (int volume = 0; volume < volumes.size(); volume++) {
            Path directory = directory(volume);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (Stream<Path> paths = Files.list(directory)) {
                for (Path path : paths.toList()) {
                    if (!known.contains(segmentOf(path))
                            && Files.getLastModifiedTime(path).compareTo(newest) < 0) {
                        delete(path);
                    }
                }
            } catch (IOException e) {
                throw new LumaException(ErrorCode.INTERNAL, "cannot look through " + directory + ": " + e, null, e);
            }
        }
    }

    /** The segment a file name says; one that says none belongs to none. */
    private static long segmentOf(Path path) {
        String name = path.getFileName().toString();
        return name.matches("[0-9a-f]{16}-[0-9]+\\" + SUFFIX) ? Long.parseUnsignedLong(name.substring(0, 16), 16) : -1;
    }
}
