package io.lumadb.query.execution;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.execution.operator.MemoryBudget;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import io.lumadb.query.execution.plan.PlanTree;
import io.lumadb.query.execution.planner.DatabaseStatistics;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.Languages;
import io.lumadb.query.language.Names;
import io.lumadb.query.language.Parameters;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Translator;
import io.lumadb.query.statement.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The query engine over a database. Thread-safe: what a query owns lives on its caller's thread. */
public final class LumaQueryEngine implements QueryEngine {

    private final Database database;
    private final InstantSource clock;
    private final long memoryBudgetBytes;
    private final SpillDirectory spill;
    private final Languages languages;
    private final Translator translator;
    private final CatalogNames names;
    private final ConcurrentHashMap<String, Running> running = new ConcurrentHashMap<>();

    /** An engine without a place for temporary files: a query that needs more than its memory fails with TOO_LARGE. */
    public LumaQueryEngine(Database database, InstantSource clock, long memoryBudgetBytes) {
        this(database, clock, memoryBudgetBytes, SpillDirectory.none());
    }

    /**
     * @param clock what NOW() and the languages' relative times are read from
     * @param memoryBudgetBytes what one query may hold in memory to sort, group, join and tell rows apart
     * @param spill where it puts what goes beyond that
     */
    public LumaQueryEngine(Database database, InstantSource clock, long memoryBudgetBytes, SpillDirectory spill) {
        this.database = database;
        this.clock = clock;
        this.memoryBudgetBytes = memoryBudgetBytes;
        this.spill = spill;
        this.languages = new Languages(clock);
        this.translator = new Translator(languages);
        this.names = new CatalogNames(database);
    }

    private record Running(QueryRequest request, Instant startedAt, QueryRun run) {}

    @Override
    public QuerySummary run(QueryRequest request, RowSink sink) {
        return tracked(request, run -> {
            Statement statement = parse(request.language(), request.text());
            return execute(statement, request, run, sink);
        });
    }

    /** Runs a statement that was made by a program; the request's text is only what the list of running queries shows. */
    public QuerySummary run(Statement statement, QueryRequest request, RowSink sink) {
        return tracked(request, run -> execute(statement, request, run, sink));
    }

    private interface Work {
        QuerySummary on(QueryRun run);
    }

    private QuerySummary tracked(QueryRequest request, Work work) {
        Instant startedAt = clock.instant();
        QueryRun run = new QueryRun(
                request.id(),
                request.consistency(),
                startedAt,
                request.timeout(),
                new MemoryBudget(memoryBudgetBytes),
                spill);
        if (running.putIfAbsent(request.id(), new Running(request, startedAt, run)) != null) {
            throw new LumaException(
                    ErrorCode.CONFLICT,
                    "a query with the id '" + request.id() + "' is running",
                    "give every query an id of its own");
        }
        try {
            return run.answering(() -> work.on(run));
        } finally {
            running.remove(request.id());
        }
    }

    private QuerySummary execute(Statement statement, QueryRequest request, QueryRun run, RowSink sink) {
        RowOutput output = new RowOutput(sink, request.maxRows(), run);
        StatementRunner.Outcome outcome = located(request.text(), () -> {
            Statement bound = Parameters.bind(statement, request.parameters());
            return new StatementRunner(database, run, new Catalog(database), output).run(bound);
        });
        return new QuerySummary(
                output.columns(),
                run.rows(),
                output.truncated(),
                outcome.written(),
                outcome.plan(),
                run.elapsed(),
                run.reads().counts());
    }

    @Override
    public Statement parse(Language language, String text) {
        return languages.of(language).parse(text, names);
    }

    @Override
    public Privileges privileges(Statement statement) {
        return StatementPrivileges.of(statement);
    }

    @Override
    public ExplainedPlan explain(Language language, String text) {
        Statement statement = parse(language, text);
        return located(text, () -> ExplainedPlan.of(plan(statement)));
    }

    @Override
    public void check(Statement statement) {
        plan(statement);
    }

    private PlanTree plan(Statement statement) {
        Catalog catalog = new Catalog(database);
        QueryPlanner planner = new QueryPlanner(catalog::require, new DatabaseStatistics(database), clock.instant());
        return new Explanation(database, planner, catalog).of(statement);
    }

    /** What is found out without the text at hand gets its place there. */
    private static <T> T located(String text, Supplier<T> work) {
        try {
            return work.get();
        } catch (QueryError problem) {
            throw problem.located(text);
        }
    }

    @Override
    public Translation translate(Language from, Language to, String text) {
        Translator.Translated translated = translator.translate(from, to, text, names);
        return new Translation(translated.text(), translated.notes());
    }

    @Override
    public boolean cancel(String id) {
        Running query = running.get(id);
        if (query == null) {
            return false;
        }
        query.run().cancel();
        return true;
    }

    @Override
    public List<RunningQuery> running() {
        return running.values().stream()
                .map(query -> new RunningQuery(
                        query.request().id(),
                        query.request().language(),
                        query.request().text(),
                        query.request().user(),
                        query.startedAt(),
                        query.run().reads().rowsScanned(),
                        query.run().rows()))
                .sorted(Comparator.comparing(RunningQuery::startedAt))
                .toList();
    }

    @Override
    public Names names() {
        return names;
    }

    /** Cancels what is running. */
    @Override
    public void close() {
        running.values().forEach(query -> query.run().cancel());
    }
}
