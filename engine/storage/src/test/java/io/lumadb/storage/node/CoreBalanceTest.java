package io.lumadb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.storage.node.CoreBalance.Move;
import io.lumadb.storage.node.CoreBalance.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoreBalanceTest {

    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    /** {@code shares}: of ten seconds, by core and shard. */
    private static Optional<Move> plan(double[][] shares) {
        CoreBalance balance = new CoreBalance();
        List<Work> before = new ArrayList<>();
        List<Work> after = new ArrayList<>();
        int shard = 0;
        for (int core = 0; core < shares.length; core++) {
            for (double share : shares[core]) {
                before.add(new Work(shard, core, 1_000));
                after.add(new Work(shard, core, 1_000 + (long) (share * TEN_SECONDS)));
                shard++;
            }
        }
        assertThat(balance.plan(shares.length, before, 1)).isEmpty();
        assertThat(balance.plan(shares.length, after, TEN_SECONDS)).isEmpty();
        return balance.plan(shares.length, after, 1 + TEN_SECONDS);
    }

    @Test
    void movesTheShardThatEvensTwoCoresOutBest() {
        assertThat(plan(new double[][] {{0.5, 0.3, 0.1}, {0.1, 0.1}})).contains(new Move(1, 1));
    }

    @Test
    void leavesAShardThatIsTheWholeLoadWhereItIs() {
        assertThat(plan(new double[][] {{0.9, 0.0}, {0.05}})).isEmpty();
    }

    @Test
    void leavesCoresAloneThatHaveLittleToDo() {
        assertThat(plan(new double[][] {{0.2, 0.2}, {0.0}})).isEmpty();
    }

    @Test
    void leavesCoresAloneThatAreNearlyEven() {
        assertThat(plan(new double[][] {{0.4, 0.4}, {0.3, 0.3}})).isEmpty();
    }

    @Test
    void hasNowhereToMoveToOnOneCore() {
        assertThat(plan(new double[][] {{0.5, 0.5}})).isEmpty();
    }
}
