package io.lumadb.console.ui.query;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.Translation;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.text.StatementRange;
import io.lumadb.console.ui.query.text.Statements;
import io.lumadb.console.ui.query.timing.Threads;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that NQL refused, as a question for the server's translator, where it has one. What the translator writes is
 * shown, and runs only when somebody accepts it. Belongs to the FX thread; answers that come late are dropped.
 */
public final class QuestionViewModel implements AutoCloseable {

    private static final String QUESTION = "question";

    private final LumaClient client;
    private final Threads threads;

    /** Opens a question's LQL in a tab and runs it. */
    private final BiConsumer<String, String> onAccept;

    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());
    private @Nullable CompletableFuture<?> request;
    private long asked;

    /** How far the question has got. */
    public sealed interface State {

        /** NQL has not refused anything, or there is no translator. */
        record Nothing() implements State {}

        record Offered(String question) implements State {}

        record Asking(String question) implements State {}

        /** The LQL waits for a yes. */
        record Answered(String question, String lql, List<String> notes) implements State {}

        record Failed(String question, String why, String hint) implements State {}
    }

    /** @param onAccept told the question and its LQL when it is accepted */
    QuestionViewModel(LumaClient client, Threads threads, BiConsumer<String, String> onAccept) {
        this.client = client;
        this.threads = threads;
        this.onAccept = onAccept;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** A run failed, or a new one began (null). Only words that NQL did not understand, and so has a place for, are a question. */
    void follow(@Nullable RunProblem problem, QueryLanguage language, String text) {
        long number = drop();
        if (problem == null || problem.place() == null || language != QueryLanguage.NQL) {
            return;
        }
        String question = Statements.at(language, text, problem.place().offset())
                .map(StatementRange::text)
                .orElse("");
        client.translatable()
                .whenComplete((languages, failure) -> threads.fx().execute(() -> {
                    boolean offered =
                            failure == null && Objects.requireNonNull(languages).contains(QUESTION);
                    if (number == asked && offered && !question.isBlank()) {
                        state.set(new State.Offered(question));
                    }
                }));
    }

    private long drop() {
        CompletableFuture<?> underWay = request;
        if (underWay != null) {
            underWay.cancel(true);
        }
        request = null;
        state.set(new State.Nothing());
        return ++asked;
    }

    /** Asks the translator; nothing when there is no question. */
    public void ask() {
        String question = switch (state.get()) {
            case State.Offered(String text) -> text;
            case State.Failed(String text, var _, var _) -> text;
            case State.Nothing _, State.Asking _, State.Answered _ -> "";
        };
        if (question.isEmpty()) {
            return;
        }
        long number = drop();
        state.set(new State.Asking(question));
        CompletableFuture<Translation> answer = client.translate(QUESTION, QueryLanguage.LQL.wireName(), question);
        request = answer;
        answer.whenComplete((translation, failure) -> threads.fx().execute(() -> {
            if (number == asked) {
                state.set(
                        failure == null
                                ? answered(question, Objects.requireNonNull(translation))
                                : failed(question, failure));
            }
        }));
    }

    private static State answered(String question, Translation translation) {
        return new State.Answered(
                question, translation.query(), Objects.requireNonNullElse(translation.notes(), List.of()));
    }

    private static State failed(String question, Throwable failure) {
        ClientException exception = ClientException.of(failure);
        return new State.Failed(question, exception.detail(), exception.hint().orElse(""));
    }

    /** Yes: the LQL runs, in a tab of its own. */
    public void accept() {
        if (state.get() instanceof State.Answered(String question, String lql, var _)) {
            drop();
            onAccept.accept(question, lql);
        }
    }

    /** No, or not now: what is under way is given up. */
    public void dismiss() {
        drop();
    }

    @Override
    public void close() {
        drop();
    }
}
