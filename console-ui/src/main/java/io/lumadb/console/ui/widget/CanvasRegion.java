package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/**
 * A canvas as large as the room it is given, painted again when its size, its theme or its data change, at most once a
 * layout pass. Belongs to the FX thread.
 */
public abstract class CanvasRegion extends Region {

    private final Canvas canvas = new Canvas();
    // Held here, and weakly by the theme: a widget that is thrown away needs no closing.
    private final ChangeListener<Theme> onTheme = (observable, before, after) -> repaint();

    protected CanvasRegion() {
        canvas.setManaged(false);
        getChildren().add(canvas);
        Appearance.current().themeProperty().addListener(new WeakChangeListener<>(onTheme));
    }

    /** Paints everything; the ground is clear. Sizes are in pixels. */
    protected abstract void paint(GraphicsContext graphics, double width, double height, Theme theme);

    /** Data changed: paint in the next layout pass. */
    public final void repaint() {
        requestLayout();
    }

    @Override
    protected final void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = Math.max(0, snapSizeX(getWidth() - left - snappedRightInset()));
        double height = Math.max(0, snapSizeY(getHeight() - top - snappedBottomInset()));
        canvas.relocate(left, top);
        canvas.setWidth(width);
        canvas.setHeight(height);
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, width, height);
        if (width > 0 && height > 0) {
            paint(graphics, width, height, Appearance.current().theme());
        }
    }
}
