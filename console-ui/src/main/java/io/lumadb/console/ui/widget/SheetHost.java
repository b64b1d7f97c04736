package io.lumadb.console.ui.widget;

import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Shows one sheet at a time above what it lies on: dialogs, the command palette, settings. Esc or a click beside the sheet
 * closes it, and the focus returns to where it was. Work goes on underneath: nothing here blocks the window.
 */
public final class SheetHost extends StackPane {

    private final Region scrim = new Region();
    private @Nullable Node sheet;
    private @Nullable Node focusedBefore;
    private Runnable onClose = () -> {};

    public SheetHost() {
        scrim.getStyleClass().add("scrim");
        scrim.setOnMousePressed(event -> close());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        Widgets.showOnly(this, false);
        setPickOnBounds(false);
    }

    /** Shows a sheet as large as it wants to be. */
    public void show(Node newSheet, Pos where) {
        show(newSheet, where, () -> {});
    }

    /** @param afterClose run once when this sheet goes, however it goes */
    public void show(Node newSheet, Pos where, Runnable afterClose) {
        if (sheet == null) {
            focusedBefore = getScene() == null ? null : getScene().getFocusOwner();
        } else {
            onClose.run();
        }
        sheet = newSheet;
        onClose = afterClose;
        StackPane.setAlignment(newSheet, where);
        StackPane.setMargin(newSheet, where == Pos.TOP_CENTER ? new Insets(72, 24, 24, 24) : Insets.EMPTY);
        if (newSheet instanceof Region region) {
            region.setMaxWidth(Region.USE_PREF_SIZE);
            if (where != Pos.CENTER_RIGHT) {
                region.setMaxHeight(Region.USE_PREF_SIZE);
            }
        }
        getChildren().setAll(scrim, newSheet);
        Widgets.showOnly(this, true);
        Platform.runLater(newSheet::requestFocus);
    }

    public boolean isShowing() {
        return sheet != null;
    }

    /** The sheet on show, if any. */
    public @Nullable Node sheet() {
        return sheet;
    }

    public void close() {
        if (sheet == null) {
            return;
        }
        sheet = null;
        getChildren().clear();
        Widgets.showOnly(this, false);
        Runnable closed = onClose;
        onClose = () -> {};
        if (focusedBefore != null) {
            focusedBefore.requestFocus();
            focusedBefore = null;
        }
        closed.run();
    }
}
