package io.lumadb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.StreamListener;
import io.lumadb.client.model.ClusterEvent;
import io.lumadb.client.model.ClusterStatus;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.Completion;
import io.lumadb.client.model.CoreReport;
import io.lumadb.client.model.FieldSample;
import io.lumadb.client.model.ImportReport;
import io.lumadb.client.model.IndexVerification;
import io.lumadb.client.model.MoveCall;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.PreviewCall;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.client.model.ServerVersion;
import io.lumadb.client.model.Session;
import io.lumadb.client.model.Signature;
import io.lumadb.client.model.TextToken;
import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TieringPolicyBody;
import io.lumadb.client.model.TieringPreview;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.Translation;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.netty.handler.codec.http.HttpMethod;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** {@link LumaClient} over HTTP. Stateless but for the token, which {@link TokenKeeper} holds and refreshes. */
public final class HttpLumaClient implements LumaClient {

    private static final String API = "/api/v1";

    private final ConnectionAddress address;
    private final HttpTransport transport;
    private final TokenKeeper token;
    private final long timeoutMs;

    public HttpLumaClient(ConnectionAddress address) {
        this.address = address;
        this.timeoutMs = option("requestTimeoutMs", 65_000);
        this.transport = new HttpTransport(address, (int) option("connectTimeoutMs", 5_000));
        this.token = new TokenKeeper(transport, timeoutMs);
    }

    private long option(String name, long fallback) {
        String text = address.options().get(name);
        try {
            return text == null ? fallback : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ClientException(
                    ErrorCode.BAD_REQUEST, "option " + name + " wants milliseconds, not '" + text + "'", null, e);
        }
    }

    @Override
    public ConnectionAddress address() {
        return address;
    }

    @Override
    public CompletableFuture<Session> login(String username, String password) {
        return token.login(username, password);
    }

    @Override
    public Optional<String> token() {
        return Optional.ofNullable(token.token());
    }

    @Override
    public CompletableFuture<ServerVersion> version() {
        return get("/version").thenApply(body -> WireJson.read(body, ServerVersion.class));
    }

    @Override
    public CompletableFuture<Boolean> ready() {
        CompletableFuture<WholeResponse.Answer> answer = new CompletableFuture<>();
        transport.send(HttpCall.get("/health/ready", timeoutMs), new WholeResponse(answer));
        return answer.thenApply(response -> response.status() == 200);
    }

    @Override
    public CompletableFuture<QueryResult> query(QueryCall call) {
        QueryCall named = named(call);
        CompletableFuture<QueryResult> result =
                send(queryCall(named)).thenApply(body -> WireJson.read(body, QueryResult.class));
        return cancelOnServer(result, named);
    }

