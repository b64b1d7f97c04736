package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.all;
import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers fight for the values of a unique index when their process is killed. */
class UniqueKillTest {

    private static final int ENOUGH = 500;

    @TempDir
    private Path folder;

    @Test
    void keepsUniqueValuesUniqueAndUsableWhenTheProcessIsKilled() throws IOException, InterruptedException {
        Set<Long> acknowledged = writeUntilKilled();

        try (LumaNode node = start(config(folder))) {
            Map<Long, Long> holders = new HashMap<>();
            for (StoredDocument stored : all(node.database(), "c")) {
                long id = number(stored, "_id");
                assertThat(holders.put(number(stored, "k"), id))
                        .as("who else has the value of %d", id)
                        .isNull();
            }
            assertThat(holders.values()).containsAll(acknowledged);
            assertThat(node.verifyIndex("c", "by_k", 3).examples()).isEmpty();
            long highest = acknowledged.stream().mapToLong(id -> id / 2).max().orElseThrow();
            for (long key = Math.max(0, highest - 20); key < highest + 20; key++) {
                WriteOutcome outcome = node.database()
                        .write("c", List.of(insert(1_000_000 + key, key)))
                        .join()
                        .getFirst();
                assertThat(outcome instanceof WriteOutcome.Done)
                        .as("value %d: %s", key, outcome)
                        .isEqualTo(!holders.containsKey(key));
            }
        }
    }

    private static long number(StoredDocument stored, String field) {
        return ((Value.Int64) stored.document().get(field)).value();
    }

    private static Mutation insert(long id, long key) {
        return new Mutation.Insert(Document.of(new Value.Obj(Map.of("_id", Value.of(id), "k", Value.of(key)))));
    }

    private Set<Long> writeUntilKilled() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Long> acknowledged = new HashSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(Long.parseLong(line));
                if (acknowledged.size() >= ENOUGH) {
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        return acknowledged;
    }

    /** Inserts documents of which two have each value, and prints the keys of those that were stored. */
    static final class Writer {

        private static final int THREADS = 8;

        public static void main(String[] arguments) throws InterruptedException {
            LumaNode node = start(config(Path.of(arguments[0])));
            node.database().createCollection("c", Optional.empty(), false);
            node.database()
                    .createIndex(
                            "c",
                            new IndexDefinition(
                                    0,
                                    "by_k",
                                    List.of(new IndexDefinition.IndexField(FieldPath.of("k"), false)),
                                    IndexDefinition.Kind.BTREE,
                                    true,
                                    Map.of()));
            AtomicLong ids = new AtomicLong();
            Thread last = Thread.currentThread();
            for (int thread = 0; thread < THREADS; thread++) {
                last = Thread.startVirtualThread(() -> {
                    while (true) {
                        long id = ids.getAndIncrement();
                        WriteOutcome outcome = node.database()
                                .write("c", List.of(insert(id, id / 2)))
                                .join()
                                .getFirst();
                        if (outcome instanceof WriteOutcome.Done) {
                            System.out.println(id);
                        }
                    }
                });
            }
            last.join();
        }
    }
}
