package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a shortage of RAM moves, and that nothing goes to and fro. */
class PressureTest extends PolicyShard {

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
        System.out.println("PressureTest seed " + seed);
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
}
