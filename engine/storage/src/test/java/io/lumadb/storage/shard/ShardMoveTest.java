package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShardMoveTest {

    private static final int CORES = 3;

    @TempDir
    private Path directory;

    private TestNode open(List<ShardCommand> log) {
        return new TestNode(directory, new TestNode.HandClock(), log, 64L << 20, false, 1, CORES);
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileAReplicaMovesBetweenCores() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ShardCommand> log = new ArrayList<>();
        Map<Long, Long> model = new TreeMap<>();
        List<CompletableFuture<List<WriteResult>>> results = new ArrayList<>();
        try (TestNode node = open(log)) {
            AtomicBoolean writing = new AtomicBoolean(true);
            Thread mover = Thread.ofPlatform().start(() -> {
                for (int n = 1; writing.get(); n++) {
                    node.engine.moveShard(0, n % CORES).join();
                }
            });

            for (int n = 0; n < 3_000; n++) {
                long id = random.nextInt(200);
                boolean deletes = model.containsKey(id) && random.nextInt(4) == 0;
                Write write =
                        deletes ? node.delete(Value.of(id)) : node.upsert("{\"_id\": %d, \"v\": %d}".formatted(id, n));
                results.add(node.send(new ShardCommand.Writes(n, List.of(write))));
                if (deletes) {
                    model.remove(id);
                } else {
                    model.put(id, (long) n);
                }
                if (n % 500 == 0) {
                    // A reader need not see what nobody has been told of yet.
                    results.getLast().join();
                    node.checkpoint();
                    node.shard.tiering().passNow();
                    assertThat(node.contents()).hasSameSizeAs(model);
                }
            }
            writing.set(false);
            mover.join();

            assertRevisionsGrow(results);
            assertThat(values(node)).as("seed %d", seed).isEqualTo(model);
            assertThat(node.engine.cores()).anyMatch(core -> core.shards().equals(List.of(0)));
        }
        try (TestNode again = open(log)) {
            assertThat(values(again)).as("seed %d, after a restart", seed).isEqualTo(model);
        }
    }

    private static void assertRevisionsGrow(List<CompletableFuture<List<WriteResult>>> results) {
        long last = 0;
        for (CompletableFuture<List<WriteResult>> result : results) {
            assertThat(result.join()).singleElement().isInstanceOf(WriteResult.Done.class);
            long revision = ((WriteResult.Done) result.join().getFirst()).revision();
            assertThat(revision == 0 || revision > last).isTrue();
            last = Math.max(last, revision);
        }
    }

    private static Map<Long, Long> values(TestNode node) {
        Map<Long, Long> values = new TreeMap<>();
        for (long id = 0; id < 200; id++) {
            long key = id;
            node.get(Value.of(key))
                    .ifPresent(stored ->
                            values.put(key, ((Value.Int64) stored.document().get("v")).value()));
        }
        return values;
    }

    @Test
    void refusesACoreThatThereIsNot() {
        try (TestNode node = open(new ArrayList<>())) {
            assertThatThrownBy(() -> node.engine.moveShard(0, CORES).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(LumaException.class)
                    .hasMessageContaining("there is no core 3");
            assertThatThrownBy(() -> node.engine.moveShard(9, 0).join())
                    .hasMessageContaining("no open replica of shard 9");
        }
    }
}
