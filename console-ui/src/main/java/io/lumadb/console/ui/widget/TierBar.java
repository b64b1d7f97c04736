package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.document.Tier;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/**
 * Three amounts as one bar: hot plain, warm with rising stripes, cold with dots, each in its colour, so that the parts can be told
 * apart without seeing colours. A part that is not nothing is at least two pixels wide.
 */
public final class TierBar extends CanvasRegion {

    private static final double GAP = 1.5;
    private static final double STRIPE = 5;

    private static final Tier[] TIERS = {Tier.HOT, Tier.WARM, Tier.COLD};

    /** In the order of {@link #TIERS}. */
    private final double[] amounts = new double[TIERS.length];

    public TierBar() {
        setMinSize(24, 6);
        setPrefSize(120, 10);
        setMouseTransparent(true);
    }

    /** Amounts of whatever is compared, documents or bytes; all zero draws an empty track. */
    public void show(long hot, long warm, long cold) {
        amounts[0] = hot;
        amounts[1] = warm;
        amounts[2] = cold;
        repaint();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
        double arc = Math.min(height, 6);
        double whole = amounts[0] + amounts[1] + amounts[2];
        if (whole <= 0) {
            graphics.setFill(ThemeColors.of(theme).track());
            graphics.fillRoundRect(0, 0, width, height, arc, arc);
            return;
        }
        double[] widths = widths(width, whole);
        double x = 0;
        for (int i = 0; i < TIERS.length; i++) {
            double part = widths[i];
            if (part > 0) {
                paintPart(graphics, TIERS[i], x, part, height, arc, theme);
                x += part + GAP;
            }
        }
    }

    private double[] widths(double width, double whole) {
        double[] widths = new double[amounts.length];
        int parts = 0;
        for (double amount : amounts) {
            parts += amount > 0 ? 1 : 0;
        }
        double room = width - GAP * (parts - 1);
        double small = 0;
        double rest = 0;
        for (int i = 0; i < amounts.length; i++) {
            double share = amounts[i] / whole * room;
            if (amounts[i] > 0 && share < 2) {
                widths[i] = 2;
                small += 2;
            } else {
                rest += amounts[i];
            }
        }
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] > 0 && widths[i] == 0) {
                widths[i] = Math.max(0, (room - small) * amounts[i] / rest);
            }
        }
        return widths;
    }

    private static void paintPart(
            GraphicsContext graphics, Tier tier, double x, double width, double height, double arc, Theme theme) {
        graphics.save();
        graphics.beginPath();
        graphics.rect(x, 0, width, height);
        graphics.clip();
        graphics.setFill(TierColors.of(tier, theme));
        double round = Math.min(arc, width);
        graphics.fillRoundRect(x, 0, width, height, round, round);
        Color ground = ThemeColors.of(theme).surface().deriveColor(0, 1, 1, 0.38);
        switch (tier) {
            case HOT -> {
                // Plain: the hottest part is the one that stands out most.
            }
            case WARM -> {
                graphics.setStroke(ground);
                graphics.setLineWidth(1.2);
                for (double at = x - height; at < x + width; at += STRIPE) {
                    graphics.strokeLine(at, height, at + height, 0);
                }
            }
            case COLD -> {
                graphics.setFill(ground);
                for (double at = x + 2; at < x + width; at += 4.5) {
                    graphics.fillOval(at, height / 2 - 1, 2, 2);
                }
            }
        }
        graphics.restore();
    }
}
