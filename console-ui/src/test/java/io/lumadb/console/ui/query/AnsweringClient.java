package io.lumadb.console.ui.query;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.model.Completion;
import io.lumadb.client.model.Problem;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.client.model.Signature;
import io.lumadb.client.model.TextToken;
import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.fixture.ScriptedClient;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A client that remembers what it was asked, and answers when and as the test says. */
final class AnsweringClient extends ScriptedClient {

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

    AnsweringClient() {
        super(ConnectionAddress.of("127.0.0.1", 8080));
    }

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
    public void close() {
        queries.forEach(asked -> asked.answer().cancel(true));
        super.close();
    }
}
