package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.document.Value;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the result pane of one tab shows: the newest rows, the document of the selected row, the plan, and messages. Belongs
 * to the FX thread.
 */
public final class ResultViewModel implements AutoCloseable {

    /** How much of a document is shown at first, in characters, and how much "show more" multiplies it by. */
    private static final int FIRST_CHARACTERS = 60_000;

    private static final int MORE = 4;
    private static final int MOST_CHARACTERS = 2_000_000;

    private final Threads threads;
    private final ReadOnlyObjectWrapper<@Nullable ResultRows> rows = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RunFigures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ShownDocument> document = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper plan = new ReadOnlyStringWrapper("");
    private final ObservableList<RunMessage> messages = FXCollections.observableArrayList();
    private long selection;
    private int shownCharacters = FIRST_CHARACTERS;

    public ResultViewModel(Threads threads) {
        this.threads = threads;
    }

    /** Null until a query has answered. */
    public ReadOnlyObjectProperty<@Nullable ResultRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Null while a query runs and before the first. */
    public ReadOnlyObjectProperty<@Nullable RunFigures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /** The selected row's document; null when none is selected, or until it has been read. */
    public ReadOnlyObjectProperty<@Nullable ShownDocument> documentProperty() {
        return document.getReadOnlyProperty();
    }

    /** As the server writes it, indented; empty when nothing was explained. */
    public ReadOnlyStringProperty planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Oldest first. */
    public ObservableList<RunMessage> messages() {
        return messages;
    }

    /** A new run begins: its messages are its own, and rows stay until there are new ones. */
    public void begin() {
        messages.clear();
        figures.set(null);
    }

    /** A statement is being explained: what it cost last time stays in sight. */
    public void beginPlan() {
        messages.clear();
    }

    /** Shows these rows, and lets go of those before. */
    public void show(ResultRows newRows) {
        ResultRows before = rows.get();
        if (before == newRows) {
            return;
        }
        selection++;
        document.set(null);
        rows.set(newRows);
        if (before != null) {
            before.close();
        }
    }

    public void show(RunFigures newFigures) {
        figures.set(newFigures);
    }

    public void showPlan(String text) {
        plan.set(text);
    }

    /** Reads a row's document and shows it when it has come, unless another was asked for meanwhile. */
    public void select(int row) {
        shownCharacters = FIRST_CHARACTERS;
        read(row);
    }

    /** Shows more of a document that was shortened. */
    public void showMore() {
        ShownDocument shown = document.get();
        if (shown != null && shown.text().shortened()) {
            shownCharacters = Math.min(MOST_CHARACTERS, shownCharacters * MORE);
            read(shown.row());
        }
    }

    private void read(int row) {
        ResultRows current = rows.get();
        if (current == null || row < 0 || row >= current.rows().size()) {
            return;
        }
        long asked = ++selection;
        int characters = shownCharacters;
        threads.background().execute(() -> {
            Optional<Value.Obj> found = current.store().row(row);
            found.map(value -> new ShownDocument(row, value, DocumentText.of(value, characters)))
                    .ifPresent(shown -> threads.fx().execute(() -> {
                        if (asked == selection) {
                            document.set(shown);
                        }
                    }));
        });
    }

    @Override
    public void close() {
        selection++;
        ResultRows current = rows.get();
        if (current != null) {
            current.close();
        }
    }
}
