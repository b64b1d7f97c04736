package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.LumaClients;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.CoreReport;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.server.LumaServer;
import io.lumadb.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client tells of the tiers from within, asked of a server in this process. */
class StorageViewsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final int DOCUMENTS = 300;

    @TempDir
    private static Path data;

    private static LumaServer server;
    private static LumaClient client;

    @BeforeAll
    static void start() {
        server = LumaServer.start(ServerSettings.defaults(data, 0), Optional.of(PASSWORD));
        client = LumaClients.open(
                ConnectionAddress.of(server.url().getHost(), server.url().getPort()));
        client.login("admin", PASSWORD).join();
        client.createCollection("things").join();
        String documents = IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> "{_id: 't" + n + "', text: '" + "word ".repeat(n % 40) + "'}")
                .collect(Collectors.joining(", "));
        client.query(QueryCall.of("lql", "INSERT INTO things VALUE " + documents))
                .join();
        client.move(new MoveCall("things", null, "cold")).join();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void listsSegmentsWithTheirFragments() {
        List<ColdSegment> segments = client.segments(Optional.of("things"), 100).join();

        assertThat(segments).isNotEmpty().allSatisfy(segment -> {
            assertThat(segment.collection()).isEqualTo("things");
            assertThat(segment.dataShards()).isEqualTo(4);
            assertThat(segment.parityShards()).isEqualTo(2);
            assertThat(segment.fragments()).hasSize(6);
            assertThat(segment.liveBytes()).isEqualTo(segment.rawBytes()).isPositive();
        });
        assertThat(segments.stream().mapToLong(ColdSegment::documents).sum()).isEqualTo(DOCUMENTS);
        assertThatThrownBy(() -> client.segments(Optional.of("nothing"), 1).join())
                .hasMessageContaining("nothing");
    }

    @Test
    void scrubsAndTellsWhatItFound() throws IOException {
        Path fragment;
        try (Stream<Path> files = Files.walk(data.resolve("cold").resolve("volume-3"))) {
            fragment = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(fragment);
        bytes[bytes.length / 2] ^= 4;
        Files.write(fragment, bytes);

        ColdTier begun = client.scrub().join();

        assertThat(begun.scrub().state()).as("at once").isEqualTo("running");
        await(() -> cold().scrub().state().equals("idle") && cold().fragmentsRebuilt() == 1);
        assertThat(cold().scrub().damaged()).isOne();
        assertThat(cold().scrub().finished()).isNotNull();
        bytes[bytes.length / 2] ^= 4;
        assertThat(fragment).hasBinaryContent(bytes);
    }

    private static ColdTier cold() {
        return Optional.ofNullable(client.tiers().join().cold()).orElseThrow();
    }

    /** Each look is a request. */
    private static void await(BooleanSupplier condition) {
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            assertThat(looks).as("looks").isLessThan(50_000);
        }
    }

    @Test
    void tellsWhatTheTiersHold() {
        // The shards are asked several times a second.
        await(() -> client.tiers().join().total().cold().documents() == DOCUMENTS);

        TiersStatus tiers = client.tiers().join();
        assertThat(tiers.moving()).isNotNull();
        assertThat(tiers.writeAmplification().coldBytes()).isPositive();
    }

    @Test
    void showsTheLevelsOfTheWarmTier() {
        WarmStatus warm = client.warm().join();

        assertThat(warm.shards())
                .hasSizeGreaterThan(1)
                .allSatisfy(shard -> assertThat(shard.stall()).isEqualTo("none"));
        assertThat(warm.levels()).isNotEmpty().anyMatch(level -> level.writtenBytes() > 0);
        assertThat(warm.blockCache().capacity()).isPositive();
    }

    @Test
    void showsEveryCoreWithItsShards() {
        List<CoreReport> cores = client.cores().join();

        assertThat(cores).isNotEmpty();
        assertThat(cores.stream().flatMap(core -> core.shards().stream()))
                .containsExactlyInAnyOrderElementsOf(client.cluster().join().shards().stream()
                        .map(shard -> shard.shard())
                        .toList());
        assertThat(cores).allSatisfy(core -> assertThat(core.heavyTasks()).isLessThanOrEqualTo(core.longTasks()));
    }

    @Test
    void takesACollectionsOwnPolicyAway() {
        client.createCollection("ruled").join();
        TieringPolicyBody before = client.tieringPolicy("ruled").join();
        client.setTieringPolicy(
                        "ruled", new TieringPolicyBody(null, new TieringPolicyBody.Rule(true, 7L, null, null), null))
                .join();
        assertThat(client.tieringPolicy("ruled").join()).isNotEqualTo(before);

        client.dropTieringPolicy("ruled").join();

        assertThat(client.tieringPolicy("ruled").join()).isEqualTo(before);
    }
}