    @Override
    public CompletableFuture<QueryResult> stream(QueryCall call, Consumer<Value.Obj> onRow) {
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
        HttpCall http = HttpCall.of(HttpMethod.POST, API + "/query", WireJson.write(body), patience);
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
                cancelQuery(call.id());
            }
        });
        return result;
    }

    @Override
    public CompletableFuture<Void> cancelQuery(String id) {
        return call(HttpMethod.DELETE, API + "/queries/" + encode(id)).thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<String> explain(String language, String query) {
        return post(API + "/explain", Map.of("language", language, "query", query))
                .thenApply(body -> WireJson.tree(body).path("plan").asText());
    }

    @Override
    public CompletableFuture<Translation> translate(String from, String to, String query) {
        return post(API + "/translate", Map.of("from", from, "to", to, "query", query))
                .thenApply(body -> WireJson.read(body, Translation.class));
    }

    @Override
    public CompletableFuture<List<String>> translatable() {
        return call(HttpMethod.GET, API + "/translate").thenApply(list("from", String.class));
    }

    @Override
    public CompletableFuture<List<Completion>> complete(String language, String query, int offset) {
        return post(API + "/complete", Map.of("language", language, "query", query, "offset", offset))
                .thenApply(list("completions", Completion.class));
    }

    @Override
    public CompletableFuture<Optional<Signature>> signature(String language, String query, int offset) {
        return post(API + "/signature", Map.of("language", language, "query", query, "offset", offset))
                .thenApply(list("signatures", Signature.class))
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletableFuture<List<TextToken>> tokens(String language, String query) {
        return post(API + "/tokens", Map.of("language", language, "query", query))
                .thenApply(list("tokens", TextToken.class));
    }

    private record Formatted(String query) {}

    @Override
    public CompletableFuture<String> format(String language, String query) {
        return post(API + "/format", Map.of("language", language, "query", query))
                .thenApply(body -> WireJson.read(body, Formatted.class).query());
    }

    @Override
    public CompletableFuture<List<CollectionSummary>> collections() {
        return get(API + "/collections").thenApply(list("collections", CollectionSummary.class));
    }

    @Override
    public CompletableFuture<CollectionSummary> collection(String name) {
        return get(collectionPath(name)).thenApply(body -> WireJson.read(body, CollectionSummary.class));
    }

    @Override
    public CompletableFuture<Void> createCollection(String name) {
        return post(API + "/collections", Map.of("name", name)).thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<Void> dropCollection(String name) {
        return call(HttpMethod.DELETE, collectionPath(name)).thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<IndexVerification> verifyIndex(String collection, String index) {
        return post(collectionPath(collection) + "/indexes/" + encode(index) + "/verify", Map.of())
                .thenApply(body -> WireJson.read(body, IndexVerification.class));
    }

    @Override
    public CompletableFuture<List<FieldSample>> sample(String collection) {
        return get(collectionPath(collection) + "/sample").thenApply(list("fields", FieldSample.class));
    }

    @Override
    public CompletableFuture<Value.Obj> document(String collection, Value id) {
        return answer(HttpCall.get(documentPath(collection, id), timeoutMs)).thenApply(answer -> {
            Map<String, Value> fields = new LinkedHashMap<>(
                    WireJson.read(answer.body(), Value.Obj.class).fields());
            fields.put(Document.REVISION, revision(answer.etag()));
            return new Value.Obj(fields);
        });
    }

    @Override
    public CompletableFuture<Value> insert(String collection, Value.Obj document) {
        byte[] json = Json.relaxed(document).getBytes(StandardCharsets.UTF_8);
        return send(HttpCall.of(HttpMethod.POST, collectionPath(collection) + "/documents", json, timeoutMs))
                .thenApply(body ->
                        Json.fromTree(WireJson.tree(body).path("insertedIds").path(0)));
    }

    @Override
    public CompletableFuture<Void> replace(String collection, Value id, Value.Obj document) {
        byte[] json = Json.relaxed(document).getBytes(StandardCharsets.UTF_8);
        return send(HttpCall.of(HttpMethod.PUT, documentPath(collection, id), json, timeoutMs))
                .thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<Void> delete(String collection, Value id) {
        return call(HttpMethod.DELETE, documentPath(collection, id)).thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<ImportReport> importDocuments(
            String collection, InputStream in, String format, boolean skipErrors, LongConsumer onBytes) {
        String type = switch (format) {
            case "ndjson" -> "application/x-ndjson";
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            default ->
                throw new ClientException(
                        ErrorCode.BAD_REQUEST, "unknown format '" + format + "'", "use ndjson, json or csv", null);
        };
        HttpCall call = new HttpCall(
                HttpMethod.POST,
                collectionPath(collection) + "/import?onError=" + (skipErrors ? "skip" : "stop"),
                Map.of("Content-Type", type),
                new HttpCall.Body.Streamed(in, onBytes),
                0);
        return send(call).thenApply(body -> WireJson.read(body, ImportReport.class));
    }

    @Override
    public CompletableFuture<InputStream> exportDocuments(String collection, String format) {
        CompletableFuture<StreamedResponse> head = new CompletableFuture<>();
        HttpCall call = HttpCall.get(collectionPath(collection) + "/export?format=" + encode(format), 0);
        transport.send(token.authorize(call), new StreamedResponse(head));
        return head.thenCompose(HttpLumaClient::successful);
    }

    private static CompletableFuture<InputStream> successful(StreamedResponse response) {
        CompletableFuture<InputStream> result = new CompletableFuture<>();
        if (response.status() / 100 == 2) {
            result.complete(response);
        } else {
            // Never wait for bytes on the event loop that brings them.
            Thread.ofVirtual().start(() -> result.completeExceptionally(NdjsonRows.failureOf(response)));
        }
        return result;
    }

    @Override
    public CompletableFuture<ClusterStatus> cluster() {
        return get(API + "/cluster").thenApply(body -> WireJson.read(body, ClusterStatus.class));
    }

    @Override
    public CompletableFuture<List<CoreReport>> cores() {
        return get(API + "/cluster/cores").thenApply(list("cores", CoreReport.class));
    }

    @Override
    public CompletableFuture<TieringPolicyBody> tieringPolicy(String collection) {
        return get(API + "/tiering/policies/" + encode(collection))
                .thenApply(body -> WireJson.read(body, TieringPolicyBody.class));
    }

    @Override
    public CompletableFuture<TieringPolicyBody> setTieringPolicy(String collection, TieringPolicyBody policy) {
        byte[] json = WireJson.write(policy);
        return send(HttpCall.of(HttpMethod.PUT, API + "/tiering/policies/" + encode(collection), json, timeoutMs))
                .thenApply(body -> WireJson.read(body, TieringPolicyBody.class));
    }

    @Override
    public CompletableFuture<Void> dropTieringPolicy(String collection) {
        return call(HttpMethod.DELETE, API + "/tiering/policies/" + encode(collection))
                .thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<TiersStatus> tiers() {
        return get(API + "/tiering").thenApply(body -> WireJson.read(body, TiersStatus.class));
    }

    @Override
    public CompletableFuture<WarmStatus> warm() {
        return get(API + "/tiering/warm").thenApply(body -> WireJson.read(body, WarmStatus.class));
    }

    @Override
    public CompletableFuture<ColdTier> scrub() {
        return post(API + "/tiering/scrub", Map.of()).thenApply(body -> WireJson.read(body, ColdTier.class));
    }

    @Override
    public CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit) {
        String filter = collection.map(name -> "&collection=" + encode(name)).orElse("");
        return get(API + "/tiering/segments?limit=" + limit + filter).thenApply(list("segments", ColdSegment.class));
    }

    @Override
    public CompletableFuture<Long> move(MoveCall move) {
        return post(API + "/tiering/move", move)
                .thenApply(body -> WireJson.tree(body).path("moved").asLong());
    }

    @Override
    public CompletableFuture<List<TierMove>> moves(int limit) {
        return get(API + "/tiering/moves?limit=" + limit).thenApply(list("moves", TierMove.class));
    }

    @Override
    public CompletableFuture<TieringPreview> previewPolicy(PreviewCall call) {
        return post(API + "/tiering/preview", call).thenApply(body -> WireJson.read(body, TieringPreview.class));
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> pauseMoves() {
        return post(API + "/tiering/pause", Map.of()).thenApply(body -> WireJson.read(body, TiersStatus.Moving.class));
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> resumeMoves() {
        return post(API + "/tiering/resume", Map.of()).thenApply(body -> WireJson.read(body, TiersStatus.Moving.class));
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        return get(documentPath(collection, id) + "/placement").thenApply(body -> WireJson.read(body, Placement.class));
    }

    @Override
    public CompletableFuture<List<ClusterEvent>> events(long after) {
        return get(API + "/events?after=" + after).thenApply(list("events", ClusterEvent.class));
    }

    @Override
    public LiveStream subscribe(Set<StreamListener.Topic> topics, int intervalMs, StreamListener listener) {
        return new ReconnectingStream(transport, token, topics, intervalMs, listener).open();
    }

    private CompletableFuture<byte[]> get(String path) {
        return send(HttpCall.get(path, timeoutMs));
    }

    private CompletableFuture<byte[]> call(HttpMethod method, String path) {
        return send(HttpCall.of(method, path, null, timeoutMs));
    }

    private CompletableFuture<byte[]> post(String path, Object body) {
        return send(HttpCall.of(HttpMethod.POST, path, WireJson.write(body), timeoutMs));
    }

    private CompletableFuture<byte[]> send(HttpCall call) {
        return answer(call).thenApply(WholeResponse.Answer::body);
    }

    private CompletableFuture<WholeResponse.Answer> answer(HttpCall call) {
        CompletableFuture<WholeResponse.Answer> answer = new CompletableFuture<>();
        transport.send(token.authorize(call), new WholeResponse(answer));
        return answer.thenApply(WireJson::successful);
    }

    /** The revision in an ETag such as {@code "7"}. */
    private static Value revision(String etag) {
        String digits = etag.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? Value.NULL : Value.of(Long.parseLong(digits));
    }

    private static <T> Function<byte[], List<T>> list(String field, Class<T> type) {
        return body -> {
            List<T> items = new ArrayList<>();
            JsonNode tree = WireJson.tree(body);
            (tree.isArray() ? tree : tree.path(field)).forEach(item -> items.add(WireJson.convert(item, type)));
            return items;
        };
    }

    private static String collectionPath(String name) {
        return API + "/collections/" + encode(name);
    }

    private static String documentPath(String collection, Value id) {
        String text = id instanceof Value.Text(String value) ? value : Json.relaxed(id);
        return collectionPath(collection) + "/documents/" + encode(text);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        token.close();
        transport.close();
    }
}
