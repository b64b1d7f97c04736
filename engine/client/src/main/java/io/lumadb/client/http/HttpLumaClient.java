package io.lumadb.client.http;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** {@link LumaClient} over HTTP. Stateless but for the token, which {@link TokenKeeper} holds and refreshes. */
public final class HttpLumaClient implements LumaClient {

    static final String API = "/api/v1";

    private final ConnectionAddress address;
    private final HttpTransport transport;
    private final TokenKeeper token;
    private final JsonCalls calls;
    private final QueryCalls queries;
    private final long timeoutMs;

    public HttpLumaClient(ConnectionAddress address) {
        this.address = address;
        this.timeoutMs = option("requestTimeoutMs", 65_000);
        this.transport = new HttpTransport(address, (int) option("connectTimeoutMs", 5_000));
        this.token = new TokenKeeper(transport, timeoutMs);
        this.calls = new JsonCalls(transport, token, timeoutMs);
        this.queries = new QueryCalls(transport, token, calls, timeoutMs);
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
        return calls.get("/version", ServerVersion.class);
    }

    @Override
    public CompletableFuture<Boolean> ready() {
        CompletableFuture<WholeResponse.Answer> answer = new CompletableFuture<>();
        transport.send(HttpCall.get("/health/ready", timeoutMs), new WholeResponse(answer));
        return answer.thenApply(response -> response.status() == 200);
    }

    @Override
    public CompletableFuture<QueryResult> query(QueryCall call) {
        return queries.whole(call);
    }

    @Override
    public CompletableFuture<QueryResult> stream(QueryCall call, Consumer<Value.Obj> onRow) {
        return queries.stream(call, onRow);
    }

    @Override
    public CompletableFuture<Void> cancelQuery(String id) {
        return queries.cancel(id);
    }

    @Override
    public CompletableFuture<String> explain(String language, String query) {
        return calls.post(API + "/explain", Map.of("language", language, "query", query))
                .thenApply(body -> WireJson.tree(body).path("plan").asText());
    }

    @Override
    public CompletableFuture<Translation> translate(String from, String to, String query) {
        return calls.post(API + "/translate", Map.of("from", from, "to", to, "query", query), Translation.class);
    }

    @Override
    public CompletableFuture<List<String>> translatable() {
        return calls.list(API + "/translate", "from", String.class);
    }

    @Override
    public CompletableFuture<List<Completion>> complete(String language, String query, int offset) {
        return calls.postForList(
                API + "/complete",
                Map.of("language", language, "query", query, "offset", offset),
                "completions",
                Completion.class);
    }

