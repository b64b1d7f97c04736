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
import org.junit.jupiter.api.RepeatedTest;
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
        // The oldest have waited long enough for company by then.
        node.clock.advance(Duration.ofSeconds(20));
        settle();
        node.moves.clear();
    }

    private void holdsForAll(Duration within) {
        long coldAge = 30L + random.nextInt(30);
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

    /** Reads and a few writes, some documents far more often than others; gives the share of reads that found hot ones. */
    private double replay(TestNode on, long traceSeed, int reads, int documents) {
        Random trace = new Random(traceSeed);
        int hits = 0;
        for (int n = 0; n < reads; n++) {
            on.clock.advance(Duration.ofMillis(trace.nextInt(1_000)));
            int id = (int) (documents * Math.pow(trace.nextDouble(), 3));
            if (trace.nextInt(20) == 0) {
                on.write(on.upsert("{\"_id\": " + id + ", \"n\": " + n + "}"));
                // What was written is in RAM until then, whatever its policy.
                on.checkpoint();
            }
            on.shard.tiering().pass();
            try (ShardSnapshot snapshot = on.snapshot()) {
                Tier tier = snapshot.get(C, Value.of(id), true).orElseThrow().tier();
                hits += tier == Tier.HOT ? 1 : 0;
            }
            on.shard.tiering().pass();
        }
        return (double) hits / reads;
    }

    private void start(TestNode on, TieringPolicy policy, int documents) {
        on.shard.leading(true);
        on.policies.put(C, policy);
        List<Write> writes = new ArrayList<>();
        for (int id = 0; id < documents; id++) {
            writes.add(on.insert("{\"_id\": " + id + "}"));
        }
        on.apply(new ShardCommand.Writes(on.clock.millis(), writes));
        on.checkpoint();
        on.clock.advance(Duration.ofMinutes(20));
        on.shard.tiering().passNow();
    }

    private static double error(TierPreview.Hits hits) {
        double ratio = hits.weighedHits() / hits.weighedReads();
        double variance = hits.hitVariance() - 2 * ratio * hits.covariance() + ratio * ratio * hits.readVariance();
        return 1.96 * Math.sqrt(variance) / hits.weighedReads();
    }

    @Test
    void foretellsTheHitRatioThatTheSameAccessesThenHave() {
        int documents = 300;
        int reads = 1_000;
        TieringPolicy now = policy(true, -1, true, 600, -1, true, 36_000);
        start(node, now, documents);
        node.shard.preview(C, now, Duration.ZERO).join();
        double recorded = replay(node, seed, reads, documents);

        TierPreview.Hits same = preview(now, Duration.ZERO).hits();
        // The load lies before what is kept; only reads are counted.
        assertThat(same.reads()).isEqualTo(reads);
        assertThat(same.recordedHits() / same.weighedReads()).isCloseTo(recorded, within(1e-9));
        for (TieringPolicy other : List.of(
                now,
                policy(true, -1, true, 20 + random.nextInt(40), -1, true, 36_000),
                policy(true, -1, true, 100 + random.nextInt(200), -1, true, 36_000),
                policy(false, -1, true, 20, -1, true, 36_000))) {
            TierPreview.Hits foretold = preview(other, Duration.ZERO).hits();
            double ratio = foretold.weighedHits() / foretold.weighedReads();
            try (TestNode again = new TestNode(directory.resolve("again-" + System.nanoTime()))) {
                start(again, other, documents);
                assertThat(ratio)
                        .as("seed %d, %s", seed, other)
                        .isCloseTo(replay(again, seed, reads, documents), within(0.01 + error(foretold)));
            }
        }
    }

    @RepeatedTest(3)
    void isExactWhereEveryDocumentIsLookedAt() {
        history(1_000);
        holdsForAll(Duration.ZERO);
        node.moves.clear();
        history(1_000);
        holdsForAll(Duration.ofSeconds(random.nextInt(60)));
    }
}
