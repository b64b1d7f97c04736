package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of every policy, by a clock that is turned by hand. */
class PolicyTest {

    private static final int DOCUMENTS = 24;
    private static final OptionalLong NO_LIMIT = OptionalLong.empty();

    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
        node.shard.leading(true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void reopen(long hotBudget) {
        node.close();
        node = new TestNode(directory.resolve("other"), node.clock, new ArrayList<>(), hotBudget);
        node.shard.leading(true);
    }

    private static TieringPolicy policy(boolean hot, boolean warm, long warmAge, boolean cold, long coldAge) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(hot, NO_LIMIT),
                new TieringPolicy.WarmPolicy(warm, Duration.ofSeconds(warmAge), NO_LIMIT),
                new TieringPolicy.ColdPolicy(
                        cold, Duration.ofSeconds(coldAge), NO_LIMIT, new ColdStrategy.Replication(1)));
    }

    private static TieringPolicy limits(OptionalLong hot, OptionalLong warm, OptionalLong cold) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(true, hot),
                new TieringPolicy.WarmPolicy(true, Duration.ofHours(1), warm),
                new TieringPolicy.ColdPolicy(true, Duration.ofDays(1), cold, new ColdStrategy.Replication(1)));
    }

    private Write upsert(int collection, int id, int bytes) {
        Document document =
                Document.of(Json.parseObject("{\"_id\": " + id + ", \"text\": \"" + "x".repeat(bytes) + "\"}"));
        return new Write(
                node.request(), collection, Operation.UPSERT, new DocumentOrId.Whole(document), OptionalLong.empty());
    }

    private void write(int collection, int id, int bytes) {
        node.apply(new ShardCommand.Writes(node.clock.millis(), List.of(upsert(collection, id, bytes))));
    }

    private void load(int collection, int documents, int bytes) {
        List<Write> writes = new ArrayList<>();
        for (int id = 0; id < documents; id++) {
            writes.add(upsert(collection, id, bytes));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private void advance(long seconds) {
        node.clock.advance(Duration.ofSeconds(seconds));
    }

    /** Passes until nothing moves any more. */
    private void settle() {
        int before;
        do {
            before = node.moves.size();
            node.shard.tiering().passNow();
            node.checkpoint();
            node.shard.tiering().passNow();
        } while (node.moves.size() > before);
    }

    private void read(int collection, int id) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThat(snapshot.get(collection, Value.of(id), true)).isPresent();
        }
    }

    private DocumentView view(int collection, int id) {
        return node.shard.locate(collection, Value.of(id)).join().orElseThrow();
    }

    private Tier tier(int collection, int id) {
        return view(collection, id).tier();
    }

    private ShardView.Amounts amounts(int collection) {
        node.shard.refreshView();
        return node.shard.view().collections().get(collection);
    }

    /** The contract in words of one syllable: where a document that was written and never read is after so long. */
    private static Tier expected(TieringPolicy policy, long idle, boolean ripe) {
        boolean frozen =
                policy.cold().enabled() && idle >= policy.cold().ageThreshold().toSeconds() && ripe;
        if (!policy.hot().enabled()) {
            return frozen ? Tier.COLD : Tier.WARM;
        }
        if (policy.warm().enabled()) {
            return idle < policy.warm().ageThreshold().toSeconds() ? Tier.HOT : frozen ? Tier.COLD : Tier.WARM;
        }
        boolean goes =
                policy.cold().enabled() && idle >= policy.cold().ageThreshold().toSeconds();
        return !goes ? Tier.HOT : frozen ? Tier.COLD : Tier.WARM;
    }

    @Test
    void putsEachIdleDocumentWhereItsPolicySays() {
        int collection = 10;
        Map<Integer, TieringPolicy> all = new HashMap<>();
        for (int flags = 0; flags < 8; flags++) {
            for (long[] ages : new long[][] {{0, 0}, {7, 0}, {0, 12}, {7, 12}, {12, 7}}) {
                all.put(collection++, policy((flags & 1) == 0, (flags & 2) == 0, ages[0], (flags & 4) == 0, ages[1]));
            }
        }
        node.policies.putAll(all);
        for (int id = 0; id < DOCUMENTS; id++) {
            for (int each : all.keySet()) {
                write(each, id, 10);
            }
            advance(1);
        }

        settle();

        all.forEach((each, policy) -> {
            long ripe = policy.cold().ageThreshold().toSeconds() * 5 / 4;
            for (int id = 0; id < DOCUMENTS; id++) {
                assertThat(tier(each, id))
                        .as("%s, idle for %d s", policy, DOCUMENTS - id)
                        .isEqualTo(expected(policy, DOCUMENTS - id, DOCUMENTS >= ripe));
            }
        });
    }

    @Test
    void foretellsWhatMovesADocumentNextAndWhen() {
        Map<Integer, TieringPolicy> all = Map.of(
                1, policy(true, true, 10, true, 40),
                2, policy(true, false, 10, true, 40),
                3, policy(false, true, 10, true, 40),
                4, policy(true, true, 10, false, 40),
                5, policy(true, true, 30, true, 20));
        node.policies.putAll(all);
        all.keySet().forEach(each -> write(each, 1, 10));
        node.checkpoint();
        Map<Integer, DocumentView> known = new TreeMap<>();
        all.keySet().forEach(each -> known.put(each, view(each, 1)));
        int changes = 0;

        for (int second = 0; second <= 80; second++) {
            node.shard.tiering().passNow();
            Instant now = node.clock.instant();
            for (int each : all.keySet()) {
                DocumentView before = known.get(each);
                DocumentView after = view(each, 1);
                if (after.tier() != before.tier()) {
                    DocumentView.Next next = before.next().orElseThrow();
                    // In one pass it may come to warm and go on, or wait there for company.
                    long company = after.tier() == Tier.COLD
                            ? all.get(each).cold().ageThreshold().toSeconds() / 4
                            : 0;
                    assertThat(now)
                            .as("collection %d, %s", each, next)
                            .isBetween(next.at(), next.at().plusSeconds(company));
                    assertThat(after.moves().get(before.moves().size()).to()).isEqualTo(next.tier());
                    changes++;
                } else if (before.next().isPresent() && after.tier() == Tier.HOT) {
                    assertThat(now).isBefore(before.next().get().at());
                }
                known.put(each, after);
            }
            advance(1);
        }
        assertThat(changes).isEqualTo(8);
        assertThat(known.get(4).next()).isEmpty();
        assertThat(known.get(1).next()).isEmpty();
    }

    @Test
    void movesNoDocumentUpOrDownTwiceWithinAMinute() {
        int[] ages = {0, 5, 20, 70};
        for (int age : ages) {
            node.policies.put(100 + age, policy(true, true, age, true, 3_600));
            load(100 + age, DOCUMENTS, 10);
        }
        Map<String, Tier> known = new HashMap<>();
        Map<String, Instant> moved = new HashMap<>();
        int rises = 0;
        for (int second = 0; second < 240; second++) {
            for (int age : ages) {
                for (int id = 1; id < DOCUMENTS; id++) {
                    if (second % id == 0) {
                        read(100 + age, id);
                    }
                }
            }
            settle();
            for (int age : ages) {
                for (int id = 1; id < DOCUMENTS; id++) {
                    Tier now = tier(100 + age, id);
                    Tier before = known.put(age + "/" + id, now);
                    if (before != null && before != now) {
                        Instant last = moved.put(age + "/" + id + now, node.clock.instant());
                        assertThat(last == null || !last.plusSeconds(60).isAfter(node.clock.instant()))
                                .as("document %d of age %d came to %s at %s and now", id, age, now, last)
                                .isTrue();
                        rises += now == Tier.HOT ? 1 : 0;
                    }
                }
            }
            advance(1);
        }
        assertThat(rises).isGreaterThan(DOCUMENTS);
    }

    @Test
    void letsNothingRiseForAMinuteThatPressureLetGo() {
        reopen(60_000);
        long seed = new Random().nextLong();
        System.out.println("PolicyTest pressure seed " + seed);
        Random random = new Random(seed);
        node.policies.put(1, policy(true, true, 3_600, true, 36_000));
        int documents = 60;
        load(1, documents, 1_000);
        Map<Integer, Tier> known = new HashMap<>();
        Map<Integer, Instant> risen = new HashMap<>();
        int rises = 0;
        for (int second = 0; second < 200; second++) {
            for (int n = 0; n < 10; n++) {
                read(1, random.nextInt(documents));
            }
            settle();
            assertThat(node.engine.hotBytes()).isLessThanOrEqualTo(60_000);
            for (int id = 0; id < documents; id++) {
                Tier now = tier(1, id);
                if (known.put(id, now) == Tier.WARM && now == Tier.HOT) {
                    rises++;
                    Instant last = risen.put(id, node.clock.instant());
                    assertThat(last == null || !last.plusSeconds(60).isAfter(node.clock.instant()))
                            .as("document %d rose at %s and now, seed %d", id, last, seed)
                            .isTrue();
                }
            }
            advance(1);
        }
        assertThat(rises).isPositive();
    }

    @Test
    void relievesPressureOfTheColdestOfAllShardsAndCollections() {
        reopen(100_000);
        node.policies.put(1, policy(true, true, 3_600, true, 36_000));
        node.policies.put(2, policy(true, true, 3_600, true, 36_000));
        LocalShard other = (LocalShard) node.engine.openShard(1);
        List<Write> old = new ArrayList<>();
        for (int id = 0; id < 40; id++) {
            old.add(upsert(2, id, 1_000));
        }
        other.apply(1, 0, new ShardCommand.Writes(node.clock.millis(), old)).join();
        advance(1);
        load(1, 40, 1_000);
        advance(1);
        load(2, 20, 1_000);
        other.checkpoint().join();
        node.checkpoint();

        for (int round = 0; round < 3; round++) {
            node.shard.tiering().passNow();
            other.tiering().passNow();
        }

        assertThat(node.engine.hotBytes()).isBetween(85_000L, 90_000L);
        assertThat(node.moves).isNotEmpty().allSatisfy(move -> {
            assertThat(move.reason()).isEqualTo(Reason.PRESSURE);
            assertThat(move.shard()).isEqualTo(1);
            assertThat(move.collection()).isEqualTo(2);
        });
    }

    @Test
    void keepsACollectionBelowItsLimits() {
        node.policies.put(1, limits(OptionalLong.of(20_000), NO_LIMIT, NO_LIMIT));
        for (int id = 0; id < 40; id++) {
            write(1, id, 1_000);
            advance(1);
        }
        settle();
        assertThat(amounts(1).hot().bytes()).isBetween(16_900L, 18_000L);
        assertThat(tier(1, 0)).isEqualTo(Tier.WARM);
        assertThat(tier(1, 39)).isEqualTo(Tier.HOT);

        node.policies.put(1, limits(OptionalLong.of(20_000), OptionalLong.of(10_000), NO_LIMIT));
        settle();
        assertThat(amounts(1).warm().bytes()).isBetween(8_900L, 10_000L);
        assertThat(tier(1, 0)).isEqualTo(Tier.COLD);
        assertThat(node.moves.getLast().detail()).isEqualTo("over max_bytes (warm_policy)");

        long cold = amounts(1).cold().bytes();
        node.policies.put(1, limits(OptionalLong.of(20_000), OptionalLong.of(0), OptionalLong.of(cold + 5_000)));
        settle();
        assertThat(amounts(1).cold().bytes()).isBetween(cold + 3_900, cold + 5_000);
    }

    @Test
    void bringsMuchReadColdDocumentsToWarmWhereTheHotTierIsOff() {
        node.policies.put(1, policy(false, true, 10, true, 100));
        load(1, 5, 10);
        advance(200);
        settle();
        assertThat(tier(1, 3)).isEqualTo(Tier.COLD);

        read(1, 3);
        read(1, 3);
        settle();

        assertThat(tier(1, 3)).isEqualTo(Tier.WARM);
        assertThat(amounts(1).hot().documents()).isZero();
    }

    @Test
    void forgetsReadsOfLongAgo() {
        node.policies.put(1, policy(true, true, 10, false, 0));
        load(1, 5, 10);
        advance(20);
        settle();

        for (int hour = 0; hour < 4; hour++) {
            read(1, 3);
            settle();
            assertThat(tier(1, 3)).isEqualTo(Tier.WARM);
            advance(3_600);
        }
    }

    @Test
    void keepsToThePace() {
        node.policies.put(1, policy(true, true, 10, false, 0));
        load(1, 100, 1_000);
        node.checkpoint();
        node.engine.moveControl().limit(10_000);
        advance(20);

        for (int second = 1; second <= 3; second++) {
            settle();
            long bytes = node.moves.stream().mapToLong(TierMoveBatch::bytes).sum();
            assertThat(bytes).isBetween(second * 10_000L - 1_100, second * 10_000L + 1_100);
            advance(1);
        }
        advance(60);
        node.engine.moveControl().limit(1_000_000);
        advance(1);
        settle();
        assertThat(amounts(1).hot().documents()).isZero();
    }

    @Test
    void holdsEveryMoveButPressureWhileItIsPaused() {
        reopen(200_000);
        node.policies.put(1, policy(true, true, 10, true, 100));
        load(1, 100, 1_000);
        node.checkpoint();
        node.engine.moveControl().pause("ada");
        advance(1_000);

        settle();
        assertThat(node.moves).isEmpty();
        assertThat(view(1, 1).next())
                .hasValueSatisfying(
                        next -> assertThat(next.rule()).isEqualTo("warm_policy: idle for 10 s; moves are paused"));
        assertThatThrownBy(() -> node.shard.move(1, Optional.empty(), Tier.WARM).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(refusal.detail())
                            .contains("paused")
                            .contains("ada")
                            .contains("by hand too");
                    assertThat(refusal.hint()).contains("resume them first: POST /api/v1/tiering/resume");
                });

        load(2, 100, 1_000);
        settle();
        assertThat(node.moves).isNotEmpty().allMatch(move -> move.reason() == Reason.PRESSURE);
        assertThat(node.engine.hotBytes()).isLessThanOrEqualTo(200_000);

        node.engine.moveControl().resume();
        settle();
        assertThat(amounts(1).cold().documents()).isEqualTo(100);
    }

    @Test
    void refusesAMoveByHandToAHotTierThatIsOffOrFull() {
        reopen(50_000);
        node.policies.put(1, policy(false, true, 10, true, 100));
        node.policies.put(2, policy(true, true, 10, true, 100));
        load(1, 5, 1_000);
        load(2, 100, 1_000);
        settle();
        assertThatThrownBy(() -> node.shard.move(1, Optional.empty(), Tier.HOT).join())
                .hasMessageContaining("hot_policy is off");

        advance(20);
        settle();
        node.shard.move(2, Optional.empty(), Tier.HOT).join();
        assertThat(node.engine.hotBytes()).isBetween(40_000L, 63_000L);
        load(3, 20, 1_000);
        assertThatThrownBy(() -> node.shard.move(2, Optional.empty(), Tier.HOT).join())
                .hasMessageContaining("hot_budget of 50000 bytes is full");
    }

    @Test
    void saysHowLongAPromotionTook() {
        node.policies.put(1, policy(true, true, 10, true, 100));
        load(1, 5, 10);
        advance(200);
        settle();
        read(1, 3);
        read(1, 3);
        settle();

        TierMoveBatch rise = node.moves.getLast();
        assertThat(rise.from()).isEqualTo(Tier.COLD);
        assertThat(rise.duration()).isPositive();
        assertThat(rise.bytes()).isPositive();
    }
}
