package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.ClusterStatus;
import io.lumadb.cluster.view.CollectionSummary;
import io.lumadb.cluster.view.ShardStatus;
import io.lumadb.cluster.view.TiersStatus.WriteAmplification;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.CollectionStatistics;
import io.lumadb.query.database.Mutation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeViewsTest {

    private static final int DOCUMENTS = 500;

    @TempDir
    private Path folder;

    @Test
    void showsWhatTheNodeHoldsAndHowItIs() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            fill(node);

            Eventually.assertThatCode(() -> {
                CollectionSummary orders = node.collection("orders");
                assertThat(orders.documents()).isEqualTo(DOCUMENTS);
                assertThat(node.collections()).containsExactly(orders);
                assertThat(node.tiers().total().hot().documents()
                                + node.tiers().total().warm().documents())
                        .isEqualTo(DOCUMENTS);
                assertThat(node.tiers().writeAmplification().userBytes()).isPositive();
                assertThat(node.tiers().writeAmplification().total()).isPositive();
                assertThat(node.shards()).allSatisfy(shard -> {
                    assertThat(shard.p99Micros()).isPositive();
                    assertThat(shard.writes()).isPositive();
                });
            });
            assertThat(node.counters().documentsWritten()).isEqualTo(DOCUMENTS);
            assertThat(node.counters().raftLogBytes())
                    .isGreaterThan(node.counters().userBytes());

            ClusterStatus status = node.status();
            assertThat(status.health()).isEqualTo("healthy");
            assertThat(status.troubles()).isEmpty();
            ClusterStatus.NodeStatus self = status.nodes().getFirst();
            assertThat(self.id()).isEqualTo(node.id());
            assertThat(self.state()).isEqualTo("serving");
            assertThat(self.zone()).isEqualTo("zone-a");
            assertThat(self.raft()).matches("127\\.0\\.0\\.1:[1-9]\\d+");
            assertThat(self.memory().residentBytes()).isGreaterThan(1 << 20);
            assertThat(self.disks()).extracting(ClusterStatus.Disk::role).contains("data");
            assertThat(self.cores()).hasSize(1);
            assertThat(status.shards()).extracting(ShardStatus::shard).containsExactly(0, 1);
            assertThat(status.shards()).extracting(ShardStatus::leader).containsOnly(node.id());
            assertThat(status.shards())
                    .allSatisfy(shard -> assertThat(shard.term()).isPositive());
        }
    }

    @Test
    void showsWhatAWrittenByteCostsOnItsWayDown() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            fill(node);
            long bytes = IntStream.range(0, DOCUMENTS)
                    .mapToLong(id -> document(id, "text " + id).sizeBytes())
                    .sum();
            node.database().write("orders", List.of(new Mutation.Insert(document(7, "again"))));
            node.move("orders", Optional.empty(), Tier.WARM).join();

            Eventually.assertThatCode(() -> {
                WarmStatus warm = node.warm();
                WriteAmplification whole = warm.writeAmplification();
                assertThat(whole.userBytes()).as("without the refused one").isEqualTo(bytes);
                assertThat(whole.flushedBytes()).isPositive();
                assertThat(whole.total())
                        .isEqualTo((double) (whole.raftLogBytes()
                                        + whole.flushedBytes()
                                        + whole.compactedBytes()
                                        + whole.coldBytes()
                                        + whole.parityBytes())
                                / bytes);
                WarmStatus.Level top = warm.levels().stream()
                        .filter(level -> level.family().equals("documents"))
                        .findFirst()
                        .orElseThrow();
                assertThat(top.level()).isZero();
                assertThat(top.files()).isEqualTo(2);
                assertThat(top.writeAmplification()).isEqualTo((double) top.writtenBytes() / bytes);
                assertThat(warm.shards()).hasSize(2).allSatisfy(shard -> {
                    assertThat(shard.stall()).isEqualTo("none");
                    assertThat(shard.writeAmplification().raftLogBytes()).isPositive();
                });
            });
        }
    }

    @Test
    void countsForEstimatesWhatWasInsertedAndDeleted() throws Throwable {
        try (LumaNode node = start(config(folder))) {
            fill(node);
            node.database()
                    .write(
                            "orders",
                            List.of(
                                    new Mutation.Delete(Value.of(0), OptionalLong.empty()),
                                    new Mutation.Upsert(document(1, "a text that is longer than it was"))))
                    .join();

            long bytes = document(1, "a text that is longer than it was").sizeBytes()
                    + IntStream.range(2, DOCUMENTS)
                            .mapToLong(id -> document(id, "text " + id).sizeBytes())
                            .sum();
            Eventually.assertThatCode(() -> assertThat(node.database().statistics("orders"))
                    .hasValue(new CollectionStatistics(DOCUMENTS - 1, bytes)));
            assertThatThrownBy(() -> node.database().statistics("parcels"))
                    .isInstanceOfSatisfying(
                            LumaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION));
        }
    }

    @Test
    void remembersEventsOverARestart() {
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);
            node.database().dropCollection("orders", false);
            node.recordEvent("warning", "login-failed", "three wrong passwords for ada");
        }

        try (LumaNode node = start(config(folder))) {
            List<ClusterEvent> events = node.eventsAfter(0, 1_000);

            assertThat(events).extracting(ClusterEvent::seq).isSorted().doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(ClusterEvent::kind)
                    .containsSubsequence(
                            "leader-elected",
                            "node-started",
                            "collection-created",
                            "collection-dropped",
                            "login-failed",
                            "leader-elected",
                            "node-started");
            long last = events.getLast().seq();
            assertThat(node.eventsAfter(last, 10)).isEmpty();
            assertThat(node.eventsAfter(last - 1, 10)).containsExactly(events.getLast());
        }
    }

    @Test
    void saysWhichCollectionItDoesNotKnow() {
        try (LumaNode node = start(config(folder))) {
            node.database().createCollection("orders", Optional.empty(), false);

            assertThatThrownBy(() -> node.collection("oders")).isInstanceOfSatisfying(LumaException.class, refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION);
                assertThat(refusal.hint()).contains("did you mean \"orders\"?");
            });
        }
    }

    private static void fill(LumaNode node) {
        node.database().createCollection("orders", Optional.empty(), false);
        List<Mutation> inserts = IntStream.range(0, DOCUMENTS)
                .<Mutation>mapToObj(id -> new Mutation.Insert(document(id, "text " + id)))
                .toList();
        node.database().write("orders", inserts).join();
    }
}
