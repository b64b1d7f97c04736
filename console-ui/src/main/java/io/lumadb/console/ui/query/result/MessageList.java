package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.Widgets;
import java.util.function.IntConsumer;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** What became of each statement; a failure leads to its place in the editor. */
final class MessageList extends ListView<RunMessage> {

    private final IntConsumer onJump;

    MessageList(ObservableList<RunMessage> messages, IntConsumer onJump) {
        super(messages);
        this.onJump = onJump;
        getStyleClass().addAll("plain", "dense", "message-list");
        setAccessibleText("Messages");
        setPlaceholder(Widgets.label("Nothing has run yet", "muted"));
        setCellFactory(view -> new Line());
        setOnMouseClicked(event -> jump());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                jump();
                event.consume();
            }
        });
    }

    private void jump() {
        RunMessage selected = getSelectionModel().getSelectedItem();
        Integer offset = selected == null ? null : selected.offset();
        if (offset != null) {
            onJump.accept(offset);
        }
    }

    private static final class Line extends ListCell<RunMessage> {
        private final Label time = Widgets.label("", "muted", "mono");
        private final Label words = Widgets.label("");
        private final Label statement = Widgets.label("", "muted", "mono");
        private final HBox line = new HBox(10, time, words, Widgets.spacer(), statement);

        Line() {
            line.getStyleClass().add("message-line");
            time.setMinWidth(USE_PREF_SIZE);
            statement.setMinWidth(0);
        }

        @Override
        protected void updateItem(@Nullable RunMessage message, boolean empty) {
            super.updateItem(message, empty);
            if (empty || message == null) {
                setGraphic(null);
                return;
            }
            time.setText(Figures.clock(message.at()));
            words.setText(message.text());
            words.getStyleClass()
                    .setAll(
                            "label",
                            switch (message.kind()) {
                                case DONE -> "good-text";
                                case FAILED -> "error-text";
                                case NOTE -> "warning-text";
                            });
            words.setGraphic(Widgets.icon(
                    switch (message.kind()) {
                        case DONE -> "fth-check";
                        case FAILED -> "fth-alert-circle";
                        case NOTE -> "fth-info";
                    }));
            statement.setText(message.statement());
            setGraphic(line);
        }
    }
}
