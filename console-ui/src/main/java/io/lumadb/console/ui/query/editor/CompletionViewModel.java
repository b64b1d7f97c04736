package io.lumadb.console.ui.query.editor;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.Completion;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What could be written at the caret. Belongs to the FX thread; asks the server without waiting, and drops answers that the
 * typing has overtaken. While the list is open, typing narrows it without asking again.
 */
public final class CompletionViewModel implements AutoCloseable {

    private final LumaClient client;
    private final Threads threads;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ObservableList<Completion> shown = FXCollections.observableArrayList();
    private List<Completion> answered = List.of();
    private long asked;
    private QueryLanguage language = QueryLanguage.LQL;
    private String text = "";
    private int caret;

    /** A change of the text: {@code from} to {@code to} becomes {@code text}. */
    public record Insertion(int from, int to, String text) {}

    public CompletionViewModel(LumaClient client, Threads threads) {
        this.client = client;
        this.threads = threads;
    }

    /** Whether there is something to choose from. */
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /** Best first, as the server orders them. */
    public ObservableList<Completion> shown() {
        return shown;
    }

    /** Asks what could stand at the caret; the list opens when the answer comes, unless something was typed meanwhile. */
    public void request(QueryLanguage newLanguage, String newText, int newCaret) {
        language = newLanguage;
        text = newText;
        caret = newCaret;
        long number = ++asked;
        client.complete(newLanguage.wireName(), newText, newCaret)
                .whenComplete((completions, failure) -> threads.fx().execute(() -> {
                    if (number == asked) {
                        // Completion is an offer: where there is none, there is nothing to say.
                        answered = failure == null ? Objects.requireNonNull(completions) : List.of();
                        narrow();
                    }
                }));
    }

    /** The text changed: an open list narrows to what still fits, anything else is given up. */
    public void typed(String newText, int newCaret) {
        boolean goesOn = open.get() && isWord(newText, Math.min(newCaret, caret), Math.max(newCaret, caret));
        text = newText;
        caret = newCaret;
        if (goesOn) {
            asked++;
            narrow();
        } else {
            dismiss();
        }
    }

    private static boolean isWord(String text, int from, int to) {
        int end = Math.min(to, text.length());
        for (int i = from; i < end; i++) {
            char character = text.charAt(i);
            if (!Character.isLetterOrDigit(character) && "_$.\"".indexOf(character) < 0) {
                return false;
            }
        }
        return to - from <= 1;
    }

    private void narrow() {
        shown.setAll(answered.stream().filter(this::fits).toList());
        open.set(!shown.isEmpty());
    }

    private boolean fits(Completion completion) {
        if (completion.from() < 0 || completion.from() > caret || caret > text.length()) {
            return false;
        }
        String typed = text.substring(completion.from(), caret).toLowerCase(Locale.ROOT);
        String offered = completion.text().toLowerCase(Locale.ROOT);
        return offered.startsWith(typed) ? !offered.equals(typed) : offered.contains(typed) && !typed.isEmpty();
    }

    /** Takes an offer: what to change in the text. The list closes. */
    public Insertion accept(Completion completion) {
        Insertion insertion = new Insertion(completion.from(), caret, completion.text());
        dismiss();
        return insertion;
    }

    /** Closes the list, and forgets what was asked. */
    public void dismiss() {
        asked++;
        answered = List.of();
        shown.clear();
        open.set(false);
    }

    /** The language of the last request. */
    public QueryLanguage language() {
        return language;
    }

    @Override
    public void close() {
        dismiss();
    }
}
