package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.editor.CompletionViewModel;
import io.lumadb.console.ui.query.editor.SignatureViewModel;
import io.lumadb.console.ui.query.result.ResultViewModel;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.text.Statements;
import io.lumadb.console.ui.query.timing.Debounce;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.QueryDraft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One editor tab: its text, its language, what it runs, and its draft, which follows the keys. Belongs to the FX thread. */
public final class QueryTabViewModel implements AutoCloseable {

    static final Duration DRAFT_DELAY = Duration.ofMillis(300);

    private final ConsoleSession session;
    private final Threads threads;
    private final String id;
    private final StringProperty title = new SimpleStringProperty();
    private final ObjectProperty<QueryLanguage> language = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty();
    private final IntegerProperty caret = new SimpleIntegerProperty();
    private final ResultViewModel result;
    private final QueryRunner runner;
    private final CompletionViewModel completion;
    private final SignatureViewModel signature;
    private final ScriptFormat format;
    private final QuestionViewModel question;
    private final Debounce draftDelay;
    private int position;
    private boolean discarded;

    QueryTabViewModel(
            ConsoleSession session,
            Threads threads,
            QueryDraft draft,
            ResultViewModel result,
            QueryRunner runner,
            CompletionViewModel completion,
            SignatureViewModel signature,
            QuestionViewModel question,
            ScriptFormat format) {
        this.session = session;
        this.threads = threads;
        this.result = result;
        this.runner = runner;
        this.completion = completion;
        this.signature = signature;
        this.format = format;
        this.question = question;
        id = draft.id();
        position = draft.position();
        title.set(draft.title());
        language.set(QueryLanguage.ofWireName(draft.language()));
        text.set(draft.text());
        caret.set(Math.clamp(draft.caret(), 0, draft.text().length()));
        draftDelay = new Debounce(threads.delays(), DRAFT_DELAY);
        title.subscribe((before, after) -> draftChanged());
        language.subscribe((before, after) -> draftChanged());
        text.subscribe((before, after) -> draftChanged());
        caret.subscribe((before, after) -> draftChanged());
        runner.problemProperty().subscribe(problem -> question.follow(problem, language(), text()));
    }

    public String id() {
        return id;
    }

    public StringProperty titleProperty() {
        return title;
    }

    public ObjectProperty<QueryLanguage> languageProperty() {
        return language;
    }

    public QueryLanguage language() {
        return language.get();
    }

    /** What the editor holds. */
    public StringProperty textProperty() {
        return text;
    }

    public String text() {
        return text.get();
    }

    /** Offset in {@link #textProperty}, in UTF-16 units. */
    public IntegerProperty caretProperty() {
        return caret;
    }

    public ResultViewModel result() {
        return result;
    }

    public QueryRunner runner() {
        return runner;
    }

    public CompletionViewModel completion() {
        return completion;
    }

    /** The call that the caret is in. */
    public SignatureViewModel signature() {
        return signature;
    }

    /** What NQL refused, as a question for the translator. */
    public QuestionViewModel question() {
        return question;
    }

    /** The statement that running or translating would take; empty when there is none. */
    public Optional<StatementRange> statementAtCaret() {
        return Statements.at(language(), text(), caret.get());
    }

    /** Runs what is selected, or else the statement at the caret. */
    public void run(int selectionStart, int selectionEnd) {
        List<StatementRange> statements = selectionEnd > selectionStart
                ? selected(selectionStart, selectionEnd)
                : statementAtCaret().map(List::of).orElse(List.of());
        runner.run(new QueryRunner.Script(language(), text(), statements));
    }

    private List<StatementRange> selected(int start, int end) {
        return Statements.split(language(), text().substring(start, end)).stream()
                .map(statement -> new StatementRange(start + statement.start(), statement.text()))
                .toList();
    }

    /** Runs every statement, one after the other, until one fails. */
    public void runScript() {
        runner.run(new QueryRunner.Script(language(), text(), Statements.split(language(), text())));
    }

    /** Shows how the statement at the caret would be carried out. */
    public void explain() {
        statementAtCaret().ifPresent(statement -> runner.explain(language(), text(), statement));
    }

    /** Lays the text out; where it does not parse it stays, and the problem says why. {@code replace} takes the new text. */
    public void format(Consumer<String> replace) {
        format.request(language(), this::text, replace, runner::report);
    }

    void moveTo(int newPosition) {
        if (position != newPosition) {
            position = newPosition;
            draftChanged();
        }
    }

    private void draftChanged() {
        draftDelay.request(this::saveDraft);
    }

    /** Writes the draft in the background, in the state of this moment. */
    void saveDraft() {
        if (discarded) {
            return;
        }
        QueryDraft draft = draft();
        threads.settings().execute(() -> session.settings().saveDraft(draft));
    }

    QueryDraft draft() {
        return new QueryDraft(
                id, session.connection().id(), position, title.get(), language().wireName(), text(), caret.get());
    }

    /** The tab is closed for good: its draft goes with it. */
    void discard() {
        discarded = true;
        draftDelay.cancel();
        threads.settings().execute(() -> session.settings().deleteDraft(id));
    }

    @Override
    public void close() {
        draftDelay.flush();
        runner.close();
        completion.close();
        signature.close();
        question.close();
        result.close();
    }
}
