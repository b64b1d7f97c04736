package io.lumadb.console.ui.query;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Debounce;
import io.lumadb.console.ui.query.timing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The same statement in the two other languages, a moment after the last key. Belongs to the FX thread; answers to what has
 * been typed over meanwhile are dropped.
 */
public final class TranslationViewModel implements AutoCloseable {

    static final Duration DELAY = Duration.ofMillis(250);

    private final LumaClient client;
    private final Threads threads;
    private final Debounce debounce;
    private final List<Pane> panes = List.of(new Pane(), new Pane());
    private String lastStatement = "";
    private long asked;

    /** What a pane says. */
    public sealed interface State {

        /** There is no statement to translate. */
        record Nothing() implements State {}

        /** The statement in the pane's language. */
        record Words(String text, List<String> notes) implements State {}

        /** It cannot be said, or not be read yet. */
        record NoWords(String why, String hint) implements State {}
    }

    /** One of the two languages. */
    public static final class Pane {
        private final ReadOnlyObjectWrapper<QueryLanguage> language = new ReadOnlyObjectWrapper<>(QueryLanguage.LQL);
        private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());

        public ReadOnlyObjectProperty<QueryLanguage> languageProperty() {
            return language.getReadOnlyProperty();
        }

        public ReadOnlyObjectProperty<State> stateProperty() {
            return state.getReadOnlyProperty();
        }
    }

    TranslationViewModel(LumaClient client, Threads threads) {
        this.client = client;
        this.threads = threads;
        debounce = new Debounce(threads.delays(), DELAY);
        name(QueryLanguage.LQL);
    }

    /** The two panes, in the languages' order. */
    public List<Pane> panes() {
        return panes;
    }

    /**
     * Text or caret moved; what the panes show stays until there is something newer.
     *
     * @param statement asked for the statement at the caret once it has been quiet; blank for none
     */
    void follow(QueryLanguage language, Supplier<String> statement) {
        if (name(language)) {
            nothing();
        }
        debounce.request(() -> ask(language, statement.get()));
    }

    private void nothing() {
        asked++;
        lastStatement = "";
        panes.forEach(pane -> pane.state.set(new State.Nothing()));
    }

    private boolean name(QueryLanguage from) {
        List<QueryLanguage> others = from.others();
        boolean changed = panes.getFirst().language.get() != others.getFirst()
                || panes.getLast().language.get() != others.getLast();
        panes.getFirst().language.set(others.getFirst());
        panes.getLast().language.set(others.getLast());
        return changed;
    }

    private void ask(QueryLanguage from, String statement) {
        if (statement.isBlank()) {
            nothing();
            return;
        }
        if (statement.equals(lastStatement)) {
            return;
        }
        lastStatement = statement;
        long number = ++asked;
        for (Pane pane : panes) {
            CompletableFuture<Translation> answer =
                    client.translate(from.wireName(), pane.language.get().wireName(), statement);
            answer.whenComplete((translation, failure) -> threads.fx().execute(() -> {
                if (number == asked) {
                    pane.state.set(failure == null ? words(Objects.requireNonNull(translation)) : noWords(failure));
                }
            }));
        }
    }

    private static State words(Translation translation) {
        return new State.Words(translation.query(), Objects.requireNonNullElse(translation.notes(), List.of()));
    }

    private static State noWords(Throwable failure) {
        ClientException exception = ClientException.of(failure);
        return new State.NoWords(exception.detail(), exception.hint().orElse(""));
    }

    @Override
    public void close() {
        asked++;
        debounce.cancel();
    }
}
