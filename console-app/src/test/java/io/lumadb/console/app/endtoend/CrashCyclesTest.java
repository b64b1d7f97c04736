package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.LumaClient;
import io.lumadb.server.DataCheck;
import io.lumadb.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real server with SIGKILL at random moments, those of its start among them, under a mixed load with checkpoints,
 * log purges and documents that change their tier. After every kill its files are checked as they are, and what the server
 * has when it is started again is held against a model.
 */
class CrashCyclesTest {

    /** Everything that happens in minutes happens in seconds here. */
    private static final String SETTINGS = """
            [cluster]
            num_shards = 2
            [storage]
            cores = 1
            hot_budget = "16MiB"
            block_cache = "8MiB"
            [durability]
            checkpoint_millis = 150
            log_segment = "64KiB"
            disk_reserve = "1MiB"
            [tiering.warm_policy]
            age_threshold_seconds = 1
            [tiering.cold_policy]
            age_threshold_seconds = 2
            """;

    /** One kill in so many comes while the server starts. */
    private static final int START_KILLS = 3;

    private static final int LONGEST_LOAD_MILLIS = 1_200;

    @TempDir
    private Path folder;

    private final CrashModel model = new CrashModel();
    private long startMillis = 2_000;
    private int startKills;
    private long coldSeen;

    @Test
    void keepsWhatWasAcknowledgedOverTwentyKills() throws Exception {
        kill(20);
    }

    @Tag("slow")
    @Test
    void keepsWhatWasAcknowledgedOverTwoHundredKills() throws Exception {
        kill(Integer.getInteger("luma.crash.cycles", 200));
    }

    private void kill(int cycles) throws Exception {
        long seed = Long.getLong("luma.crash.seed", System.nanoTime());
        System.out.println("CrashCyclesTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Path data = folder.resolve("data");
        Path archive = folder.resolve("classes.jsa");
        Path config = Files.writeString(folder.resolve("luma.toml"), SETTINGS);
        String jars = ServerProcess.jars(folder);
        ServerProcess.Launch first = new ServerProcess.Launch(
                data,
                jars,
                List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"),
                List.of("--config", config.toString()));
        try (ServerProcess server = ServerProcess.launch(first).awaitReady();
                LumaClient client = server.connect()) {
            model.found(client);
            // The classes' archive is written at the end.
            assertThat(server.stop()).isZero();
        }
        ServerProcess.Launch again = new ServerProcess.Launch(
                data,
                jars,
                List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-XX:+UseSerialGC"),
                List.of("--config", config.toString()));

        for (int cycle = 0; cycle < cycles; cycle++) {
            try (ServerProcess server = ServerProcess.launch(again)) {
                if (random.nextInt(START_KILLS) == 0) {
                    pause(random.nextLong(startMillis));
                    server.kill();
                    startKills++;
                } else {
                    killUnderLoad(server, random, cycle);
                }
            }
            requireSoundFiles(data, cycle);
        }

        try (ServerProcess server = ServerProcess.launch(again).awaitReady();
                LumaClient client = server.connect()) {
            model.verify(client);
            assertThat(server.stop()).as("exit code after SIGTERM").isZero();
        }
        requireSoundFiles(data, cycles);
        assertThat(purgedLogs(data)).as("logs whose beginning was dropped").isPositive();
        assertThat(coldSeen).as("documents seen in the cold tier").isPositive();
        System.out.println("CrashCyclesTest: " + cycles + " kills, " + startKills + " of them while starting, "
                + model.acknowledged() + " acknowledged documents, none lost");
    }

    /** What {@code luma server --check} says of what the kill left. */
    private static void requireSoundFiles(Path data, int cycle) {
        DataCheck check = DataCheck.run(ServerSettings.defaults(data, 0));
        assertThat(check.isSound())
                .as("after %d kills: %s", cycle + 1, String.join("\n", check.lines()))
                .isTrue();
    }

    private void killUnderLoad(ServerProcess server, SplittableRandom random, int cycle) throws Exception {
        long from = System.nanoTime();
        server.awaitReady();
        startMillis = (startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)) / 2;
        try (LumaClient client = server.connect()) {
            try {
                model.verify(client);
            } catch (AssertionError e) {
                throw new AssertionError("after " + cycle + " kills", e);
            }
            coldSeen += CrashModel.documentsIn(client, "groups", "cold");
            CountDownLatch ended = model.start(client, random.split());
            pause(random.nextLong(LONGEST_LOAD_MILLIS));
            server.kill();
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            model.requireNoSurprise();
        }
    }

    /** Until the moment that was drawn. */
    private static void pause(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static long purgedLogs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("raft"))) {
            return files.filter(Files::isDirectory)
                    .filter(folder -> folder.endsWith("current"))
                    .filter(folder -> {
                        try (Stream<Path> logs = Files.list(folder)) {
                            return logs.map(log -> log.getFileName().toString())
                                    .noneMatch(name -> name.matches("log_(inprogress_)?0(-\\d+)?"));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .count();
        }
    }
}
