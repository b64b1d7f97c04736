package io.lumadb.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A disk in memory that can lose power and whose calls can fail. What was not forced is lost in part: of a file's content any
 * sectors, of a folder's names the newest changes.
 */
public final class PowerCutDisk implements Disk {

    private static final int SECTOR = 64;

    /** A file beside its names. */
    private static final class Node {
        private byte[] now;
        private byte[] forced = new byte[0];

        Node(byte[] now) {
            this.now = now;
        }
    }

    /** A name that came, went or changed, in a folder that was not forced since. */
    private record Change(Path name, Optional<Node> node) {}

    private final SplittableRandom random;
    private final Map<Path, Node> names = new HashMap<>();
    private final Map<Path, Node> forcedNames = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Set<Path> folders = new HashSet<>(Set.of(Path.of("/")));

    private final Set<Path> forcedFolders = new HashSet<>(Set.of(Path.of("/")));
    private int callsLeft = Integer.MAX_VALUE;
    private String failure = "";

    public PowerCutDisk(SplittableRandom random) {
        this.random = random;
    }

    /** From the given call on, each fails for this reason, a write after it wrote a part. */
    public void failAfter(int calls, String reason) {
        callsLeft = calls;
        failure = reason;
    }

    private void call(Path path) throws IOException {
        if (callsLeft-- <= 0) {
            throw new FileSystemException(path.toString(), null, failure);
        }
    }

    /** Power is gone and back again. */
    public void cutPower() {
        callsLeft = Integer.MAX_VALUE;
        int survive = changes.isEmpty() ? 0 : random.nextInt(changes.size() + 1);
        for (Change change : changes.subList(0, survive)) {
            apply(change);
        }
        changes.clear();
        names.clear();
        folders.clear();
        folders.addAll(forcedFolders);
        forcedNames.forEach((name, node) -> {
            node.now = torn(node);
            node.forced = node.now;
            names.put(name, node);
        });
    }

    private byte[] torn(Node node) {
        if (Arrays.equals(node.now, node.forced)) {
            return node.forced;
        }
        byte[] mixed = Arrays.copyOf(node.forced, random.nextBoolean() ? node.now.length : node.forced.length);
        for (int from = 0; from < Math.min(mixed.length, node.now.length); from += SECTOR) {
            if (random.nextBoolean()) {
                int to = Math.min(from + SECTOR, Math.min(mixed.length, node.now.length));
                System.arraycopy(node.now, from, mixed, from, to - from);
            }
        }
        return mixed;
    }

    private void apply(Change change) {
        if (change.node().isPresent()) {
            forcedNames.put(change.name(), change.node().get());
        } else {
            forcedNames.remove(change.name());
        }
    }

    private void change(Path name, Optional<Node> node) {
        if (node.isPresent()) {
            names.put(name, node.get());
        } else {
            names.remove(name);
        }
        changes.add(new Change(name, node));
    }

    @Override
    public Optional<byte[]> read(Path file) throws IOException {
        call(file);
        return Optional.ofNullable(names.get(file)).map(node -> node.now.clone());
    }

    @Override
    public void write(Path file, ByteBuffer written, Access access) throws IOException {
        if (!folders.contains(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] content = new byte[written.remaining()];
        written.duplicate().get(content);
        Node node = new Node(content.clone());
        change(file, Optional.of(node));
        try {
            call(file);
        } catch (FileSystemException e) {
            node.now = Arrays.copyOf(content, random.nextInt(content.length + 1));
            throw e;
        }
    }

    @Override
    public void force(Path file) throws IOException {
        call(file);
        Node node = node(file);
        node.forced = node.now;
    }

    private Node node(Path file) throws NoSuchFileException {
        Node node = names.get(file);
        if (node == null) {
            throw new NoSuchFileException(file.toString());
        }
        return node;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        call(from);
        Node node = node(from);
        // One record of the file system's own log: both names change or neither.
        names.remove(from);
        change(to, Optional.of(node));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        call(folder);
        folders.add(folder);
    }

    @Override
    public boolean isFolder(Path folder) {
        return folders.contains(folder);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        call(folder);
        if (!folders.contains(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        changes.stream()
                .filter(change -> folder.equals(change.name().getParent()))
                .forEach(this::apply);
        changes.removeIf(change -> folder.equals(change.name().getParent()));
        folders.stream().filter(each -> folder.equals(each.getParent())).forEach(forcedFolders::add);
    }
}
