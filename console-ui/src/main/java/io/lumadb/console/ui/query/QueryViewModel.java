package io.lumadb.console.ui.query;

import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.query.editor.CompletionViewModel;
import io.lumadb.console.ui.query.editor.SignatureViewModel;
import io.lumadb.console.ui.query.result.ResultViewModel;
import io.lumadb.console.ui.query.result.RowStore;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.settings.QueryDraft;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The Query screen without its window: tabs, what each runs, translations of the statement at the caret, and the library of
 * past queries. Belongs to the FX thread. Restoring brings texts back and never runs anything.
 */
public final class QueryViewModel implements AutoCloseable {

    private static final int REMEMBERED_CLOSED_TABS = 20;
    private static final int LONGEST_TITLE = 28;

    private final ConsoleSession session;
    private final Threads threads;
    private final InstantSource clock;
    private final RowStore.Limits limits;
    private final ObservableList<QueryTabViewModel> tabs = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable QueryTabViewModel> active = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper restored = new ReadOnlyBooleanWrapper();
    private final Deque<QueryDraft> closedTabs = new ArrayDeque<>();
    private final TranslationViewModel translation;
    private final LibraryViewModel library;
    private Subscriptions following = new Subscriptions();
    private int numbered;

    public QueryViewModel(ConsoleSession session, Threads threads, InstantSource clock, RowStore.Limits limits) {
        this.session = session;
        this.threads = threads;
        this.clock = clock;
        this.limits = limits;
        translation = new TranslationViewModel(session.client(), threads);
        library = new LibraryViewModel(session.settings(), threads);
        active.subscribe((before, after) -> followActive(after));
    }

    public ConsoleSession session() {
        return session;
    }

    public Threads threads() {
        return threads;
    }

    /** In the order of the tab strip; never empty once restored. */
    public ObservableList<QueryTabViewModel> tabs() {
        return tabs;
    }

    /** Null until restored. */
    public ObjectProperty<@Nullable QueryTabViewModel> activeProperty() {
        return active;
    }

    /** Whether the drafts of last time have been read. */
    public ReadOnlyBooleanProperty restoredProperty() {
        return restored.getReadOnlyProperty();
    }

    public TranslationViewModel translation() {
        return translation;
    }

    public LibraryViewModel library() {
        return library;
    }

    /** Reads what was open last time, off the FX thread. */
    public void restore() {
        library.refreshHistory();
        library.refreshSaved();
        threads.settings().execute(() -> {
            List<QueryDraft> drafts =
                    session.settings().drafts(session.connection().id());
            threads.fx().execute(() -> restore(drafts));
        });
    }

    private void restore(List<QueryDraft> drafts) {
        List<QueryTabViewModel> before = List.copyOf(tabs);
        tabs.setAll(drafts.stream().map(this::tab).toList());
        tabs.addAll(before);
        numbered = tabs.size();
        renumber();
        if (tabs.isEmpty()) {
            newTab(QueryLanguage.LQL, "");
        } else if (active.get() == null) {
            active.set(tabs.getFirst());
        }
        restored.set(true);
    }

    private QueryTabViewModel tab(QueryDraft draft) {
        ResultViewModel result = new ResultViewModel(threads);
        QueryRunner runner = new QueryRunner(session, threads, clock, limits, result, library::refreshHistory);
        CompletionViewModel completion = new CompletionViewModel(session.client(), threads);
        SignatureViewModel signature = new SignatureViewModel(session.client(), threads);
        QuestionViewModel question = new QuestionViewModel(session.client(), threads, this::runTranslated);
        ScriptFormat format = new ScriptFormat(session.client(), threads);
        return new QueryTabViewModel(session, threads, draft, result, runner, completion, signature, question, format);
    }

    /** The translator's LQL was accepted. */
    private void runTranslated(String question, String lql) {
        QueryTabViewModel tab = openTab(shortened(question), QueryLanguage.LQL, lql);
        tab.run(0, 0);
    }

    private static String shortened(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE) + "\u2026";
    }

    /** An empty tab in the language of the active one. */
    public QueryTabViewModel newTab() {
        QueryTabViewModel current = active.get();
        return newTab(current == null ? QueryLanguage.LQL : current.language(), "");
    }

    /** A tab with a text, which becomes the active one. Nothing runs. */
    public QueryTabViewModel newTab(QueryLanguage language, String text) {
        numbered++;
        return openTab("Query " + numbered, language, text);
    }

    /** A tab by that title; an empty, untouched tab is used instead of another one. */
    public QueryTabViewModel openTab(String title, QueryLanguage language, String text) {
        QueryTabViewModel current = active.get();
        if (current != null && current.text().isBlank() && !text.isEmpty()) {
            current.languageProperty().set(language);
            current.textProperty().set(text);
            current.caretProperty().set(text.length());
            return current;
        }
        QueryTabViewModel tab = tab(new QueryDraft(
                UUID.randomUUID().toString(),
                session.connection().id(),
                tabs.size(),
                title,
                language.wireName(),
                text,
                text.length()));
        tabs.add(tab);
        tab.saveDraft();
        active.set(tab);
        return tab;
    }

    /** Closes a tab; its text can be had back with {@link #reopenClosed}. The last one is followed by an empty one. */
    public void close(QueryTabViewModel tab) {
        int index = tabs.indexOf(tab);
        if (index < 0) {
            return;
        }
        if (!tab.text().isBlank()) {
            closedTabs.push(tab.draft());
            if (closedTabs.size() > REMEMBERED_CLOSED_TABS) {
                closedTabs.removeLast();
            }
        }
        tab.discard();
        tab.close();
        tabs.remove(index);
        if (tabs.isEmpty()) {
            numbered = 0;
            newTab(tab.language(), "");
        } else if (active.get() == tab) {
            active.set(tabs.get(Math.min(index, tabs.size() - 1)));
        }
        renumber();
    }

    /** Brings back the text of the tab closed last; nothing when there is none. */
    public void reopenClosed() {
        QueryDraft draft = closedTabs.poll();
        if (draft != null) {
            QueryTabViewModel tab = tab(draft);
            tabs.add(tab);
            renumber();
            tab.saveDraft();
            active.set(tab);
        }
    }

    private void renumber() {
        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).moveTo(i);
        }
    }

    private void followActive(@Nullable QueryTabViewModel tab) {
        following.close();
        following = new Subscriptions();
        if (tab != null) {
            following.onChange(tab.textProperty(), text -> translate(tab));
            following.onChange(tab.languageProperty(), language -> translate(tab));
            following.onChange(tab.caretProperty(), caret -> translate(tab));
            translate(tab);
        }
    }

    private void translate(QueryTabViewModel tab) {
        translation.follow(
                tab.language(),
                () -> tab.statementAtCaret().map(StatementRange::text).orElse(""));
    }

    @Override
    public void close() {
        following.close();
        translation.close();
        tabs.forEach(QueryTabViewModel::close);
    }
}
