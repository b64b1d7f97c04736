package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.server.TestApi.Answer;
import io.lumadb.server.fake.MapNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries over HTTP: whole, streamed, cancelled. */
class QueryApiTest {

    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        server = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String query(String text) {
        return "{\"language\": \"lql\", \"query\": \"" + text + "\"}";
    }

    @Test
    void answersRowsAndWhatTheyCost() {
        Answer answer = api.post("/api/v1/query", query("count 3"));

        assertThat(answer.json().path("documents")).hasSize(3);
        assertThat(answer.json().path("count").asInt()).isEqualTo(3);
        assertThat(answer.json().path("columns").path(0).asText()).isEqualTo("n");
        assertThat(answer.json()
                        .path("stats")
                        .path("byTier")
                        .path("hot")
                        .path("rows")
                        .asInt())
                .isEqualTo(3);
        assertThat(answer.json().has("affected")).isFalse();
        assertThat(answer.response().headers().firstValue("X-Query-Id")).isPresent();
    }

    @Test
    void takesTheShortAlias() {
        assertThat(api.post("/query", "{\"type\": \"lql\", \"query\": \"count 2\"}")
                        .json()
                        .path("documents"))
                .hasSize(2);
    }

    @Test
    void answersLargeResultsWhole() {
        JsonNode answer = api.post("/api/v1/query", query("count 200000")).json();

        assertThat(answer.path("documents")).hasSize(200_000);
        assertThat(answer.path("documents").path(199_999).path("n").asInt()).isEqualTo(199_999);
    }

    private static BufferedReader stream(String text) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> response = api.http()
                .send(
                        api.request("/api/v1/query")
                                .header("Accept", "application/x-ndjson")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(query(text)))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void streamsADocumentALineAndTheStatsLast() throws Exception {
        try (BufferedReader lines = stream("count 300000")) {
            String last = "";
            long count = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                count++;
            }

            assertThat(count).isEqualTo(300_001);
            assertThat(TestApi.read(last).path("$stats").path("count").asInt()).isEqualTo(300_000);
        }
    }

    @Test
    void answersAProblemWhenAStreamFailsBeforeItsFirstByte() {
        Answer answer = api.send(api.request("/api/v1/query")
                .header("Accept", "application/x-ndjson")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(query("count 3 then fail"))));

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("TIMEOUT");
    }

    /** Read off the socket: a client that sees a body break off may throw away what came before. */
    @Test
    void breaksAStreamOffWhenItFailsLater() throws Exception {
        try (Socket socket = ask("count 100000 then fail", "Accept: application/x-ndjson")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"n\":99999}");
            assertThat(answer.substring(answer.lastIndexOf("{\"$error\""))).contains("TIMEOUT");
            assertThat(answer).as("the mark that ends a whole body").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    private static Socket ask(String text, String header) throws IOException {
        Socket socket = new Socket(server.url().getHost(), server.url().getPort());
        String body = query(text);
        socket.getOutputStream()
                .write(("POST /api/v1/query HTTP/1.1\r\nHost: x\r\n" + header + "\r\nAuthorization: Bearer "
                                + api.token() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void listsAndCancelsARunningQuery() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = api.http()
                .sendAsync(
                        api.request("/api/v1/query")
                                .header("X-Query-Id", "mine-1")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(query("wait on")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        await(() -> api.get("/api/v1/queries").body().contains("mine-1"));
        JsonNode running = api.get("/api/v1/queries").json().path("queries").path(0);
        assertThat(running.path("language").asText()).isEqualTo("lql");
        assertThat(running.path("user").asText()).isEqualTo("admin");

        assertThat(api.delete("/api/v1/queries/mine-1").status()).isEqualTo(204);

        assertThat(waiting.get().statusCode()).isEqualTo(409);
        assertThat(waiting.get().body()).contains("CANCELLED");
    }

    @Test
    void cancelsTheQueryOfAClientThatGoesAway() throws Exception {
        try (Socket _ = ask("wait on", "X-Query-Id: gone-1")) {
            await(() -> api.get("/api/v1/queries").body().contains("gone-1"));
        }

        await(() -> !api.get("/api/v1/queries").body().contains("gone-1"));
    }

    @Test
    void translatesAndExplains() {
        assertThat(api.post("/api/v1/translate", "{\"from\": \"lql\", \"to\": \"jql\", \"query\": \"x\"}")
                        .json()
                        .path("query")
                        .asText())
                .isEqualTo("JQL: x");
        assertThat(api.post("/api/v1/explain", query("all things"))
                        .json()
                        .path("plan")
                        .asText())
                .isEqualTo("Scan\n");
    }

    @Test
    void keepsAResultWithinItsMemory() {
        var limits = MapNode.usualLimits();
        var little = new io.lumadb.cluster.config.NodeConfig.Limits(
                limits.maxBody(), limits.maxConnections(), limits.queryTimeout(), 1 << 20);
        try (LumaServer small = LumaServer.serve(new MapNode(little), Optional.of(TestApi.PASSWORD))) {
            Answer answer = TestApi.admin(small).post("/api/v1/query", query("count 1000000"));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().path("hint").asText()).contains("ndjson");
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new UncheckedIOException(new IOException("the condition did not come true within 15 s"));
            }
            Thread.onSpinWait();
        }
    }
}
