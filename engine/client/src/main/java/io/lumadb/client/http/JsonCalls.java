package io.lumadb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls in the name of whoever is logged in, whose bodies and answers are JSON. Thread-safe. */
final class JsonCalls {

    private final HttpTransport transport;
    private final TokenKeeper token;
    private final long timeoutMs;

    JsonCalls(HttpTransport transport, TokenKeeper token, long timeoutMs) {
        this.transport = transport;
        this.token = token;
        this.timeoutMs = timeoutMs;
    }

    <T> CompletableFuture<T> get(String path, Class<T> type) {
        return send(HttpCall.get(path, timeoutMs)).thenApply(body -> WireJson.read(body, type));
    }

    /** The array that is the answer, or its field of that name. */
    <T> CompletableFuture<List<T>> list(String path, String field, Class<T> type) {
        return send(HttpCall.get(path, timeoutMs)).thenApply(body -> items(body, field, type));
    }

    CompletableFuture<byte[]> post(String path, Object body) {
        return send(HttpCall.of(HttpMethod.POST, path, WireJson.write(body), timeoutMs));
    }

    <T> CompletableFuture<T> post(String path, Object body, Class<T> type) {
        return post(path, body).thenApply(answer -> WireJson.read(answer, type));
    }

    /** As {@link #list}. */
    <T> CompletableFuture<List<T>> postForList(String path, Object body, String field, Class<T> type) {
        return post(path, body).thenApply(answer -> items(answer, field, type));
    }

    CompletableFuture<Void> delete(String path) {
        return send(HttpCall.of(HttpMethod.DELETE, path, null, timeoutMs)).thenAccept(body -> {});
    }

    CompletableFuture<byte[]> send(HttpCall call) {
        return answer(call).thenApply(WholeResponse.Answer::body);
    }

    /** Fails with a ClientException where the status is none of success. */
    CompletableFuture<WholeResponse.Answer> answer(HttpCall call) {
        CompletableFuture<WholeResponse.Answer> answer = new CompletableFuture<>();
        transport.send(token.authorize(call), new WholeResponse(answer));
        return answer.thenApply(WireJson::successful);
    }

    private static <T> List<T> items(byte[] body, String field, Class<T> type) {
        List<T> items = new ArrayList<>();
        JsonNode tree = WireJson.tree(body);
        (tree.isArray() ? tree : tree.path(field)).forEach(item -> items.add(WireJson.convert(item, type)));
        return items;
    }
}
