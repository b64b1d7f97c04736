package io.lumadb.console.ui.widget;

import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.document.Tier;
import javafx.scene.control.Label;

/** A tier's mark in its colour, with its name or other text beside it. */
public final class TierLabel extends Label {

    public TierLabel(Tier tier) {
        this(tier, TierColors.label(tier));
    }

    public TierLabel(Tier tier, String text) {
        super(text, Widgets.icon(TierColors.icon(tier)));
        getStyleClass().addAll("tier-label", tier.wireName());
    }
}
