package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Tier;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The pace and the pause of all moves, and moves by hand. */
class MoveControlTest extends PolicyShard {

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
