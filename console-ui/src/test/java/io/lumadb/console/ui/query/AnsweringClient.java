package io.lumadb.console.ui.query;

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
import io.lumadb.client.model.Problem;
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
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A client that remembers what it was asked, and answers when and as the test says. */
final class AnsweringClient implements LumaClient {

    /** A query under way: the test sends its rows and its end. */
    record Asked(QueryCall call, Consumer<Value.Obj> onRow, CompletableFuture<QueryResult> answer) {

        void row(Value.Obj row) {
            onRow.accept(row);
        }

        void done(String... columns) {
            answer.complete(result(List.of(columns), null));
        }

        void changed(long documents) {
            answer.complete(result(List.of(), documents));
        }

        void fail(String detail, String hint, int offset, int length) {
            answer.completeExceptionally(problem(detail, hint, offset, length));
        }
    }

    record Asking<T>(String what, String text, CompletableFuture<T> answer) {}

    final List<Asked> queries = new CopyOnWriteArrayList<>();
    final List<Asking<String>> formats = new CopyOnWriteArrayList<>();
    final List<Asking<Translation>> translations = new CopyOnWriteArrayList<>();
    final List<Asking<List<Completion>>> completions = new CopyOnWriteArrayList<>();
    final List<Asking<Optional<Signature>>> signatures = new CopyOnWriteArrayList<>();
    final List<Asking<String>> explanations = new CopyOnWriteArrayList<>();

    List<String> translatable = List.of("lql", "nql", "jql");
    Consumer<Asked> onQuery = asked -> {};
    Consumer<Asking<Translation>> onTranslate = asked -> {};
    Consumer<Asking<List<Completion>>> onComplete = asked -> {};
    Consumer<Asking<Optional<Signature>>> onSignature = asked -> asked.answer().complete(Optional.empty());

    static QueryResult result(List<String> columns, Long affected) {
        return new QueryResult(
                columns,
                List.of(),
                0,
                false,
                affected,
                null,
                null,
                null,
                null,
                4.2,
                null,
                new QueryResult.Stats(
                        528,
                        611_000,
                        Map.of(
                                "hot", new QueryResult.TierReads(212, 246_000),
                                "warm", new QueryResult.TierReads(251, 291_000),
                                "cold", new QueryResult.TierReads(65, 74_000))));
    }

    static ClientException problem(String detail, String hint, int offset, int length) {
        return new ClientException(
                ErrorCode.SYNTAX_ERROR,
                new Problem(
                        "about:blank",
                        "The query text cannot be read",
                        400,
                        detail,
                        "SYNTAX_ERROR",
                        hint,
                        new Problem.Position(offset, length, 1, offset + 1)));
    }

    @Override
    public CompletableFuture<QueryResult> stream(QueryCall call, Consumer<Value.Obj> onRow) {
        Asked asked = new Asked(call, onRow, new CompletableFuture<>());
        queries.add(asked);
        onQuery.accept(asked);
        return asked.answer();
    }

    @Override
    public CompletableFuture<Translation> translate(String from, String to, String query) {
        Asking<Translation> asked = new Asking<>(from + " to " + to, query, new CompletableFuture<>());
        translations.add(asked);
        onTranslate.accept(asked);
        return asked.answer();
    }

    @Override
    public CompletableFuture<String> format(String language, String query) {
        Asking<String> asked = new Asking<>(language, query, new CompletableFuture<>());
        formats.add(asked);
        return asked.answer();
    }

    @Override
    public CompletableFuture<List<String>> translatable() {
        return CompletableFuture.completedFuture(translatable);
    }

    @Override
    public CompletableFuture<Optional<Signature>> signature(String language, String query, int offset) {
        Asking<Optional<Signature>> asked = new Asking<>(language + " at " + offset, query, new CompletableFuture<>());
        signatures.add(asked);
        onSignature.accept(asked);
        return asked.answer();
    }

    @Override
    public CompletableFuture<List<TextToken>> tokens(String language, String query) {
        throw new AssertionError("the editor colours its text itself");
    }

    @Override
    public CompletableFuture<List<Completion>> complete(String language, String query, int offset) {
        Asking<List<Completion>> asked = new Asking<>(language + " at " + offset, query, new CompletableFuture<>());
        completions.add(asked);
        onComplete.accept(asked);
        return asked.answer();
    }

    @Override
    public CompletableFuture<String> explain(String language, String query) {
        Asking<String> asked = new Asking<>(language, query, new CompletableFuture<>());
        explanations.add(asked);
        return asked.answer();
    }

