package io.lumadb.console.ui.overview;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.Tile.SkinType;
import eu.hansolo.tilesfx.TileBuilder;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

/**
 * A share as a ring, drawn by TilesFX without its texts: the tile around it has them. Not animated, so that no scheduler
 * outlives the screen; its colours are set in Java because TilesFX takes none from CSS.
 */
final class Gauge extends StackPane implements AutoCloseable {

    private static final double SIZE = 60;

    private final Tile tile = TileBuilder.create()
            .skinType(SkinType.CIRCULAR_PROGRESS)
            .prefSize(SIZE, SIZE)
            .minValue(0)
            .maxValue(100)
            .animated(false)
            .title("")
            .text("")
            .unit("")
            .textVisible(false)
            .valueVisible(false)
            .roundedCorners(false)
            .build();
    private final Subscriptions subscriptions = new Subscriptions();

    Gauge() {
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        setMouseTransparent(true);
        tile.setMinSize(SIZE, SIZE);
        tile.setMaxSize(SIZE, SIZE);
        tile.setFocusTraversable(false);
        getChildren().add(tile);
        subscriptions.follow(Appearance.current().themeProperty(), this::paint);
    }

    private void paint(Theme theme) {
        ThemeColors colors = ThemeColors.of(theme);
        tile.setBackgroundColor(Color.TRANSPARENT);
        tile.setBarColor(colors.accent());
        tile.setBarBackgroundColor(colors.track());
        tile.setForegroundBaseColor(colors.text());
        tile.setValueColor(Color.TRANSPARENT);
        tile.setUnitColor(Color.TRANSPARENT);
    }

    /** @param share 0 to 1 */
    void show(double share) {
        tile.setValue(Math.clamp(share, 0, 1) * 100);
    }

    @Override
    public void close() {
        subscriptions.close();
        tile.stop();
    }
}
