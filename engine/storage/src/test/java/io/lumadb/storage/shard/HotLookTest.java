package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.command.ShardCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a shard looks through its hot documents again of which none is due for an hour, unless something happens. */
class HotLookTest extends PolicyShard {

    private static final int C = TestNode.COLLECTION;
    private static final int BYTES = 1_000;

    @BeforeEach
    void lookOnce() {
        node.close();
        node = new TestNode(directory.resolve("ticking"), node.clock, new ArrayList<>(), 64L * 1024 * 1024, true);
        node.shard.leading(true);
        node.policies.put(C, policy(Duration.ofHours(1), NO_LIMIT));
        load(C, DOCUMENTS, BYTES);
        node.checkpoint();
        node.shard.refreshView();
        // Learns of the policy, which would make another look due.
        node.shard.tiering().tick();
        node.shard.tiering().passNow();
    }

    private static TieringPolicy policy(Duration warmAge, OptionalLong hotBytes) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(true, hotBytes),
                new TieringPolicy.WarmPolicy(true, warmAge, NO_LIMIT),
                new TieringPolicy.ColdPolicy(false, Duration.ofDays(1), NO_LIMIT, new ColdStrategy.Replication(1)));
    }

    private void awaitMove() throws InterruptedException {
        assertThat(node.moved.tryAcquire(20, TimeUnit.SECONDS)).as("a move").isTrue();
    }

    @Test
    void comesWhenTheFirstDocumentIsDue() throws InterruptedException {
        advance(3_601);

        awaitMove();
        assertThat(tier(C, 1)).isEqualTo(Tier.WARM);
    }

    @Test
    void comesForDocumentsThatCameSince() throws InterruptedException {
        advance(3_601);
        awaitMove();
        assertThat(amounts(C).hot().bytes()).isZero();
        node.apply(new ShardCommand.Writes(node.clock.millis(), List.of(upsert(C, DOCUMENTS, BYTES))));
        node.checkpoint();
        advance(3_601);

        awaitMove();
        assertThat(tier(C, DOCUMENTS)).isEqualTo(Tier.WARM);
    }

    @Test
    void comesAtOnceForAShorterPolicy() throws InterruptedException {
        advance(10);
        node.policies.put(C, policy(Duration.ofSeconds(5), NO_LIMIT));

        awaitMove();
        assertThat(tier(C, 1)).isEqualTo(Tier.WARM);
    }

    @Test
    void comesAtOnceForALimit() throws InterruptedException {
        node.policies.put(C, policy(Duration.ofHours(1), OptionalLong.of(BYTES * DOCUMENTS / 2)));

        awaitMove();
        assertThat(amounts(C).hot().bytes()).isLessThanOrEqualTo(BYTES * DOCUMENTS / 2);
    }

    @Test
    void comesForDocumentsThatTheLogBringsLate() throws InterruptedException {
        long then = node.clock.millis() - Duration.ofMinutes(50).toMillis();
        node.apply(new ShardCommand.Writes(then, List.of(upsert(C, DOCUMENTS, BYTES))));
        node.checkpoint();
        advance(601);

        awaitMove();
        assertThat(tier(C, DOCUMENTS)).isEqualTo(Tier.WARM);
        assertThat(tier(C, 1)).isEqualTo(Tier.HOT);
    }

    @Test
    void comesInTimeWhenTheClockWasSetBack() throws InterruptedException {
        advance(-7_200);
        node.apply(new ShardCommand.Writes(node.clock.millis(), List.of(upsert(C, DOCUMENTS, BYTES))));
        node.checkpoint();
        advance(3_601);

        awaitMove();
        assertThat(tier(C, DOCUMENTS)).isEqualTo(Tier.WARM);
        assertThat(tier(C, 1)).isEqualTo(Tier.HOT);
    }
}
