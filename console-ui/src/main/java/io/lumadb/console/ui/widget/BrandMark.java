package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.document.Tier;
import javafx.scene.canvas.GraphicsContext;

/** Three layers, hot above warm above cold: the mark of LumaDB. */
public final class BrandMark extends CanvasRegion {

    public BrandMark(double size) {
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        double bar = height * 0.26;
        double step = (height - bar) / 2;
        double[] shares = {0.52, 0.76, 1};
        Tier[] tiers = {Tier.HOT, Tier.WARM, Tier.COLD};
        for (int i = 0; i < tiers.length; i++) {
            graphics.setFill(TierColors.of(tiers[i], theme));
            double length = width * shares[i];
            graphics.fillRoundRect((width - length) / 2, i * step, length, bar, bar, bar);
        }
    }
}
