package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.SegmentManifest.Fragment;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.file.FillableDisk;
import io.lumadb.storage.volume.VolumesOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shard whose cold segments lie 4+2 on six volumes, and what tests of their loss have in common. */
abstract class ColdShard {

    static final int DOCUMENTS = 600;
    private static final long HOT = 64L * 1024 * 1024;

    @TempDir
    Path directory;

    TestNode node;

    /** What the cold volumes lie on. */
    final FillableDisk disk = new FillableDisk();

    @BeforeEach
    void open() {
        open(6, new ColdStrategy.ErasureCoding(4, 2));
    }

    void open(int volumes, ColdStrategy strategy) {
        if (node != null) {
            node.close();
        }
        node = node(volumes, new TestNode.HandClock(), new ArrayList<>());
        lead(strategy);
    }

    private TestNode node(int volumes, TestNode.HandClock clock, List<ShardCommand> log) {
        return new TestNode(
                directory.resolve("data-" + volumes),
                clock,
                log,
                HOT,
                false,
                volumes,
                1,
                folders -> VolumesOn.disk(disk, folders));
    }

    void lead(ColdStrategy strategy) {
        node.policies.put(TestNode.COLLECTION, policy(strategy));
        node.shard.leading(true);
    }

    static TieringPolicy policy(ColdStrategy strategy) {
        return new TieringPolicy(
                TieringPolicy.DEFAULT.hot(),
                TieringPolicy.DEFAULT.warm(),
                new TieringPolicy.ColdPolicy(true, Duration.ofHours(1), OptionalLong.empty(), strategy));
    }

    @AfterEach
    void close() {
        node.close();
    }

    void load(int from, int to) {
        Random random = new Random(from);
        List<ShardCommand.Write> writes = new ArrayList<>();
        for (int id = from; id < to; id++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            writes.add(node.insert(
                    "{\"_id\": " + id + ", \"v\": \"" + java.util.HexFormat.of().formatHex(noise) + "\"}"));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    Map<String, String> loadCold() {
        load(0, DOCUMENTS);
        Map<String, String> before = node.contents();
        toCold();
        return before;
    }

    void toCold() {
        node.shard.move(TestNode.COLLECTION, Optional.empty(), Tier.COLD).join();
        node.checkpoint();
    }

    Path file(SegmentManifest manifest, int n) {
        Fragment fragment = manifest.fragments().get(n);
        return node.config
                .coldVolumes()
                .get(fragment.volume())
                .resolve("shard-000")
                .resolve("%016x-%d.seg".formatted(manifest.segment(), n));
    }

    List<SegmentManifest> segments() {
        return node.shard.manifests().values().stream()
                .sorted(Comparator.comparingLong(SegmentManifest::rawBytes).reversed())
                .toList();
    }

    static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    long events(String kind) {
        return node.events.stream().filter(it -> it.startsWith(kind + ":")).count();
    }

    void restart(int volumes, ColdStrategy strategy) {
        node.engine.abandon();
        node = node(volumes, node.clock, node.log);
        lead(strategy);
    }
}
