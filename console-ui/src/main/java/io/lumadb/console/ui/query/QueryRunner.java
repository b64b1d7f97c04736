package io.lumadb.console.ui.query;

import io.lumadb.client.ClientException;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.console.ui.query.result.ResultRows;
import io.lumadb.console.ui.query.result.ResultViewModel;
import io.lumadb.console.ui.query.result.RowStore;
import io.lumadb.console.ui.query.result.RunFigures;
import io.lumadb.console.ui.query.result.RunMessage;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementNature;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.HistoryEntry;
import io.lumadb.console.ui.theme.Figures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of one tab, one after the other, and gives them up at once when asked to. Belongs to the FX thread; what
 * arrives late from a run that is over is dropped.
 */
public final class QueryRunner implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);

    private final ConsoleSession session;
    private final Threads threads;
    private final InstantSource clock;
    private final RowStore.Limits limits;
    private final ResultViewModel result;
    private final Runnable onHistory;
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.IDLE);
    private final ReadOnlyObjectWrapper<@Nullable RunProblem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WriteQuestion> question = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper("");
    private @Nullable Run current;

    /** A write on a production connection that waits for a yes. */
    public record WriteQuestion(String text, Script script) {}

    /**
     * Statements to run.
     *
     * @param text the editor's text that they come from
     */
    public record Script(QueryLanguage language, String text, List<StatementRange> statements) {}

    /** What is under way. {@code wanted} is read on the client's thread. */
    private static final class Run {
        private final Script script;
        private final long startedMillis;
        private int index;
        private @Nullable CompletableFuture<?> request;
        private volatile boolean wanted = true;

        Run(Script script, long startedMillis) {
            this.script = script;
            this.startedMillis = startedMillis;
        }

        StatementRange statement() {
            return script.statements().get(index);
        }
    }

    QueryRunner(
            ConsoleSession session,
            Threads threads,
            InstantSource clock,
            RowStore.Limits limits,
            ResultViewModel result,
            Runnable onHistory) {
        this.session = session;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
        this.result = result;
        this.onHistory = onHistory;
    }

    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public boolean running() {
        return state.get() == RunState.RUNNING;
    }

    /** Why the last run failed; null when it did not. */
    public ReadOnlyObjectProperty<@Nullable RunProblem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What has to be confirmed before it runs; null when nothing has. */
    public ReadOnlyObjectProperty<@Nullable WriteQuestion> questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** How long the run has taken so far, or took; empty before the first. */
    public ReadOnlyStringProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /** Runs statements after checking what the connection allows; on production, writes are asked about first. */
    public void run(Script script) {
        question.set(null);
        if (script.statements().isEmpty()) {
            refuse("There is nothing to run", "write a statement, or open an example");
            return;
        }
        List<String> writes = script.statements().stream()
                .map(StatementRange::text)
                .filter(text -> StatementNature.of(script.language(), text) == StatementNature.WRITE)
                .map(text -> StatementNature.verb(script.language(), text))
                .distinct()
                .toList();
        String verbs = String.join(", ", writes);
        if (!writes.isEmpty() && !session.writable()) {
            refuse(
                    "This connection is read-only: " + verbs + " was not sent",
                    "open the connection without read-only to change data");
        } else if (!writes.isEmpty() && session.connection().production()) {
            question.set(new WriteQuestion(
                    verbs + " will change data on " + session.connection().name() + ", a production connection",
                    script));
        } else {
            start(script);
        }
    }

    /** Shows what is wrong with the text, though nothing ran. */
    void report(RunProblem why) {
        problem.set(why);
    }

    private void refuse(String message, String hint) {
        cancel();
        result.begin();
        problem.set(new RunProblem(message, hint, null));
        state.set(RunState.FAILED);
        elapsed.set("");
        result.messages().add(new RunMessage(RunMessage.Kind.FAILED, clock.instant(), "", message, null));
    }

    /** Yes, run it. */
    public void confirm() {
        WriteQuestion asked = question.get();
        question.set(null);
        if (asked != null) {
            start(asked.script());
        }
    }

    /** No, leave it. */
    public void dismiss() {
        question.set(null);
    }

    /** Shows the plan of a statement without running it. */
    public void explain(QueryLanguage language, String text, StatementRange statement) {
        Run run = begin(new Script(language, text, List.of(statement)));
        result.beginPlan();
        CompletableFuture<String> request = session.client().explain(language.wireName(), statement.text());
        run.request = request;
        request.whenComplete((plan, failure) -> onFx(run, () -> {
            if (failure != null) {
                failed(run, failure);
            } else {
                result.showPlan(Objects.requireNonNull(plan));
                note(run, RunMessage.Kind.DONE, "explained, see the plan", null);
                finish(run, RunState.DONE);
            }
        }));
    }

    private void start(Script script) {
        Run run = begin(script);
        result.begin();
        next(run);
    }

    private Run begin(Script script) {
        cancel();
        Run run = new Run(script, clock.millis());
        current = run;
        problem.set(null);
        state.set(RunState.RUNNING);
        tick(run);
        return run;
    }

    private void tick(Run run) {
        if (current == run) {
            showElapsed(run);
            threads.delays().after(TICK, () -> tick(run));
        }
    }

    private void showElapsed(Run run) {
        elapsed.set(Figures.millis((double) (clock.millis() - run.startedMillis)));
    }

    private void next(Run run) {
        StatementRange statement = run.statement();
        long startedMillis = clock.millis();
        ResultRows rows = new ResultRows(threads, limits);
        rows.columnsProperty().subscribe((before, after) -> {
            if (current == run) {
                result.show(rows);
            }
        });
        QueryCall call = QueryCall.of(run.script.language().wireName(), statement.text())
                .withMaxRows(limits.rows())
                .withId(UUID.randomUUID().toString());
        CompletableFuture<QueryResult> request = session.client().stream(call, row -> {
            if (run.wanted && !rows.offer(row)) {
                run.wanted = false;
                threads.fx().execute(() -> full(run, rows, startedMillis));
            }
        });
        run.request = request;
        request.whenComplete((answer, failure) -> onFx(run, () -> {
            if (failure == null) {
                succeeded(run, rows, Objects.requireNonNull(answer));
            } else {
                remember(
                        run,
                        startedMillis,
                        rows.store().size(),
                        ClientException.of(failure).detail());
                failed(run, failure);
            }
        }));
    }

    private void onFx(Run run, Runnable action) {
        threads.fx().execute(() -> {
            if (current == run) {
                action.run();
            }
        });
    }

    private void succeeded(Run run, ResultRows rows, QueryResult answer) {
        rows.complete(Objects.requireNonNullElse(answer.columns(), List.of()));
        RunFigures figures = RunFigures.of(answer, rows.rows().size(), false);
        Long affected = figures.affected();
        if (affected == null || figures.rows() > 0) {
            result.show(rows);
        }
        if (answer.plan() != null) {
            result.showPlan(answer.plan());
        }
        long counted = affected == null ? figures.rows() : affected;
        String what = affected == null
                ? Figures.counted(counted, "row", "rows")
                : Figures.counted(counted, "document changed", "documents changed");
        finished(run, figures, counted, what + " in " + Figures.millis(figures.elapsedMs()));
    }

    /** The store holds as much as it may: what has come is the result. */
    private void full(Run run, ResultRows rows, long startedMillis) {
        if (current != run) {
            return;
        }
        CompletableFuture<?> request = run.request;
        rows.complete(List.of());
        result.show(rows);
        double millis = (double) (clock.millis() - startedMillis);
        RunFigures figures = new RunFigures(rows.rows().size(), true, null, millis, 0, 0, java.util.Map.of());
        finished(
                run,
                figures,
                figures.rows(),
                Figures.counted(figures.rows(), "row", "rows") + ", and then no room for more");
        if (request != null) {
            request.cancel(true);
        }
    }

    private void finished(Run run, RunFigures figures, long counted, String words) {
        result.show(figures);
        note(run, RunMessage.Kind.DONE, words, null);
        if (figures.cut()) {
            note(run, RunMessage.Kind.NOTE, "there are more rows than are kept here: add a LIMIT or a filter", null);
        }
        addHistory(run, figures.elapsedMs(), counted, null);
        run.index++;
        if (run.index < run.script.statements().size()) {
            run.wanted = true;
            next(run);
        } else {
            finish(run, RunState.DONE);
        }
    }

    private void failed(Run run, Throwable failure) {
        RunProblem why =
                RunProblem.of(failure, run.script.text(), run.statement().start());
        problem.set(why);
        RunProblem.Place place = why.place();
        note(
                run,
                RunMessage.Kind.FAILED,
                why.message(),
                place == null ? run.statement().start() : (Integer) place.offset());
        finish(run, RunState.FAILED);
    }

    private void finish(Run run, RunState end) {
        showElapsed(run);
        run.wanted = false;
        current = null;
        state.set(end);
    }

    private void note(Run run, RunMessage.Kind kind, String words, @Nullable Integer offset) {
        String first = run.statement().text().lines().findFirst().orElse("");
        result.messages().add(new RunMessage(kind, clock.instant(), first, words, offset));
    }

    private void remember(Run run, long startedMillis, long rows, @Nullable String error) {
        addHistory(run, (double) (clock.millis() - startedMillis), rows, error);
    }

    private void addHistory(Run run, double elapsedMs, long rows, @Nullable String error) {
        HistoryEntry entry = new HistoryEntry(
                clock.instant(),
                session.connection().name(),
                run.script.language().wireName(),
                run.statement().text(),
                elapsedMs,
                rows,
                error);
        threads.settings().execute(() -> {
            session.settings().addHistory(entry);
            threads.fx().execute(onHistory);
        });
    }

    /** Gives the run up: the tab is free when this returns, and the server is told to stop. */
    public void cancel() {
        Run run = current;
        if (run == null) {
            return;
        }
        finish(run, RunState.CANCELLED);
        note(run, RunMessage.Kind.NOTE, "cancelled", null);
        remember(run, run.startedMillis, 0, "cancelled");
        CompletableFuture<?> request = run.request;
        if (request != null) {
            request.cancel(true);
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
