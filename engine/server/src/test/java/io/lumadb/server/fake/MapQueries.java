package io.lumadb.server.fake;

import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.ExplainedPlan;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.execution.RowSink;
import io.lumadb.query.execution.RunningQuery;
import io.lumadb.query.execution.plan.PlanTree;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Understands a few made-up texts: {@code all NAME}, {@code count N} (N rows of numbers), {@code wait} (until cancelled),
 * {@code drop NAME}, {@code write NAME}, {@code explode}, {@code count N then fail}. Thread-safe.
 */
public final class MapQueries implements QueryEngine {

    private final MapDatabase database;
    private final Map<String, RunningQuery> running = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    MapQueries(MapDatabase database) {
        this.database = database;
    }

    @Override
    public QuerySummary run(QueryRequest request, RowSink sink) {
        String[] words = request.text().split(" ");
        running.put(
                request.id(),
                new RunningQuery(
                        request.id(), request.language(), request.text(), request.user(), Instant.now(), 0, 0));
        try {
            long rows = switch (words[0]) {
                case "all" -> all(words[1], request, sink);
                case "count" -> count(Long.parseLong(words[1]), sink);
                case "wait" -> waitForEver(request.id());
                case "explode" -> throw new IllegalStateException("a secret of the inside");
                default -> 0;
            };
            if (words.length == 4) {
                throw new LumaException(ErrorCode.TIMEOUT, "it took too long");
            }
            return summary(rows);
        } finally {
            running.remove(request.id());
        }
    }

    private long all(String collection, QueryRequest request, RowSink sink) {
        List<Value.Obj> rows = database.documentsOf(collection).values().stream()
                .limit(request.maxRows())
                .map(stored -> stored.document().toObject())
                .toList();
        rows.forEach(sink::accept);
        return rows.size();
    }

    private static long count(long rows, RowSink sink) {
        for (long n = 0; n < rows; n++) {
            sink.accept(new Value.Obj(Map.of("n", Value.of(n))));
        }
        return rows;
    }

    private long waitForEver(String id) {
        CountDownLatch cancelled = waiting.computeIfAbsent(id, _ -> new CountDownLatch(1));
        try {
            cancelled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LumaException(ErrorCode.CANCELLED, "the query was cancelled");
    }

    private static QuerySummary summary(long rows) {
        return new QuerySummary(
                List.of("n"),
                rows,
                false,
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(1),
                new QuerySummary.ReadCounts(
                        rows, rows * 10, Map.of(Tier.HOT, new QuerySummary.TierReads(rows, rows * 10))));
    }

    @Override
    public void check(Statement statement) {
        privileges(statement);
    }

    @Override
    public Statement parse(Language language, String text) {
        String[] words = text.split(" ");
        return switch (words[0]) {
            case "all" -> Statement.Select.all(MatchingRules.SQL, words[1]);
            case "drop" -> new Statement.DropCollection(words[1], false);
            case "write" -> new Statement.Insert(words[1], List.of(), false, true);
            case "count", "wait", "explode" -> new Statement.ShowCollections();
            default ->
                throw QueryError.syntax(
                        "'" + words[0] + "' is not understood", TextPosition.in(text, 0, words[0].length()), "try all");
        };
    }

    @Override
    public Privileges privileges(Statement statement) {
        return switch (statement) {
            case Statement.DropCollection drop -> new Privileges(List.of(), List.of(drop.name()), true);
            case Statement.Insert insert -> new Privileges(List.of(), List.of(insert.collection()), false);
            case Statement.Delete delete -> new Privileges(List.of(), List.of(delete.collection()), false);
            case Statement.Select select
            when select.from().orElse(null) instanceof Source.Collection(String name, var _) ->
                new Privileges(List.of(name), List.of(), false);
            default -> new Privileges(List.of(), List.of(), false);
        };
    }

    @Override
    public ExplainedPlan explain(Language language, String text) {
        return ExplainedPlan.of(PlanTree.of("Scan"));
    }

    @Override
    public Translation translate(Language from, Language to, String text) {
        return new Translation(to + ": " + text, List.of("a note"));
    }

    @Override
    public boolean cancel(String id) {
        CountDownLatch latch = waiting.get(id);
        if (latch == null) {
            return false;
        }
        latch.countDown();
        return true;
    }

    @Override
    public List<RunningQuery> running() {
        return List.copyOf(running.values());
    }

    @Override
    public Names names() {
        return Names.NONE;
    }

    @Override
    public void close() {}
}