    @Override
    public CompletableFuture<Optional<Signature>> signature(String language, String query, int offset) {
        return calls.postForList(
                        API + "/signature",
                        Map.of("language", language, "query", query, "offset", offset),
                        "signatures",
                        Signature.class)
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletableFuture<List<TextToken>> tokens(String language, String query) {
        return calls.postForList(
                API + "/tokens", Map.of("language", language, "query", query), "tokens", TextToken.class);
    }

    private record Formatted(String query) {}

    @Override
    public CompletableFuture<String> format(String language, String query) {
        return calls.post(API + "/format", Map.of("language", language, "query", query), Formatted.class)
                .thenApply(Formatted::query);
    }

    @Override
    public CompletableFuture<List<CollectionSummary>> collections() {
        return calls.list(API + "/collections", "collections", CollectionSummary.class);
    }

    @Override
    public CompletableFuture<CollectionSummary> collection(String name) {
        return calls.get(collectionPath(name), CollectionSummary.class);
    }

    @Override
    public CompletableFuture<Void> createCollection(String name) {
        return calls.post(API + "/collections", Map.of("name", name)).thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<Void> dropCollection(String name) {
        return calls.delete(collectionPath(name));
    }

    @Override
    public CompletableFuture<IndexVerification> verifyIndex(String collection, String index) {
        return calls.post(
                collectionPath(collection) + "/indexes/" + encode(index) + "/verify",
                Map.of(),
                IndexVerification.class);
    }

    @Override
    public CompletableFuture<List<FieldSample>> sample(String collection) {
        return calls.list(collectionPath(collection) + "/sample", "fields", FieldSample.class);
    }

    @Override
    public CompletableFuture<Value.Obj> document(String collection, Value id) {
        return calls.answer(HttpCall.get(documentPath(collection, id), timeoutMs))
                .thenApply(answer -> {
                    Map<String, Value> fields = new LinkedHashMap<>(
                            WireJson.read(answer.body(), Value.Obj.class).fields());
                    fields.put(Document.REVISION, revision(answer.etag()));
                    return new Value.Obj(fields);
                });
    }

    @Override
    public CompletableFuture<Value> insert(String collection, Value.Obj document) {
        byte[] json = Json.relaxed(document).getBytes(StandardCharsets.UTF_8);
        return calls.send(HttpCall.of(HttpMethod.POST, collectionPath(collection) + "/documents", json, timeoutMs))
                .thenApply(body ->
                        Json.fromTree(WireJson.tree(body).path("insertedIds").path(0)));
    }

    @Override
    public CompletableFuture<Void> replace(String collection, Value id, Value.Obj document) {
        byte[] json = Json.relaxed(document).getBytes(StandardCharsets.UTF_8);
        return calls.send(HttpCall.of(HttpMethod.PUT, documentPath(collection, id), json, timeoutMs))
                .thenAccept(body -> {});
    }

    @Override
    public CompletableFuture<Void> delete(String collection, Value id) {
        return calls.delete(documentPath(collection, id));
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
        return calls.send(call).thenApply(body -> WireJson.read(body, ImportReport.class));
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
        return calls.get(API + "/cluster", ClusterStatus.class);
    }

    @Override
    public CompletableFuture<List<CoreReport>> cores() {
        return calls.list(API + "/cluster/cores", "cores", CoreReport.class);
    }

    @Override
    public CompletableFuture<TieringPolicyBody> tieringPolicy(String collection) {
        return calls.get(API + "/tiering/policies/" + encode(collection), TieringPolicyBody.class);
    }

    @Override
    public CompletableFuture<TieringPolicyBody> setTieringPolicy(String collection, TieringPolicyBody policy) {
        byte[] json = WireJson.write(policy);
        return calls.send(HttpCall.of(HttpMethod.PUT, API + "/tiering/policies/" + encode(collection), json, timeoutMs))
                .thenApply(body -> WireJson.read(body, TieringPolicyBody.class));
    }

    @Override
    public CompletableFuture<Void> dropTieringPolicy(String collection) {
        return calls.delete(API + "/tiering/policies/" + encode(collection));
    }

    @Override
    public CompletableFuture<TiersStatus> tiers() {
        return calls.get(API + "/tiering", TiersStatus.class);
    }

    @Override
    public CompletableFuture<WarmStatus> warm() {
        return calls.get(API + "/tiering/warm", WarmStatus.class);
    }

    @Override
    public CompletableFuture<ColdTier> scrub() {
        return calls.post(API + "/tiering/scrub", Map.of(), ColdTier.class);
    }

    @Override
    public CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit) {
        String filter = collection.map(name -> "&collection=" + encode(name)).orElse("");
        return calls.list(API + "/tiering/segments?limit=" + limit + filter, "segments", ColdSegment.class);
    }

    @Override
    public CompletableFuture<Long> move(MoveCall move) {
        return calls.post(API + "/tiering/move", move)
                .thenApply(body -> WireJson.tree(body).path("moved").asLong());
    }

    @Override
    public CompletableFuture<List<TierMove>> moves(int limit) {
        return calls.list(API + "/tiering/moves?limit=" + limit, "moves", TierMove.class);
    }

    @Override
    public CompletableFuture<TieringPreview> previewPolicy(PreviewCall call) {
        return calls.post(API + "/tiering/preview", call, TieringPreview.class);
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> pauseMoves() {
        return calls.post(API + "/tiering/pause", Map.of(), TiersStatus.Moving.class);
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> resumeMoves() {
        return calls.post(API + "/tiering/resume", Map.of(), TiersStatus.Moving.class);
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        return calls.get(documentPath(collection, id) + "/placement", Placement.class);
    }

    @Override
    public CompletableFuture<List<ClusterEvent>> events(long after) {
        return calls.list(API + "/events?after=" + after, "events", ClusterEvent.class);
    }

    @Override
    public LiveStream subscribe(Set<StreamListener.Topic> topics, int intervalMs, StreamListener listener) {
        return new ReconnectingStream(transport, token, topics, intervalMs, listener).open();
    }

    /** The revision in an ETag such as {@code "7"}. */
    private static Value revision(String etag) {
        String digits = etag.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? Value.NULL : Value.of(Long.parseLong(digits));
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
