package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierMoveBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierLifeCycleTest {

    private static final int DOCUMENTS = 200;

    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
        node.policies.put(TestNode.COLLECTION, policy(Duration.ofSeconds(5), Duration.ofSeconds(20)));
        node.shard.leading(true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static TieringPolicy policy(Duration toWarm, Duration toCold) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(true, OptionalLong.empty()),
                new TieringPolicy.WarmPolicy(true, toWarm, OptionalLong.empty()),
                new TieringPolicy.ColdPolicy(true, toCold, OptionalLong.empty(), new ColdStrategy.Replication(1)));
    }

    private void load(int documents) {
        List<ShardCommand.Write> writes = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            writes.add(node.insert("{\"_id\": " + i + ", \"name\": \"document " + i + "\", \"group\": " + i % 7 + "}"));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    /** What the engine's own ticks do: look for what is due, checkpoint if that waits, look again. */
    private void pass() {
        node.shard.tiering().passNow();
        node.checkpoint();
        node.shard.tiering().passNow();
    }

    private Tier tier(int id) {
        return node.shard
                .locate(TestNode.COLLECTION, Value.of(id))
                .join()
                .orElseThrow()
                .tier();
    }

    private ShardView.Amounts amounts() {
        node.shard.refreshView();
        return node.shard.view().amounts();
    }

    private long segmentFiles() {
        Path volume = node.config.coldVolumes().getFirst();
        if (!Files.exists(volume)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(volume)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(int id) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThat(snapshot.get(TestNode.COLLECTION, Value.of(id), true)).isPresent();
        }
    }

    private void everythingToCold() {
        node.clock.advance(Duration.ofSeconds(60));
        pass();
        pass();
        assertThat(amounts().cold().documents()).isEqualTo(DOCUMENTS);
    }

    @Test
    void leavesColdSegmentsUnreadThatHaveNothingWanted() {
        load(DOCUMENTS);
        everythingToCold();

        try (ShardSnapshot snapshot = node.snapshot()) {
            Optional<ShardSnapshot.Bound> seven = Optional.of(new ShardSnapshot.Bound(Value.of(7), true));
            ShardSnapshot.Documents none = snapshot.scan(
                    TestNode.COLLECTION, false, List.of(new ShardSnapshot.Within("group", seven, Optional.empty())));
            assertThat(none).isExhausted();
            assertThat(none.skippedSegments()).isPositive();

            Optional<ShardSnapshot.Bound> six = Optional.of(new ShardSnapshot.Bound(Value.of(6), true));
            ShardSnapshot.Documents all =
                    snapshot.scan(TestNode.COLLECTION, false, List.of(new ShardSnapshot.Within("group", six, six)));
            assertThat(all).hasNext();
            assertThat(all.skippedSegments()).isZero();
        }
    }

    @Test
    void movesIdleDocumentsToWarmThenToColdAndBringsMuchReadOnesBack() {
        load(DOCUMENTS);
        assertThat(tier(3)).isEqualTo(Tier.HOT);

        node.clock.advance(Duration.ofSeconds(4));
        pass();
        assertThat(tier(3)).isEqualTo(Tier.HOT);

        node.clock.advance(Duration.ofSeconds(1));
        pass();
        assertThat(tier(3)).isEqualTo(Tier.WARM);
        assertThat(amounts().warm().documents()).isEqualTo(DOCUMENTS);

        everythingToCold();
        assertThat(tier(3)).isEqualTo(Tier.COLD);
        assertThat(node.get(Value.of(3)).orElseThrow().document().get("name")).isEqualTo(Value.of("document 3"));
        assertThat(node.contents()).hasSize(DOCUMENTS);

        read(3);
        pass();
        assertThat(tier(3)).isEqualTo(Tier.COLD);
        read(3);
        pass();
        assertThat(tier(3)).isEqualTo(Tier.HOT);
        assertThat(amounts().cold().documents()).isEqualTo(DOCUMENTS - 1);
        assertThat(node.contents()).hasSize(DOCUMENTS);
    }

    @Test
    void tellsEachMoveWithItsReason() {
        load(DOCUMENTS);
        node.clock.advance(Duration.ofSeconds(5));
        pass();
        everythingToCold();
        read(1);
        read(1);
        pass();

        assertThat(node.moves)
                .extracting(
                        TierMoveBatch::from,
                        TierMoveBatch::to,
                        TierMoveBatch::reason,
                        TierMoveBatch::detail,
                        TierMoveBatch::documents)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Tier.HOT, Tier.WARM, TierMoveBatch.Reason.POLICY, "idle for 5 s (warm_policy)", (long)
                                        DOCUMENTS),
                        org.assertj.core.groups.Tuple.tuple(
                                Tier.WARM, Tier.COLD, TierMoveBatch.Reason.POLICY, "idle for 20 s (cold_policy)", (long)
                                        DOCUMENTS),
                        org.assertj.core.groups.Tuple.tuple(
                                Tier.COLD, Tier.HOT, TierMoveBatch.Reason.ACCESS, "read 2 times within 1 min", 1L));
    }

    @Test
    void countsIdleTimeFromTheLastAccessWhateverTheTier() {
        load(1);
        node.checkpoint();
        node.clock.advance(Duration.ofSeconds(4));
        read(0);
        node.clock.advance(Duration.ofSeconds(5));
        pass();
        assertThat(tier(0)).isEqualTo(Tier.WARM);

        DocumentView view =
                node.shard.locate(TestNode.COLLECTION, Value.of(0)).join().orElseThrow();

        assertThat(view.lastAccess()).contains(node.clock.instant().minusSeconds(5));
        assertThat(view.next()).hasValueSatisfying(next -> {
            assertThat(next.tier()).isEqualTo(Tier.COLD);
            assertThat(next.at()).isEqualTo(node.clock.instant().plusSeconds(15));
            assertThat(next.rule()).isEqualTo("cold_policy: idle for 20 s");
        });
        assertThat(view.moves()).hasSize(1);
    }

    @Test
    void survivesARestartInEveryTier() {
        load(DOCUMENTS);
        everythingToCold();
        node.write(node.upsert("{\"_id\": 5, \"name\": \"new\"}"));
        node.write(node.delete(Value.of(6)));
        Map<String, String> before = node.contents();

        node.engine.abandon();
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);

        assertThat(node.contents()).isEqualTo(before);
        assertThat(amounts().cold().documents()).isEqualTo(DOCUMENTS - 2);
    }

    @Test
    void refusesAConditionalWriteOfAColdDocumentByItsRevision() {
        load(DOCUMENTS);
        long revision = node.get(Value.of(9)).orElseThrow().revision();
        everythingToCold();

        assertThat(node.write(node.insert("{\"_id\": 9}")))
                .isInstanceOf(io.lumadb.storage.command.WriteResult.Failed.class);
        assertThat(node.write(node.write(ShardCommand.Operation.REPLACE, "{\"_id\": 9}", OptionalLong.of(revision))))
                .isInstanceOf(io.lumadb.storage.command.WriteResult.Done.class);
        assertThat(tier(9)).isEqualTo(Tier.HOT);
    }

    @Test
    void deletesASegmentWithoutLivingDocumentsWhenNoReaderNeedsIt() {
        load(DOCUMENTS);
        everythingToCold();
        assertThat(segmentFiles()).isPositive();
        Map<String, String> before = node.contents();
        ShardSnapshot old = node.snapshot();

        for (int id = 0; id < DOCUMENTS; id++) {
            node.write(node.upsert("{\"_id\": " + id + ", \"v\": 2}"));
        }
        pass();
        node.checkpoint();

        assertThat(TestNode.contents(old, TestNode.COLLECTION)).isEqualTo(before);
        assertThat(segmentFiles()).isPositive();
        old.close();
        node.engine.close();
        assertThat(segmentFiles()).isZero();
    }

    @Test
    void leavesADocumentHotThatWasWrittenWhileItsSegmentWasMade() {
        load(DOCUMENTS);
        node.clock.advance(Duration.ofSeconds(5));
        pass();
        node.beforeSeal = () -> node.write(node.upsert("{\"_id\": 7, \"name\": \"meanwhile\"}"));

        everythingToColdBut(1);

        assertThat(tier(7)).isEqualTo(Tier.HOT);
        assertThat(node.get(Value.of(7)).orElseThrow().document().get("name")).isEqualTo(Value.of("meanwhile"));
    }

    private void everythingToColdBut(int few) {
        node.clock.advance(Duration.ofSeconds(60));
        node.shard.tiering().passNow();
        assertThat(amounts().cold().documents()).isEqualTo(DOCUMENTS - few);
    }

    @Test
    void movesByHandInEveryDirection() {
        load(DOCUMENTS);

        assertThat(node.shard
                        .move(TestNode.COLLECTION, Optional.empty(), Tier.WARM)
                        .join())
                .isEqualTo(DOCUMENTS);
        assertThat(amounts().warm().documents()).isEqualTo(DOCUMENTS);
        assertThat(node.shard
                        .move(
                                TestNode.COLLECTION,
                                Optional.of(List.of(Value.of(1), Value.of(2), Value.of(-1))),
                                Tier.HOT)
                        .join())
                .isEqualTo(2);
        assertThat(amounts().hot().documents()).isEqualTo(2);
        assertThat(node.shard
                        .move(TestNode.COLLECTION, Optional.empty(), Tier.COLD)
                        .join())
                .isEqualTo(DOCUMENTS);
        assertThat(amounts().cold().documents()).isEqualTo(DOCUMENTS);
        assertThat(node.shard
                        .move(TestNode.COLLECTION, Optional.of(List.of(Value.of(1))), Tier.WARM)
                        .join())
                .isEqualTo(1);
        assertThat(tier(1)).isEqualTo(Tier.WARM);
        assertThat(node.shard
                        .move(TestNode.COLLECTION, Optional.empty(), Tier.HOT)
                        .join())
                .isEqualTo(DOCUMENTS);
        assertThat(amounts().hot().documents()).isEqualTo(DOCUMENTS);
        assertThat(node.moves).allMatch(move -> move.reason() == TierMoveBatch.Reason.MANUAL);
    }

    @Test
    void leavesMovesToColdToTheLeader() {
        load(1);
        node.shard.leading(false);

        assertThatThrownBy(() -> node.shard
                        .move(TestNode.COLLECTION, Optional.empty(), Tier.COLD)
                        .join())
                .hasCauseInstanceOf(LumaException.class)
                .satisfies(
                        e -> assertThat(((LumaException) e.getCause()).code()).isEqualTo(ErrorCode.NOT_LEADER));
        node.clock.advance(Duration.ofSeconds(60));
        pass();
        assertThat(tier(0)).isEqualTo(Tier.WARM);
    }

    @Test
    void relievesPressureByLettingTheColdestGo() {
        node.close();
        node = new TestNode(directory.resolve("small"), node.clock, new ArrayList<>(), 20_000);
        load(DOCUMENTS);
        node.clock.advance(Duration.ofSeconds(1));
        read(11);

        pass();

        assertThat(node.engine.hotBytes()).isLessThan(20_000);
        assertThat(tier(11)).isEqualTo(Tier.HOT);
        assertThat(node.moves).isNotEmpty().allMatch(move -> move.reason() == TierMoveBatch.Reason.PRESSURE);
    }

    @Test
    void keepsNothingHotWhereTheHotTierIsOff() {
        node.policies.put(
                TestNode.COLLECTION,
                new TieringPolicy(
                        new TieringPolicy.HotPolicy(false, OptionalLong.empty()),
                        TieringPolicy.DEFAULT.warm(),
                        TieringPolicy.DEFAULT.cold()));
        load(10);

        pass();
        read(1);
        read(1);
        read(1);
        pass();

        assertThat(amounts().hot().documents()).isZero();
        assertThat(amounts().warm().documents()).isEqualTo(10);
    }

    @Test
    void showsTheFragmentOfAColdDocumentAndNamesItsFileWhenThatIsDamaged() throws IOException {
        load(DOCUMENTS);
        everythingToCold();
        DocumentView view =
                node.shard.locate(TestNode.COLLECTION, Value.of(3)).join().orElseThrow();
        assertThat(view.fragments()).singleElement().satisfies(fragment -> {
            assertThat(fragment.present()).isTrue();
            assertThat(fragment.volume())
                    .isEqualTo(node.config.coldVolumes().getFirst().toString());
        });

        Path file;
        try (Stream<Path> files = Files.walk(node.config.coldVolumes().getFirst())) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> node.get(Value.of(3))).isInstanceOfSatisfying(LumaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA);
            assertThat(e.detail()).contains(file.toString());
        });
        Files.delete(file);
        assertThat(node.shard
                        .locate(TestNode.COLLECTION, Value.of(3))
                        .join()
                        .orElseThrow()
                        .fragments())
                .allMatch(fragment -> !fragment.present());
    }

    @Test
    void keepsEveryNumberOfTheViewExact() {
        load(DOCUMENTS);
        long bytes = amounts().hot().bytes();
        everythingToCold();
        read(1);
        read(1);
        pass();
        node.write(node.delete(Value.of(2)));

        ShardView.Amounts amounts = amounts();

        assertThat(amounts.hot().documents()).isEqualTo(1);
        assertThat(amounts.cold().documents()).isEqualTo(DOCUMENTS - 2);
        assertThat(amounts.hot().bytes()
                        + amounts.warm().bytes()
                        + amounts.cold().bytes())
                .isLessThan(bytes);
        assertThat(amounts.cold().diskBytes()).isPositive();
        assertThat(node.shard.view().collections()).containsKey(TestNode.COLLECTION);
    }

    @Test
    void movesByItselfWhenTheTimeHasCome() throws InterruptedException {
        node.close();
        node = new TestNode(directory.resolve("ticking"), node.clock, new ArrayList<>(), 64L * 1024 * 1024, true);
        node.policies.put(TestNode.COLLECTION, policy(Duration.ofSeconds(5), Duration.ofSeconds(20)));
        node.shard.leading(true);
        load(DOCUMENTS);

        node.clock.advance(Duration.ofSeconds(6));
        assertThat(node.moved.tryAcquire(20, TimeUnit.SECONDS))
                .as("a move to warm")
                .isTrue();
        assertThat(tier(3)).isEqualTo(Tier.WARM);

        node.clock.advance(Duration.ofSeconds(60));
        assertThat(node.moved.tryAcquire(20, TimeUnit.SECONDS))
                .as("a move to cold")
                .isTrue();
        assertThat(tier(3)).isEqualTo(Tier.COLD);

        read(3);
        read(3);
        assertThat(node.moved.tryAcquire(20, TimeUnit.SECONDS))
                .as("a move to hot")
                .isTrue();
        assertThat(tier(3)).isEqualTo(Tier.HOT);
    }
}
