package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.find;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    private static final int ENOUGH = 2_000;

    @TempDir
    private Path folder;

    @Test
    void keepsEveryAcknowledgedWriteWhenTheProcessIsKilled() throws IOException, InterruptedException {
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
        long acknowledged = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Long.parseLong(line);
                if (acknowledged >= ENOUGH) {
                    // By its handle, which leaves the pipe open: what was acknowledged until the end is still read.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertThat(acknowledged).isGreaterThanOrEqualTo(ENOUGH);
        try (LumaNode node = start(config(folder))) {
            for (long id = 1; id <= acknowledged; id++) {
                assertThat(find(node.database(), "orders", Value.of(id)))
                        .as("document %d of %d acknowledged ones", id, acknowledged)
                        .isPresent();
            }
        }
    }

    /** Writes numbered documents from several threads and prints the number up to which all are acknowledged. */
    static final class Writer {

        private static final int THREADS = 16;
        private static final int EACH = 10;

        public static void main(String[] arguments) throws InterruptedException {
            LumaNode node = start(config(Path.of(arguments[0])));
            node.database().createCollection("orders", Optional.empty(), false);
            for (long first = 1; first < 1_000_000; first += THREADS * EACH) {
                long from = first;
                List<Thread> threads = IntStream.range(0, THREADS)
                        .mapToObj(thread -> Thread.startVirtualThread(() -> insert(node, from + (long) thread * EACH)))
                        .toList();
                for (Thread thread : threads) {
                    thread.join();
                }
                System.out.println(first + THREADS * EACH - 1);
            }
        }

        private static void insert(LumaNode node, long first) {
            for (long id = first; id < first + EACH; id++) {
                node.database()
                        .write("orders", List.of(new Mutation.Insert(document(id, "text"))))
                        .join();
            }
        }
    }
}
