package io.lumadb.console.ui.query.editor;

import io.lumadb.client.model.Signature;
import io.lumadb.console.ui.widget.Widgets;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/**
 * The call around the caret, above its line, with the parameter that is being written. It takes no focus and one key, Escape.
 * Belongs to the FX thread.
 */
public final class SignatureTip extends Pane {

    private static final double WIDEST = 560;

    private final TextFlow call = new TextFlow();
    private final Label description = Widgets.label("", "signature-description");
    private final VBox tip = new VBox(2, call, description);
    private @Nullable CodeArea area;

    public SignatureTip() {
        setPickOnBounds(false);
        setMouseTransparent(true);
        setManaged(false);
        call.getStyleClass().add("mono");
        tip.getStyleClass().add("signature-tip");
        tip.setManaged(false);
        tip.setVisible(false);
        getChildren().add(tip);
    }

    /** Serves an editor from now on. */
    public void serve(CodeArea editor, SignatureViewModel model) {
        model.shownProperty().subscribe(signature -> {
            if (signature != null) {
                area = editor;
                show(signature);
            } else if (area == editor) {
                tip.setVisible(false);
            }
        });
        editor.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && model.shownProperty().get() != null) {
                model.dismiss();
                event.consume();
            }
        });
        editor.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                model.dismiss();
            }
        });
    }

    private void show(Signature signature) {
        List<Node> parts = new ArrayList<>();
        parts.add(part(signature.name(), "signature-name"));
        parts.add(part("(", "signature-part"));
        for (int i = 0; i < signature.parameters().size(); i++) {
            if (i > 0) {
                parts.add(part(", ", "signature-part"));
            }
            boolean active = i == signature.active();
            parts.add(part(signature.parameters().get(i), active ? "signature-active" : "signature-part"));
        }
        parts.add(part(")", "signature-part"));
        call.getChildren().setAll(parts);
        description.setText(signature.description());
        Widgets.showOnly(description, !signature.description().isEmpty());
        tip.setAccessibleText(signature.label());
        place();
    }

    private static Text part(String words, String style) {
        Text text = new Text(words);
        text.getStyleClass().add(style);
        return text;
    }

    private void place() {
        CodeArea editor = area;
        if (editor == null) {
            return;
        }
        Bounds caret = editor.getCaretBounds().orElse(editor.localToScreen(editor.getBoundsInLocal()));
        Point2D above = getParent().screenToLocal(caret.getMinX(), caret.getMinY());
        Point2D below = getParent().screenToLocal(caret.getMinX(), caret.getMaxY());
        if (above == null || below == null) {
            return;
        }
        tip.setVisible(true);
        tip.applyCss();
        double width = Math.min(WIDEST, tip.prefWidth(-1));
        double height = tip.prefHeight(width);
        double x = Math.clamp(
                above.getX() - 8, 4, Math.max(4, getParent().getLayoutBounds().getWidth() - width - 4));
        double y = above.getY() - height - 4;
        tip.resizeRelocate(x, y >= 2 ? y : below.getY() + 4, width, height);
        toFront();
    }
}
