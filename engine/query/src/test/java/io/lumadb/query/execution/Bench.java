package io.lumadb.query.execution;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.InMemoryDatabase;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.language.Language;
import io.lumadb.query.statement.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An engine over maps, asked as a client asks it. */
final class Bench {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final AtomicLong QUERIES = new AtomicLong();

    final InMemoryDatabase database;
    final LumaQueryEngine engine;

    /** The last query's summary. */
    QuerySummary summary = new QuerySummary(
            List.of(),
            0,
            false,
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            Duration.ZERO,
            new QuerySummary.ReadCounts(0, 0, Map.of()));

    Bench() {
        this(3, 64 * 1024 * 1024);
    }

    Bench(int shards, long memoryBudgetBytes) {
        this.database = new InMemoryDatabase(shards);
        this.engine = new LumaQueryEngine(database, InstantSource.fixed(NOW), memoryBudgetBytes);
    }

    /** Stores relaxed JSON documents in a collection, made when needed. */
    Bench with(String collection, String... documents) {
        lql("CREATE COLLECTION IF NOT EXISTS " + collection);
        for (String document : documents) {
            Statement insert = new Statement.Insert(
                    collection,
                    List.of(new io.lumadb.query.statement.Expression.Literal(Json.parseObject(document))),
                    false,
                    true);
            run(insert);
        }
        return this;
    }

    List<Value.Obj> lql(String text) {
        return ask(Language.LQL, text, Map.of());
    }

    List<Value.Obj> jql(String text) {
        return ask(Language.JQL, text, Map.of());
    }

    List<Value.Obj> ask(Language language, String text, Map<String, Value> parameters) {
        List<Value.Obj> rows = new ArrayList<>();
        summary = engine.run(request(language, text, parameters), rows::add);
        return rows;
    }

    /** Rows as relaxed JSON. */
    List<String> json(String lql) {
        return lql(lql).stream().map(Json::relaxed).toList();
    }

    List<Value.Obj> run(Statement statement) {
        List<Value.Obj> rows = new ArrayList<>();
        summary = engine.run(statement, request(Language.LQL, "", Map.of()), rows::add);
        return rows;
    }

    /** The single value of a SELECT of one expression. */
    Value value(String expression) {
        List<Value.Obj> rows = lql("SELECT " + expression + " AS v");
        return rows.getFirst().get("v");
    }

    QuerySummary.WriteCounts written() {
        return summary.affected().orElseThrow();
    }

    static QueryRequest request(Language language, String text, Map<String, Value> parameters) {
        return new QueryRequest(
                "q" + QUERIES.incrementAndGet(),
                language,
                text,
                parameters,
                Duration.ofSeconds(20),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                "tester");
    }
}
