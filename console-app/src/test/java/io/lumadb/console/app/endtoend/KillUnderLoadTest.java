package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a server again and again while writers write. Each writer owns its keys and writes rising counters, so a key's value
 * after recovery must be its last acknowledged one, or one that was sent after it and whose answer was lost.
 */
class KillUnderLoadTest {

    private static final int KILLS = 10;
    private static final int WRITERS = 16;
    private static final int KEYS_PER_WRITER = 20;

    @TempDir
    private Path folder;

    /** What a writer knows of one of its keys: the last value acknowledged, and the last one sent. */
    private record Known(long acknowledged, long sent) {}

    private final Map<String, Known> model = new ConcurrentHashMap<>();
    private final AtomicLong acknowledgements = new AtomicLong();

    @Test
    void keepsEveryAcknowledgedWriteOverTenKills() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KillUnderLoadTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Path data = folder.resolve("data");

        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = ServerProcess.start(data);
                    LumaClient client = server.connect()) {
                if (kill == 0) {
                    client.createCollection("counters").join();
                }
                verify(client);
                writeUntilKilled(server, client, random);
            }
        }

        try (ServerProcess server = ServerProcess.start(data);
                LumaClient client = server.connect()) {
            verify(client);
            assertThat(server.stop()).as("exit code after SIGTERM").isZero();
        }
        assertThat(acknowledgements.get()).as("writes acknowledged in all").isGreaterThan(1_000);
        System.out.println("KillUnderLoadTest: " + acknowledgements.get() + " acknowledged writes, none lost");
    }

    private void writeUntilKilled(ServerProcess server, LumaClient client, SplittableRandom random) throws Exception {
        long enough = acknowledgements.get() + 200 + random.nextInt(2_000);
        CountDownLatch enoughWritten = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            SplittableRandom own = random.split();
            Thread.ofVirtual().start(() -> {
                try {
                    write(client, number, own, enough, enoughWritten);
                } finally {
                    ended.countDown();
                }
            });
        }
        enoughWritten.await();
        server.kill();
        ended.await();
    }

    /** Writes one key after another until the server is gone. */
    private void write(
            LumaClient client, int writer, SplittableRandom random, long enough, CountDownLatch enoughWritten) {
        while (true) {
            String key = "w" + writer + "-" + random.nextInt(KEYS_PER_WRITER);
            Known known = model.getOrDefault(key, new Known(0, 0));
            long value = known.sent() + 1;
            model.put(key, new Known(known.acknowledged(), value));
            Value.Obj document = new Value.Obj(Map.of("_id", Value.of(key), "value", Value.of(value)));
            try {
                client.replace("counters", Value.of(key), document).join();
            } catch (CompletionException e) {
                assertThat(ClientException.of(e).code()).isEqualTo(ErrorCode.UNAVAILABLE);
                return;
            }
            model.put(key, new Known(value, value));
            if (acknowledgements.incrementAndGet() >= enough) {
                enoughWritten.countDown();
            }
        }
    }

    private void verify(LumaClient client) {
        model.replaceAll((key, known) -> {
            long stored = stored(client, key);
            assertThat(stored).as("value of " + key).isBetween(known.acknowledged(), known.sent());
            return new Known(stored, stored);
        });
    }

    private static long stored(LumaClient client, String key) {
        try {
            Value value = client.document("counters", Value.of(key)).join().get("value");
            return value instanceof Value.Int64(long number) ? number : -1;
        } catch (CompletionException e) {
            assertThat(ClientException.of(e).code()).isEqualTo(ErrorCode.NOT_FOUND);
            return 0;
        }
    }
}
