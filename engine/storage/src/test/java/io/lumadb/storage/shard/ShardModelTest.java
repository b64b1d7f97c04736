package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.lumadb.storage.command.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A shard against an ordered map: random writes, retries, moves, checkpoints, and crashes after which the log is replayed
 * from where the files stand.
 */
class ShardModelTest {

    private static final int STEPS = 250;
    private static final int IDS = 60;

    @TempDir
    Path directory;

    private final Map<String, String> model = new TreeMap<>();
    private final List<Write> sent = new ArrayList<>();
    private final List<WriteResult> results = new ArrayList<>();
    private Random random;
    private TestNode node;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>(List.of(1L, 2L, 3L, 4L, 5L));
        seeds.add(System.nanoTime());
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithAnOrderedMap(long seed) {
        random = new Random(seed);
        node = new TestNode(directory.resolve("data"));
        prepare();
        try {
            for (int step = 0; step < STEPS; step++) {
                step();
                if (step % 10 == 0) {
                    assertThat(node.contents())
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(model);
                }
            }
            assertThat(node.contents()).as("seed %d, at the end", seed).isEqualTo(model);
            countsAgree(seed);
        } finally {
            node.close();
        }
    }

    private void prepare() {
        node.policies.put(
                TestNode.COLLECTION,
                new TieringPolicy(
                        new TieringPolicy.HotPolicy(true, OptionalLong.empty()),
                        new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(5), OptionalLong.empty()),
                        new TieringPolicy.ColdPolicy(
                                true, Duration.ofSeconds(20), OptionalLong.empty(), new ColdStrategy.Replication(1))));
        node.shard.leading(true);
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0 -> node.checkpoint();
            case 1 -> node.shard.tiering().passNow();
            case 2 -> node.clock.advance(Duration.ofSeconds(random.nextInt(30)));
            case 3 -> crash();
            case 4 ->
                node.shard
                        .move(
                                TestNode.COLLECTION,
                                someIds(),
                                List.of(Tier.values()).get(random.nextInt(3)))
                        .join();
            case 5 -> retry();
            case 6 -> snapshotStaysAsItIs();
            case 8, 9 -> node.relieve();
            case 7 -> readSome();
            case 10, 11 -> writeManyAtOnce();
            default -> write();
        }
    }

    private Optional<List<Value>> someIds() {
        if (random.nextInt(4) == 0) {
            return Optional.empty();
        }
        List<Value> ids = new ArrayList<>();
        for (int n = random.nextInt(30); n >= 0; n--) {
            ids.add(id(random.nextInt(IDS)));
        }
        return Optional.of(ids);
    }

    private static Value id(int n) {
        return n % 3 == 0 ? Value.of(n) : Value.of("id-" + n);
    }

    private void write() {
        List<Write> writes = new ArrayList<>();
        for (int n = random.nextInt(8); n >= 0; n--) {
            writes.add(randomWrite());
        }
        List<WriteResult> got = node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
        for (int i = 0; i < writes.size(); i++) {
            expect(writes.get(i), got.get(i));
        }
        sent.addAll(writes);
        results.addAll(got);
    }

    /** As a long log comes after a start: entries that wait for each other, beside checkpoints and what leaves RAM. */
    private void writeManyAtOnce() {
        List<List<Write>> entries = new ArrayList<>();
        List<CompletableFuture<List<WriteResult>>> answers = new ArrayList<>();
        List<CompletableFuture<?>> beside = new ArrayList<>();
        for (int entry = random.nextInt(20); entry >= 0; entry--) {
            List<Write> writes = new ArrayList<>();
            for (int n = random.nextInt(40); n >= 0; n--) {
                writes.add(randomWrite());
            }
            entries.add(writes);
            answers.add(node.send(new ShardCommand.Writes(node.clock.millis(), writes)));
            switch (random.nextInt(8)) {
                case 0 -> beside.add(node.shard.checkpoint());
                case 1 -> beside.add(node.shard.move(TestNode.COLLECTION, someIds(), Tier.WARM));
                case 2 -> node.onLoop(() -> node.shard.checkpointer().relieve(node.clock.millis()));
                default -> {}
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            List<WriteResult> got = answers.get(i).join();
            for (int n = 0; n < got.size(); n++) {
                expect(entries.get(i).get(n), got.get(n));
            }
            sent.addAll(entries.get(i));
            results.addAll(got);
        }
        beside.forEach(CompletableFuture::join);
    }

    private Write randomWrite() {
        Value id = id(random.nextInt(IDS));
        Operation operation = List.of(Operation.values()).get(random.nextInt(4));
        DocumentOrId operand = operation == Operation.DELETE
                ? new DocumentOrId.OnlyId(id)
                : new DocumentOrId.Whole(Document.of(
                                new Value.Obj(Map.of("v", Value.of("x".repeat(random.nextInt(300))))))
                        .withId(id));
        OptionalLong revision = random.nextInt(5) == 0
                ? OptionalLong.of(revision(model.get(Json.relaxed(id))) + random.nextInt(2))
                : OptionalLong.empty();
        return new Write(node.request(), TestNode.COLLECTION, operation, operand, revision);
    }

    private static long revision(String stored) {
        return stored == null ? 0 : Long.parseLong(stored.substring(0, stored.indexOf(':')));
    }

    private void expect(Write write, WriteResult result) {
        String key = Json.relaxed(Applier.idOf(write));
        String former = model.get(key);
        boolean exists = former != null;
        boolean fits = switch (write.operation()) {
            case INSERT -> !exists;
            case REPLACE, DELETE -> exists;
            case UPSERT -> true;
            case GIVE_UP -> false;
        };
        boolean revisionFits =
                write.expectedRevision().isEmpty() || write.expectedRevision().getAsLong() == revision(former);
        if (!fits || !revisionFits) {
            assertThat(result).isInstanceOf(WriteResult.Failed.class);
            return;
        }
        assertThat(result).isInstanceOfSatisfying(WriteResult.Done.class, done -> {
            assertThat(done.existed()).isEqualTo(exists);
            if (write.documentOrId() instanceof DocumentOrId.Whole(Document document)) {
                assertThat(done.revision()).isGreaterThan(revision(former));
                model.put(key, done.revision() + ":" + document);
            } else {
                assertThat(done.revision()).isZero();
                model.remove(key);
            }
        });
    }

    private void retry() {
        if (!sent.isEmpty()) {
            int n = random.nextInt(sent.size());
            assertThat(node.write(sent.get(n))).isEqualTo(results.get(n));
        }
    }

    private void snapshotStaysAsItIs() {
        try (ShardSnapshot snapshot = node.snapshot()) {
            Map<String, String> before = new TreeMap<>(model);
            write();
            node.checkpoint();
            node.shard
                    .move(TestNode.COLLECTION, someIds(), List.of(Tier.values()).get(random.nextInt(3)))
                    .join();
            write();
            node.checkpoint();
            assertThat(TestNode.contents(snapshot, TestNode.COLLECTION)).isEqualTo(before);
        }
    }

    private void readSome() {
        try (ShardSnapshot snapshot = node.snapshot()) {
            for (int n = 0; n < 20; n++) {
                Value id = id(random.nextInt(IDS));
                assertThat(snapshot.get(TestNode.COLLECTION, id, true)
                                .map(stored -> stored.revision() + ":" + stored.document()))
                        .isEqualTo(Optional.ofNullable(model.get(Json.relaxed(id))));
            }
        }
    }

    private void crash() {
        if (random.nextBoolean()) {
            node.engine.abandon();
        } else {
            node.close();
        }
        Map<Integer, TieringPolicy> policies = node.policies;
        node = new TestNode(directory.resolve("data"), node.clock, node.log, 64L * 1024 * 1024);
        node.policies.putAll(policies);
        node.shard.leading(true);
    }

    private void countsAgree(long seed) {
        node.shard.refreshView();
        var amounts = node.shard.view().amounts();
        long bytes = 0;
        try (ShardSnapshot snapshot = node.snapshot()) {
            var all = snapshot.scan(TestNode.COLLECTION, false);
            while (all.hasNext()) {
                bytes += all.next().document().sizeBytes();
            }
        }
        assertThat(amounts.hot().documents()
                        + amounts.warm().documents()
                        + amounts.cold().documents())
                .as("documents, seed %d", seed)
                .isEqualTo(model.size());
        assertThat(amounts.hot().bytes()
                        + amounts.warm().bytes()
                        + amounts.cold().bytes())
                .as("bytes, seed %d", seed)
                .isEqualTo(bytes);
    }
}
