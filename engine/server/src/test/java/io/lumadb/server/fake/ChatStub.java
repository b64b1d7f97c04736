package io.lumadb.server.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lumadb.server.wire.ApiJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible endpoint on the loopback address that answers what it is told to. Thread-safe. */
public final class ChatStub implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile byte[] body = new byte[0];
    private volatile boolean silent;

    /** What a client sent. */
    public record Asked(String authorization, JsonNode body) {
        public String instructions() {
            return body.path("messages").path(0).path("content").asText();
        }

        public String question() {
            return body.path("messages").path(1).path("content").asText();
        }
    }

    public ChatStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
    }

    public List<Asked> asked() {
        return asked;
    }

    /** From here on the model says this. */
    public void says(String content) {
        answers(
                200,
                new String(
                        ApiJson.bytes(Map.of(
                                "object",
                                "chat.completion",
                                "choices",
                                List.of(Map.of("message", Map.of("role", "assistant", "content", content))))),
                        StandardCharsets.UTF_8));
    }

    public void answers(int withStatus, String withBody) {
        status = withStatus;
        body = withBody.getBytes(StandardCharsets.UTF_8);
        silent = false;
    }

    /** From here on it takes questions and answers none. */
    public void fallsSilent() {
        silent = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(new Asked(
                    authorization == null ? "" : authorization,
                    ApiJson.tree(exchange.getRequestBody().readAllBytes())));
            if (silent) {
                closing.await();
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
