package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.DocumentView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every rule of every policy. */
class PolicyTest extends PolicyShard {

    private static TieringPolicy limits(OptionalLong hot, OptionalLong warm, OptionalLong cold) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(true, hot),
                new TieringPolicy.WarmPolicy(true, Duration.ofHours(1), warm),
                new TieringPolicy.ColdPolicy(true, Duration.ofDays(1), cold, new ColdStrategy.Replication(1)));
    }

    private void write(int collection, int id, int bytes) {
        node.apply(new ShardCommand.Writes(node.clock.millis(), List.of(upsert(collection, id, bytes))));
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
}
