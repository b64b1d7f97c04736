package io.lumadb.console.ui.frame;

import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;

/**
 * The root of the scene. Its content is as large as the window, unless it is pinned to a size of its own: pictures of a
 * full-size window can then be taken where windows cannot be that large.
 */
final class WindowRoot extends Pane {

    private final StackPane content;
    private double pinnedWidth;
    private double pinnedHeight;

    WindowRoot(StackPane content) {
        this.content = content;
        getChildren().add(content);
    }

    /** Zero for both lets the content follow the window again. */
    void pin(double width, double height) {
        pinnedWidth = width;
        pinnedHeight = height;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(
                0, 0, pinnedWidth > 0 ? pinnedWidth : getWidth(), pinnedHeight > 0 ? pinnedHeight : getHeight());
    }
}
