package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPolicyBody.Rule;
import io.lumadb.client.model.TieringPolicyBody.Strategy;
import io.lumadb.client.transfer.Importer;
import io.lumadb.client.transfer.LineStream;
import io.lumadb.document.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With policies of seconds, documents go from hot over warm to cold, are found everywhere, and come back. */
class TierJourneyTest {

    private static final int DOCUMENTS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void documentsCoolDownAreStillFoundAndComeBackWhenAskedForOften() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"));
                LumaClient client = server.connect()) {
            client.createCollection("travellers").join();
            client.setTieringPolicy("travellers", policy(3600, 7200)).join();
            new Importer(client, "travellers", reject -> {}, count -> {})
                    .run(
                            new LineStream(IntStream.range(0, DOCUMENTS)
                                    .mapToObj(i -> "{\"_id\": \"t" + i + "\", \"n\": " + i + "}")
                                    .iterator()),
                            Importer.Format.NDJSON);
            await(() -> tiers(client).hot().documents() == DOCUMENTS);

            client.setTieringPolicy("travellers", policy(1, 3600)).join();
            await(() -> tiers(client).warm().documents() == DOCUMENTS);
            assertThat(count(client)).isEqualTo(DOCUMENTS);

            client.setTieringPolicy("travellers", policy(1, 2)).join();
            await(() -> tiers(client).cold().documents() == DOCUMENTS);
            client.setTieringPolicy("travellers", policy(3600, 7200)).join();
            assertThat(count(client)).isEqualTo(DOCUMENTS);
            assertThat(client.moves(1_000).join()).extracting(TierMove::reason).contains("policy");

            await(() -> {
                client.document("travellers", Value.of("t7")).join();
                return client.placement("travellers", Value.of("t7"))
                        .join()
                        .tier()
                        .equals("hot");
            });
            assertThat(client.document("travellers", Value.of("t7")).join().get("n"))
                    .isEqualTo(Value.of(7L));
            assertThat(client.moves(1_000).join()).anySatisfy(move -> {
                assertThat(move.reason()).isEqualTo("access");
                assertThat(move.to()).isEqualTo("hot");
            });
        }
    }

    private static TieringPolicyBody policy(long warmAfter, long coldAfter) {
        return new TieringPolicyBody(
                new Rule(true, null, null, null),
                new Rule(true, warmAfter, null, null),
                new Rule(true, coldAfter, null, new Strategy("Replication", 1, null, null)));
    }

    private static io.lumadb.client.model.TierAmounts tiers(LumaClient client) {
        CollectionSummary collection = client.collection("travellers").join();
        return collection.tiers();
    }

    private static long count(LumaClient client) {
        Value count = client.query(QueryCall.of("lql", "SELECT COUNT(*) AS n FROM travellers"))
                .join()
                .documents()
                .getFirst()
                .get("n");
        return ((Value.Int64) count).value();
    }

    private static void await(BooleanSupplier condition) throws TimeoutException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("the condition did not come true within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
