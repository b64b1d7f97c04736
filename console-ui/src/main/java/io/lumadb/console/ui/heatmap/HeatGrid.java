package io.lumadb.console.ui.heatmap;

import io.lumadb.console.ui.heatmap.Viewport.Cell;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Shards × time: a picture of cells under a canvas with axes, cursor and brush. Drag to zoom, Esc to go
 * back, arrows to walk from cell to cell, Enter or a click to open the shard. Belongs to the FX thread.
 */
final class HeatGrid extends Region {

    /** How far the mouse may tremble in a click, in pixels. */
    private static final double CLICK = 4;

    private final HeatMapViewModel viewModel;
    private final ImageView cells = new ImageView();
    private final GridOverlay overlay;
    private final CellPicture picture = new CellPicture();
    private @Nullable Painted painted;
    private HeatPalette palette = HeatPalette.ofTiers(Theme.DARK);
    private @Nullable Toned toned;
    private double pressedX;
    private double pressedY;
    private boolean brushing;

    /** What the pixels were painted for; the same again needs no painting. */
    private record Painted(
            long frames, Measure measure, Viewport viewport, HeatPalette palette, int width, int height) {}

    /** What the palette was made for. */
    private record Toned(Measure measure, HeatScale scale, Theme theme) {}

    HeatGrid(HeatMapViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        overlay = new GridOverlay(viewModel);
        getStyleClass().add("heat-grid");
        setId("heat-grid");
        cells.setSmooth(false);
        cells.setManaged(false);
        overlay.setMouseTransparent(true);
        getChildren().addAll(cells, overlay);
        setMinSize(200, 120);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.NODE);
        setAccessibleRoleDescription("heat map of shards by time");
        accessibleTextProperty()
                .bind(viewModel
                        .readOutProperty()
                        .map(words -> words.isEmpty() ? "Heat map. Arrow keys walk from cell to cell." : words));
        setOnMouseMoved(event -> viewModel.point(cellAt(event)));
        setOnMouseExited(event -> {
            if (!brushing) {
                viewModel.point(null);
            }
        });
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseReleased(this::release);
        setOnKeyPressed(this::key);
        subscriptions.onChange(viewModel.versionProperty(), version -> requestLayout());
        subscriptions.onChange(Appearance.current().themeProperty(), theme -> requestLayout());
        focusedProperty().addListener(focus -> overlay.repaint());
    }

    @Override
    protected void layoutChildren() {
        overlay.resizeRelocate(0, 0, getWidth(), getHeight());
        overlay.repaint();
        Viewport viewport = viewModel.viewport().orElse(null);
        double width = overlay.plotWidth(getWidth());
        double height = overlay.plotHeight(getHeight());
        if (viewport == null || width < 1 || height < 1) {
            cells.setVisible(false);
            return;
        }
        paint(viewport, (int) width, (int) height);
        cells.setVisible(true);
        cells.relocate(overlay.plotLeft(), overlay.plotTop());
    }

    private void paint(Viewport viewport, int width, int height) {
        Measure measure = viewModel.measureProperty().get();
        tone(measure, viewModel.scale());
        Painted wanted = new Painted(viewModel.history().frames(), measure, viewport, palette, width, height);
        if (wanted.equals(painted)) {
            return;
        }
        painted = wanted;
        picture.paint(viewModel.history(), measure, viewport, palette, width, height);
        cells.setImage(picture.image());
    }

    private void tone(Measure measure, HeatScale scale) {
        Toned wanted = new Toned(measure, scale, Appearance.current().theme());
        if (!wanted.equals(toned)) {
            toned = wanted;
            palette = measure == Measure.TIERS
                    ? HeatPalette.ofTiers(wanted.theme())
                    : HeatPalette.of(scale, wanted.theme());
        }
    }

    private @Nullable Cell cellAt(MouseEvent event) {
        return cellAt(event.getX(), event.getY(), false);
    }

    private @Nullable Cell cellAt(double x, double y, boolean nearest) {
        Viewport viewport = viewModel.viewport().orElse(null);
        double width = overlay.plotWidth(getWidth());
        double height = overlay.plotHeight(getHeight());
        double plotX = x - overlay.plotLeft();
        double plotY = y - overlay.plotTop();
        boolean inside = plotX >= 0 && plotY >= 0 && plotX < width && plotY < height;
        if (viewport == null || !inside && !nearest) {
            return null;
        }
        return viewport.cellAt(plotX, plotY, width, height);
    }

    private void press(MouseEvent event) {
        requestFocus();
        pressedX = event.getX();
        pressedY = event.getY();
        brushing = false;
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        boolean far = Math.abs(event.getX() - pressedX) > CLICK || Math.abs(event.getY() - pressedY) > CLICK;
        if (far || brushing) {
            brushing = true;
            viewModel.point(cellAt(event.getX(), event.getY(), true));
            overlay.brush(pressedX, pressedY, event.getX(), event.getY());
        }
        event.consume();
    }

    private void release(MouseEvent event) {
        Cell from = cellAt(pressedX, pressedY, true);
        Cell to = cellAt(event.getX(), event.getY(), true);
        overlay.noBrush();
        if (brushing && from != null && to != null) {
            viewModel.zoomTo(from, to);
        } else if (cellAt(event) != null && to != null) {
            viewModel.select(to.shard());
        }
        brushing = false;
        event.consume();
    }

    private void key(KeyEvent event) {
        int step = event.isShiftDown() ? 10 : 1;
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT -> viewModel.step(-step, 0);
            case RIGHT -> viewModel.step(step, 0);
            case UP -> viewModel.step(0, -step);
            case DOWN -> viewModel.step(0, step);
            case HOME -> viewModel.step(-HeatRing.COLUMNS, 0);
            case END -> viewModel.step(HeatRing.COLUMNS, 0);
            case ENTER, SPACE -> {
                Cell cell = viewModel.cursorProperty().get();
                handled = cell != null;
                if (cell != null) {
                    viewModel.select(cell.shard());
                }
            }
            case ESCAPE -> {
                overlay.noBrush();
                brushing = false;
                handled = viewModel.stepBack();
            }
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }
}