    @Override
    public ConnectionAddress address() {
        return ConnectionAddress.of("127.0.0.1", 8080);
    }

    @Override
    public void close() {
        queries.forEach(asked -> asked.answer().cancel(true));
    }

    @Override
    public CompletableFuture<Session> login(String username, String password) {
        return unscripted("login");
    }

    @Override
    public CompletableFuture<ServerVersion> version() {
        return unscripted("version");
    }

    @Override
    public CompletableFuture<Boolean> ready() {
        return unscripted("ready");
    }

    @Override
    public CompletableFuture<QueryResult> query(QueryCall call) {
        return unscripted("query");
    }

    @Override
    public CompletableFuture<Void> cancelQuery(String id) {
        return unscripted("cancelQuery");
    }

    @Override
    public CompletableFuture<List<CollectionSummary>> collections() {
        return unscripted("collections");
    }

    @Override
    public CompletableFuture<IndexVerification> verifyIndex(String collection, String index) {
        return unscripted("verifyIndex");
    }

    @Override
    public CompletableFuture<CollectionSummary> collection(String name) {
        return unscripted("collection");
    }

    @Override
    public CompletableFuture<Void> createCollection(String name) {
        return unscripted("createCollection");
    }

    @Override
    public CompletableFuture<Void> dropCollection(String name) {
        return unscripted("dropCollection");
    }

    @Override
    public CompletableFuture<List<FieldSample>> sample(String collection) {
        return unscripted("sample");
    }

    @Override
    public CompletableFuture<Value.Obj> document(String collection, Value id) {
        return unscripted("document");
    }

    @Override
    public CompletableFuture<Value> insert(String collection, Value.Obj document) {
        return unscripted("insert");
    }

    @Override
    public CompletableFuture<Void> replace(String collection, Value id, Value.Obj document) {
        return unscripted("replace");
    }

    @Override
    public CompletableFuture<Void> delete(String collection, Value id) {
        return unscripted("delete");
    }

    @Override
    public CompletableFuture<ImportReport> importDocuments(
            String collection, InputStream in, String format, boolean skipErrors, LongConsumer onBytes) {
        return unscripted("importDocuments");
    }

    @Override
    public CompletableFuture<InputStream> exportDocuments(String collection, String format) {
        return unscripted("exportDocuments");
    }

    @Override
    public CompletableFuture<ClusterStatus> cluster() {
        return unscripted("cluster");
    }

    @Override
    public CompletableFuture<TieringPolicyBody> tieringPolicy(String collection) {
        return unscripted("tieringPolicy");
    }

    @Override
    public CompletableFuture<TieringPolicyBody> setTieringPolicy(String collection, TieringPolicyBody policy) {
        return unscripted("setTieringPolicy");
    }

    @Override
    public CompletableFuture<Long> move(MoveCall call) {
        return unscripted("move");
    }

    @Override
    public CompletableFuture<List<TierMove>> moves(int limit) {
        return unscripted("moves");
    }

    @Override
    public CompletableFuture<TieringPreview> previewPolicy(PreviewCall call) {
        return unscripted("previewPolicy");
    }

    @Override
    public CompletableFuture<List<CoreReport>> cores() {
        return unscripted("cores");
    }

    @Override
    public CompletableFuture<TiersStatus> tiers() {
        return unscripted("tiers");
    }

    @Override
    public CompletableFuture<WarmStatus> warm() {
        return unscripted("warm");
    }

    @Override
    public CompletableFuture<ColdTier> scrub() {
        return unscripted("scrub");
    }

    @Override
    public CompletableFuture<List<ColdSegment>> segments(Optional<String> collection, int limit) {
        return unscripted("segments");
    }

    @Override
    public CompletableFuture<Void> dropTieringPolicy(String collection) {
        return unscripted("dropTieringPolicy");
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> pauseMoves() {
        return unscripted("pauseMoves");
    }

    @Override
    public CompletableFuture<TiersStatus.Moving> resumeMoves() {
        return unscripted("resumeMoves");
    }

    @Override
    public CompletableFuture<Placement> placement(String collection, Value id) {
        return unscripted("placement");
    }

    @Override
    public CompletableFuture<List<ClusterEvent>> events(long after) {
        return unscripted("events");
    }

    @Override
    public LiveStream subscribe(Set<StreamListener.Topic> topics, int intervalMs, StreamListener listener) {
        return () -> listener.onState(StreamListener.State.CLOSED, "");
    }

    private static <T> CompletableFuture<T> unscripted(String call) {
        return CompletableFuture.failedFuture(new IllegalStateException("this test does not script " + call));
    }
}
