package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.config.NodeConfig;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.execution.LumaQueryEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on a small disk of its own, which is filled up. */
@Tag("slow")
class FullDiskTest {

    private static final int DISK_MIB = 256;
    private static final int BATCH = 50;

    @TempDir
    private Path folder;

    private Path disk = Path.of("");
    private final SplittableRandom random = new SplittableRandom(8);
    private final List<Long> acknowledged = new ArrayList<>();
    private long next;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString()))
                .as("exit code of mount: only root may give the test a disk of its own")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            // There is no such program on this machine.
            return -1;
        }
    }

    /** Writes a batch; gives why it was not taken. */
    private Optional<ErrorCode> write(LumaNode node) {
        List<Mutation> batch = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            ids.add(next);
            byte[] noise = new byte[6_000];
            random.nextBytes(noise);
            batch.add(new Mutation.Insert(
                    document(next++, java.util.Base64.getEncoder().encodeToString(noise))));
        }
        try {
            node.database().write("c", batch).join();
            acknowledged.addAll(ids);
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(((LumaException) e.getCause()).code());
        }
    }

    private void requireAll(LumaNode node) {
        for (long id : acknowledged) {
            assertThat(find(node.database(), "c", Value.of(id)))
                    .as("document %d", id)
                    .isPresent();
        }
    }

    private static String state(LumaNode node) {
        return node.status().nodes().getFirst().state();
    }

    /** Waits until the last of the changes told is this one; they must alternate, and seconds must lie between them. */
    private static void awaitChanges(LumaNode node, String last) throws Throwable {
        Eventually.assertThatCode(
                () -> assertThat(changes(node)).extracting(ClusterEvent::kind).endsWith(last));
        List<ClusterEvent> changes = changes(node);
        for (int i = 0; i < changes.size(); i++) {
            ClusterEvent change = changes.get(i);
            assertThat(change.kind())
                    .as("change %d of %s", i, changes)
                    .isEqualTo(i % 2 == 0 ? "disk-full" : "disk-room");
            if (change.kind().equals("disk-room")) {
                assertThat(Duration.between(changes.get(i - 1).at(), change.at()))
                        .as("only reading, %s", changes)
                        .isGreaterThan(Duration.ofSeconds(1));
            }
        }
    }

    private static List<ClusterEvent> changes(LumaNode node) {
        return node.eventsAfter(0, 1_000).stream()
                .filter(event -> event.kind().startsWith("disk-"))
                .toList();
    }

    private NodeConfig withCheckpointsEvery(Duration checkpoint) {
        NodeConfig usual = config(disk.resolve("data"));
        return new NodeConfig(
                usual.node(),
                usual.cluster(),
                usual.storage(),
                usual.tiering(),
                usual.security(),
                usual.limits(),
                Optional.empty(),
                new NodeConfig.Durability(
                        checkpoint,
                        usual.durability().logSegment(),
                        usual.durability().diskReserve()));
    }

    /** Takes all that is left of the disk. */
    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("No space left");
        }
        return ballast;
    }

    @Test
    void onlyReadsWhenItsOwnWritesHaveFilledTheDiskAndWritesAgainWhenThereIsRoom() throws Throwable {
        Path other = Files.write(disk.resolve("other"), new byte[100 << 20]);
        try (LumaNode node = start(config(disk.resolve("data")))) {
            node.database().createCollection("c", Optional.empty(), false);
            Optional<ErrorCode> refusal = Optional.empty();
            while (refusal.isEmpty()) {
                refusal = write(node);
            }

            assertThat(refusal).hasValue(ErrorCode.DISK_FULL);
            // Who was refused finds the node read-only, whatever a checkpoint has made room for meanwhile.
            assertThat(state(node)).isEqualTo("read-only");
            assertThat(node.ready()).isTrue();
            awaitChanges(node, "disk-full");
            requireAll(node);

            // Somebody else takes the rest: checkpoints must wait for room, and reads go on. That of before may have
            // made
            // some.
            Path ballast = fill();
            Eventually.assertThatCode(() -> assertThat(state(node)).isEqualTo("read-only"));
            assertThat(write(node)).hasValue(ErrorCode.DISK_FULL);
            requireAll(node);
            Files.delete(ballast);
            Files.delete(other);

            Eventually.assertThatCode(() -> assertThat(state(node)).isEqualTo("serving"));
            awaitChanges(node, "disk-room");
            assertThat(write(node)).isEmpty();
            requireAll(node);
        }
        System.out.println("FullDiskTest: " + acknowledged.size() + " documents kept on a disk that was filled up");
        try (LumaNode node = start(config(disk.resolve("data")))) {
            requireAll(node);
        }
    }

    @Test
    void opensItsLogsAgainWhenTheyCouldNotBeWritten() throws Throwable {
        String state;
        // As if the disk had filled up between two looks.
        AtomicBoolean honest = new AtomicBoolean();
        DiskRoom.Probe real = DiskRoom.Probe.of(disk);
        try (LumaNode node = NodeStart.start(
                withCheckpointsEvery(Duration.ofMillis(200)),
                InstantSource.system(),
                database -> new LumaQueryEngine(database, InstantSource.system(), 1 << 20),
                _ -> () -> honest.get() ? real.freeBytes() : Long.MAX_VALUE / 2)) {
            node.database().createCollection("c", Optional.empty(), false);
            for (int i = 0; i < 20; i++) {
                assertThat(write(node)).isEmpty();
            }
            fill();
            Optional<ErrorCode> refusal = Optional.empty();
            while (refusal.isEmpty()) {
                refusal = write(node);
            }
            honest.set(true);
            state = state(node) + ", " + refusal;
            Eventually.assertThatCode(() -> assertThat(state(node)).isEqualTo("read-only"));

            requireAll(node);
            assertThat(node.eventsAfter(0, 100))
                    .filteredOn(event -> event.kind().equals("disk-full"))
                    .anySatisfy(event -> assertThat(event.text()).contains("the Raft log could not be written"));
            assertThat(write(node)).hasValue(ErrorCode.DISK_FULL);
            Files.delete(disk.resolve("ballast"));
            Eventually.assertThatCode(() -> assertThat(state(node)).isEqualTo("serving"));

            requireAll(node);
            assertThat(write(node)).isEmpty();
            System.out.println("FullDiskTest: "
                    + node.eventsAfter(0, 100).stream()
                            .map(event -> event.kind() + ": " + event.text())
                            .filter(text -> text.startsWith("disk") || text.startsWith("log"))
                            .toList());
        }
        System.out.println("FullDiskTest: " + state);
        try (LumaNode node = start(config(disk.resolve("data")))) {
            requireAll(node);
        }
    }

    @Test
    void tellsAStartWithoutAnyRoomFromDamageAndHasLostNothingWhenThereIsSome() throws Throwable {
        try (LumaNode node = start(config(disk.resolve("data")))) {
            node.database().createCollection("c", Optional.empty(), false);
            for (int i = 0; i < 10; i++) {
                assertThat(write(node)).isEmpty();
            }
        }
        Path ballast = fill();
        assertThatThrownBy(() -> start(config(disk.resolve("data"))).close())
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).as(refusal.detail()).isEqualTo(ErrorCode.DISK_FULL);
                    assertThat(refusal.detail()).contains(disk.toString());
                    assertThat(refusal.hint().orElseThrow()).contains("free some space");
                });
        Files.delete(ballast);
        try (LumaNode node = start(config(disk.resolve("data")))) {
            requireAll(node);
            assertThat(write(node)).isEmpty();
        }
    }
}
