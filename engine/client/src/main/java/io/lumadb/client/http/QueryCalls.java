package io.lumadb.client.http;

import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.document.Value;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Queries, each under an id that it can be cancelled by. Thread-safe. */
final class QueryCalls {

    private final HttpTransport transport;
    private final TokenKeeper token;
    private final JsonCalls calls;
    private final long timeoutMs;

    QueryCalls(HttpTransport transport, TokenKeeper token, JsonCalls calls, long timeoutMs) {
        this.transport = transport;
        this.token = token;
        this.calls = calls;
        this.timeoutMs = timeoutMs;
    }

    /** All rows in one answer. */
    CompletableFuture<QueryResult> whole(QueryCall call) {
        QueryCall named = named(call);
        CompletableFuture<QueryResult> result =
                calls.send(queryCall(named)).thenApply(body -> WireJson.read(body, QueryResult.class));
        return cancelOnServer(result, named);
    }

    /** Rows one by one as they come; the answer has none. */
    CompletableFuture<QueryResult> stream(QueryCall call, Consumer<Value.Obj> onRow) {
        QueryCall named = named(call);
        CompletableFuture<StreamedResponse> head = new CompletableFuture<>();
        HttpCall http = token.authorize(queryCall(named)).with("Accept", "application/x-ndjson");
        HttpCall untimed = new HttpCall(http.method(), http.path(), http.headers(), http.body(), 0);
        transport.send(untimed, new StreamedResponse(head));
        CompletableFuture<QueryResult> result = new CompletableFuture<>();
        head.whenComplete((response, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                Thread.ofVirtual().name("lumadb-rows").start(() -> NdjsonRows.read(response, onRow, result));
            }
        });
        return cancelOnServer(result, named);
    }

    private static QueryCall named(QueryCall call) {
        return call.id() == null ? call.withId(UUID.randomUUID().toString()) : call;
    }

    private HttpCall queryCall(QueryCall call) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("language", call.language());
        body.put("query", call.query());
        if (!call.parameters().isEmpty()) {
            body.put("parameters", call.parameters());
        }
        putIfPresent(body, "timeoutMs", call.timeoutMs());
        putIfPresent(body, "maxRows", call.maxRows());
        putIfPresent(body, "consistency", call.consistency());
        long patience = call.timeoutMs() == null ? timeoutMs : call.timeoutMs() + 5_000;
        HttpCall http = HttpCall.of(HttpMethod.POST, HttpLumaClient.API + "/query", WireJson.write(body), patience);
        return call.id() == null ? http : http.with("X-Query-Id", call.id());
    }

    private static void putIfPresent(Map<String, Object> body, String key, @Nullable Object value) {
        if (value != null) {
            body.put(key, value);
        }
    }

    /** A cancelled future must not leave the server working. */
    private <T> CompletableFuture<T> cancelOnServer(CompletableFuture<T> result, QueryCall call) {
        result.whenComplete((value, failure) -> {
            if (result.isCancelled() && call.id() != null) {
                cancel(call.id());
            }
        });
        return result;
    }

    CompletableFuture<Void> cancel(String id) {
        return calls.delete(HttpLumaClient.API + "/queries/" + HttpLumaClient.encode(id));
    }
}
