package io.lumadb.console.ui.query.editor;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.Signature;
import io.lumadb.console.ui.query.text.QueryLanguage;
import io.lumadb.console.ui.query.timing.Threads;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The call that the caret is in. It is asked for by keys, or shows itself where a call is begun; then it follows the caret until
 * that leaves the call. Belongs to the FX thread; answers that the typing has overtaken are dropped.
 */
public final class SignatureViewModel implements AutoCloseable {

    private final LumaClient client;
    private final Threads threads;
    private final ReadOnlyObjectWrapper<@Nullable Signature> shown = new ReadOnlyObjectWrapper<>();
    private long asked;

    public SignatureViewModel(LumaClient client, Threads threads) {
        this.client = client;
        this.threads = threads;
    }

    /** Null while there is none to show. */
    public ReadOnlyObjectProperty<@Nullable Signature> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Asks for the call at the caret. */
    public void request(QueryLanguage language, String text, int caret) {
        long number = ++asked;
        client.signature(language.wireName(), text, caret)
                .whenComplete((found, failure) -> threads.fx().execute(() -> {
                    if (number == asked) {
                        // Help is an offer: where there is none, there is nothing to say.
                        shown.set(
                                failure == null ? Objects.requireNonNull(found).orElse(null) : null);
                    }
                }));
    }

    /** The caret moved, perhaps because something was typed. */
    public void moved(QueryLanguage language, String text, int caret) {
        boolean begun = caret > 0 && caret <= text.length() && "(,".indexOf(text.charAt(caret - 1)) >= 0;
        if (shown.get() != null || begun) {
            request(language, text, caret);
        }
    }

    public void dismiss() {
        asked++;
        shown.set(null);
    }

    @Override
    public void close() {
        dismiss();
    }
}
