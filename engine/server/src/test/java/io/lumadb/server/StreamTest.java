package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.server.fake.MapNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The live stream. */
class StreamTest {

    private static MapNode node;
    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        node = new MapNode(MapNode.usualLimits());
        server = LumaServer.serve(node, Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Collects frames; asks for the next only when told to. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> arrived = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean eager;

        private Frames(boolean eager) {
            this.eager = eager;
        }

        @Override
        public void onOpen(WebSocket socket) {
            if (eager) {
                socket.request(1);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                arrived.add(TestApi.read(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        JsonNode next() throws InterruptedException {
            JsonNode frame = arrived.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 10 s").isNotNull();
            return frame;
        }

        JsonNode next(String topic) throws InterruptedException {
            JsonNode frame = next();
            while (!frame.path("topic").asText().equals(topic)) {
                frame = next();
            }
            return frame;
        }
    }

    private static URI address(String more) {
        return URI.create("ws://" + server.url().getAuthority() + "/api/v1/stream" + more);
    }

    private static WebSocket open(Frames frames) {
        return api.http()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + api.token())
                .buildAsync(address(""), frames)
                .join();
    }

    @Test
    void sendsTheTopicsThatWereAskedFor() throws Exception {
        node.recordEvent("info", "test", "before");
        Frames frames = new Frames(true);
        WebSocket socket = open(frames);
        socket.sendText(
                "{\"subscribe\": [\"topology\", \"shards\", \"tiers\", \"moves\", \"metrics\", \"events\", \"queries\"],"
                        + " \"intervalMs\": 100}",
                true);

        assertThat(frames.next("topology").path("full").path("health").asText()).isEqualTo("healthy");
        assertThat(frames.next("shards").path("full").path("shards")).hasSize(1);
        assertThat(frames.next("tiers").path("full").has("hotBudget")).isTrue();
        assertThat(frames.next("moves").path("delta").path("moves").isArray()).isTrue();
        assertThat(frames.next("metrics").path("full").has("p99Micros")).isTrue();
        assertThat(frames.next("events")
                        .path("delta")
                        .path("events")
                        .path(0)
                        .path("kind")
                        .asText())
                .isEqualTo("test");
        assertThat(frames.next("queries").path("full").path("queries").isArray())
                .isTrue();
        JsonNode again = frames.next("shards");
        assertThat(again.path("seq").asLong()).isGreaterThan(7);
        assertThat(again.path("at").asText()).endsWith("Z");
        node.recordEvent("warning", "test", "after");
        JsonNode news = frames.next("events").path("delta").path("events");
        assertThat(news).hasSize(1);
        assertThat(news.path(0).path("text").asText()).isEqualTo("after");
        socket.abort();
    }

    @Test
    void answersMistakesAndStaysOpen() throws Exception {
        Frames frames = new Frames(true);
        WebSocket socket = open(frames);
        for (String bad :
                List.of("not json", "{\"subscribe\": [\"weather\"]}", "{\"subscribe\": [], \"intervalMs\": 1}")) {
            socket.sendText(bad, true).join();
            JsonNode frame = frames.next();
            assertThat(frame.path("topic").asText()).isEqualTo("error");
            assertThat(frame.path("code").asText()).isEqualTo("BAD_REQUEST");
        }

        socket.sendText("{\"subscribe\": [\"tiers\"], \"intervalMs\": 100}", true)
                .join();

        assertThat(frames.next("tiers").has("full")).isTrue();
        socket.abort();
    }

    @Test
    void closesAfterTooManyMistakes() throws Exception {
        Frames frames = new Frames(true);
        WebSocket socket = open(frames);
        for (int mistake = 0; mistake < 11; mistake++) {
            socket.sendText("rubbish", true).join();
        }

        assertThat(frames.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    @Test
    void takesTheTokenFromTheAddress() throws Exception {
        Frames frames = new Frames(true);
        WebSocket socket = api.http()
                .newWebSocketBuilder()
                .buildAsync(address("?access_token=" + api.token()), frames)
                .join();
        socket.sendText("{\"subscribe\": [\"metrics\"]}", true);

        assertThat(frames.next("metrics").has("full")).isTrue();
        socket.abort();
    }

    @Test
    void refusesAStreamWithoutAToken() {
        CompletableFuture<WebSocket> refused =
                api.http().newWebSocketBuilder().buildAsync(address(""), new Frames(true));

        assertThat(refused).failsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    void endsAStreamWhoseTokenWasLoggedOut() throws Exception {
        TestApi once = TestApi.admin(server);
        Frames frames = new Frames(true);
        WebSocket socket = api.http()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + once.token())
                .buildAsync(address(""), frames)
                .join();
        socket.sendText("{\"subscribe\": [\"metrics\"], \"intervalMs\": 100}", true);
        frames.next("metrics");

        once.post("/api/auth/logout", "");

        assertThat(frames.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1008);
    }

    @Test
    void skipsFramesForASlowClientAndThenSendsTheNewest() throws Exception {
        try (LumaServer other = LumaServer.serve(bigNode(), Optional.of(TestApi.PASSWORD))) {
            TestApi its = TestApi.admin(other);
            Frames frames = new Frames(false);
            WebSocket socket = its.http()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + its.token())
                    .buildAsync(URI.create("ws://" + other.url().getAuthority() + "/api/v1/stream"), frames)
                    .join();
            socket.sendText("{\"subscribe\": [\"shards\"], \"intervalMs\": 100}", true)
                    .join();
            // Nothing is read: at 4 MB a frame the sockets' buffers fill with the first few, and no more are made.
            long before = System.nanoTime();
            QueryApiTest.await(() -> System.nanoTime() - before > TimeUnit.SECONDS.toNanos(3));

            socket.request(1);

            JsonNode first = frames.next();
            JsonNode last = frames.next();
            for (int more = 0; more < 3; more++) {
                last = frames.next();
            }
            // Thirty ticks have passed; a queue of old frames would number them all.
            assertThat(last.path("seq").asLong() - first.path("seq").asLong()).isLessThan(10);
            java.time.Instant newest = java.time.Instant.parse(last.path("at").asText());
            java.time.Instant oldest = java.time.Instant.parse(first.path("at").asText());
            assertThat(newest).isAfter(oldest.plusSeconds(2));
            socket.abort();
        }
    }

    private static MapNode bigNode() {
        MapNode big = new MapNode(MapNode.usualLimits());
        big.showShards(10_000);
        return big;
    }
}
