package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.view.TierMoveBatch;
import io.lumadb.storage.view.TierPreview;
import io.lumadb.storage.view.TierPreview.Estimate;
import io.lumadb.storage.view.TierPreview.Flow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews beside what then happens. */
class PreviewTest {

    private static final int C = TestNode.COLLECTION;

    @TempDir
    Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private TestNode node;

    @BeforeEach
    void open() {
        System.out.println("PreviewTest seed " + seed);
        node = new TestNode(directory.resolve("data"));
        node.shard.leading(true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static TieringPolicy policy(
            boolean hot, long hotMost, boolean warm, long warmAge, long warmMost, boolean cold, long coldAge) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(hot, most(hotMost)),
                new TieringPolicy.WarmPolicy(warm, Duration.ofSeconds(warmAge), most(warmMost)),
                new TieringPolicy.ColdPolicy(
                        cold, Duration.ofSeconds(coldAge), OptionalLong.empty(), new ColdStrategy.Replication(1)));
    }

    private static OptionalLong most(long bytes) {
        return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private void load(int from, int to, int mostText) {
        List<Write> writes = new ArrayList<>();
        for (int id = from; id < to; id++) {
            Document document = Document.of(Json.parseObject(
                    "{\"_id\": " + id + ", \"text\": \"" + "x".repeat(random.nextInt(mostText)) + "\"}"));
            writes.add(new Write(
                    node.request(), C, Operation.UPSERT, new DocumentOrId.Whole(document), OptionalLong.empty()));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    private void settle() {
        int before;
        do {
            before = node.moves.size();
            node.shard.tiering().passNow();
            node.checkpoint();
            node.shard.tiering().passNow();
        } while (node.moves.size() > before);
    }

    private Tier read(int id) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            return snapshot.get(C, Value.of(id), true).orElseThrow().tier();
        }
    }

    private TierPreview preview(TieringPolicy policy, Duration within) {
        return node.shard.preview(C, policy, within).join();
    }

    private record Direction(Tier from, Tier to) {}

    private static Map<String, Estimate> documents(TierPreview preview) {
        return preview.flows().stream()
                .collect(Collectors.toMap(
                        flow -> flow.from() + " to " + flow.to(), Flow::documents, Estimate::plus, TreeMap::new));
    }

    private static Map<String, Estimate> bytes(TierPreview preview) {
        return preview.flows().stream()
                .collect(Collectors.toMap(
                        flow -> flow.from() + " to " + flow.to(), Flow::bytes, Estimate::plus, TreeMap::new));
    }

    private Map<String, long[]> happened() {
        Map<String, long[]> sums = new TreeMap<>();
        for (TierMoveBatch move : node.moves) {
            long[] sum = sums.computeIfAbsent(move.from() + " to " + move.to(), _ -> new long[2]);
            sum[0] += move.documents();
            sum[1] += move.bytes();
        }
        return sums;
    }

    /** A collection with documents in all tiers, of random sizes, last accessed at random times. */
    private void history(int documents) {
        node.policies.put(C, policy(true, -1, true, 120, -1, true, 400));
        for (int from = 0; from < documents; from += 100) {
            load(from, Math.min(documents, from + 100), 400);
            node.clock.advance(Duration.ofSeconds(3 + random.nextInt(20)));
            settle();
            for (int n = 0; n < 20; n++) {
                read(random.nextInt(from + 1));
            }
        }
        settle();
        node.moves.clear();
    }

    private void holdsForAll(Duration within) {
        long coldAge = 60 + random.nextInt(200);
        List<TieringPolicy> policies = List.of(
                policy(true, -1, true, 5 + random.nextInt(100), -1, true, coldAge),
                policy(false, -1, true, 30, -1, true, coldAge),
                policy(true, -1, false, 30, -1, true, coldAge),
                policy(true, 20_000 + random.nextInt(30_000), true, 3_600, -1, false, coldAge),
                policy(true, 40_000, true, 3_600, random.nextInt(60_000), true, 36_000));
        TieringPolicy policy = policies.get(random.nextInt(policies.size()));
        TierPreview preview = preview(policy, within);

        node.policies.put(C, policy);
        node.clock.advance(within);
        settle();

        Map<String, long[]> happened = happened();
        String about = "seed " + seed + ", within " + within + ", " + policy;
        assertThat(documents(preview).keySet()).as(about).isEqualTo(happened.keySet());
        happened.forEach((direction, sum) -> {
            assertThat(Math.round(documents(preview).get(direction).value()))
                    .as("documents %s, %s", direction, about)
                    .isEqualTo(sum[0]);
            assertThat(Math.round(bytes(preview).get(direction).value()))
                    .as("bytes %s, %s", direction, about)
                    .isEqualTo(sum[1]);
        });
        assertThat(documents(preview).values()).allMatch(estimate -> estimate.variance() == 0);
    }

    @Test
    void isExactWhereEveryDocumentIsLookedAt() {
        history(1_000);
        holdsForAll(Duration.ZERO);
        node.moves.clear();
        history(300);
        holdsForAll(Duration.ofSeconds(random.nextInt(300)));
    }
}
