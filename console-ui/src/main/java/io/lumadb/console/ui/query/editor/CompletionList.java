package io.lumadb.console.ui.query.editor;

import io.lumadb.client.model.Completion;
import io.lumadb.console.ui.widget.Widgets;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/**
 * The list of completions at the caret, drawn above the screen it belongs to. The focus stays in the editor: this takes only
 * the keys that choose. Belongs to the FX thread.
 */
public final class CompletionList extends Pane {

    private static final double ROW_HEIGHT = 26;
    private static final int ROWS = 9;
    private static final double WIDTH = 500;

    private final ListView<Completion> list = new ListView<>();
    private @Nullable CompletionViewModel viewModel;
    private @Nullable CodeArea area;
    private Consumer<CompletionViewModel.Insertion> onAccept = insertion -> {};

    public CompletionList() {
        setPickOnBounds(false);
        setManaged(false);
        list.getStyleClass().addAll("completion-list", "dense");
        list.setFixedCellSize(ROW_HEIGHT);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new Row());
        list.setOnMouseClicked(event -> acceptSelected());
        list.setAccessibleText("Completions");
        list.setManaged(false);
        getChildren().add(list);
        list.setVisible(false);
    }

    /** Serves an editor from now on. */
    public void serve(CodeArea editor, CompletionViewModel model, Consumer<CompletionViewModel.Insertion> accept) {
        model.openProperty().subscribe((before, open) -> {
            if (open) {
                viewModel = model;
                area = editor;
                onAccept = accept;
                list.setItems(model.shown());
                place();
            } else if (viewModel == model) {
                list.setVisible(false);
            }
        });
        model.shown().addListener((ListChangeListener<Completion>) change -> {
            if (viewModel == model && model.openProperty().get()) {
                place();
            }
        });
        editor.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (viewModel == model && model.openProperty().get()) {
                onKey(event);
            }
        });
        editor.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                model.dismiss();
            }
        });
    }

    private void onKey(KeyEvent event) {
        CompletionViewModel model = viewModel;
        boolean taken = true;
        if (event.getCode() == KeyCode.DOWN) {
            move(1);
        } else if (event.getCode() == KeyCode.UP) {
            move(-1);
        } else if (event.getCode() == KeyCode.PAGE_DOWN) {
            move(ROWS);
        } else if (event.getCode() == KeyCode.PAGE_UP) {
            move(-ROWS);
        } else if (isAccept(event)) {
            acceptSelected();
        } else if (event.getCode() == KeyCode.ESCAPE && model != null) {
            model.dismiss();
        } else {
            taken = false;
        }
        if (taken) {
            event.consume();
        }
    }

    private static boolean isAccept(KeyEvent event) {
        return (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.TAB)
                && !event.isControlDown()
                && !event.isMetaDown();
    }

    private void move(int by) {
        int count = list.getItems().size();
        int at = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) by, 0, Math.max(0, count - 1));
        list.getSelectionModel().select(at);
        list.scrollTo(Math.max(0, at - ROWS / 2));
    }

    private void acceptSelected() {
        Completion chosen = list.getSelectionModel().getSelectedItem();
        CompletionViewModel model = viewModel;
        if (chosen != null && model != null) {
            onAccept.accept(model.accept(chosen));
        }
    }

    private void place() {
        CodeArea editor = area;
        if (editor == null || list.getItems().isEmpty()) {
            return;
        }
        Bounds caret = editor.getCaretBounds().orElse(editor.localToScreen(editor.getBoundsInLocal()));
        Point2D below = getParent().screenToLocal(caret.getMinX(), caret.getMaxY());
        Point2D above = getParent().screenToLocal(caret.getMinX(), caret.getMinY());
        if (below == null || above == null) {
            return;
        }
        double height = Math.min(ROWS, list.getItems().size()) * ROW_HEIGHT + 10;
        Bounds room = getParent().getLayoutBounds();
        double x = Math.clamp(below.getX() - 8, 4, Math.max(4, room.getWidth() - WIDTH - 4));
        boolean fitsBelow = below.getY() + height + 4 < room.getHeight();
        list.resizeRelocate(x, fitsBelow ? below.getY() + 2 : Math.max(2, above.getY() - height - 2), WIDTH, height);
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        list.setVisible(true);
        toFront();
    }

    /** Kind, text, and a word about it. */
    private static final class Row extends ListCell<Completion> {
        private final Label kind = new Label();
        private final Label text = Widgets.label("", "mono");
        private final Label detail = Widgets.label("", "completion-detail");
        private final HBox line = new HBox(8, kind, text, Widgets.spacer(), detail);

        Row() {
            kind.getStyleClass().add("completion-kind");
            line.getStyleClass().add("completion-row");
            detail.setMinWidth(0);
            text.setMinWidth(USE_PREF_SIZE);
            // As wide as the list, whatever stands in it: a long detail ends in an ellipsis.
            setPrefWidth(0);
        }

        /** Fields and functions begin with the same letter. */
        private static String sign(String kind) {
            return switch (kind) {
                case "" -> "?";
                case "function" -> "\u0192";
                default -> kind.substring(0, 1);
            };
        }

        @Override
        protected void updateItem(@Nullable Completion completion, boolean empty) {
            super.updateItem(completion, empty);
            if (empty || completion == null) {
                setGraphic(null);
                return;
            }
            kind.setText(sign(completion.kind()));
            kind.getStyleClass().setAll("completion-kind", "kind-" + completion.kind());
            text.setText(completion.text());
            detail.setText(completion.detail().isEmpty() ? completion.kind() : completion.detail());
            setGraphic(line);
            setAccessibleText(completion.text() + ", " + completion.kind());
        }
    }
}
