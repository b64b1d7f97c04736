package io.lumadb.console.ui.overview;

import io.lumadb.client.model.TierAmount;
import io.lumadb.client.model.TierAmounts;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.TierBar;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where the data are: one bar of bytes by tier, and below it each tier's documents, bytes and disk. */
final class TierSummary extends VBox {

    private final TierBar bar = new TierBar();
    private final Map<Tier, Block> blocks = new EnumMap<>(Tier.class);

    TierSummary(OverviewViewModel viewModel, Subscriptions subscriptions) {
        getStyleClass().add("tier-summary");
        bar.setMinHeight(16);
        bar.setPrefHeight(16);
        HBox row = new HBox();
        row.getStyleClass().add("tier-blocks");
        for (Tier tier : Tier.values()) {
            Block block = new Block(tier);
            HBox.setHgrow(block, Priority.ALWAYS);
            blocks.put(tier, block);
            row.getChildren().add(block);
        }
        getChildren().addAll(bar, row);
        subscriptions.follow(viewModel.tiersProperty(), this::show);
    }

    private void show(@Nullable TiersStatus status) {
        if (status == null) {
            return;
        }
        TierAmounts total = status.total();
        bar.show(total.hot().bytes(), total.warm().bytes(), total.cold().bytes());
        double whole = Math.max(1, OverviewViewModel.bytes(total));
        blocks.forEach((tier, block) -> {
            TierAmount amount = amount(total, tier);
            block.documents.setText(Figures.count(amount.documents()));
            block.bytes.setText(Figures.bytes(amount.bytes()) + " · " + Figures.percent(amount.bytes() / whole));
            block.where.setText(
                    switch (tier) {
                        case HOT ->
                            "RAM, of " + Figures.bytes(status.hotBudget()) + " budget "
                                    + Figures.percent(
                                            status.hotBudget() == 0 ? 0 : (double) amount.bytes() / status.hotBudget());
                        case WARM, COLD -> Figures.bytes(amount.diskBytes()) + " on disk";
                    });
        });
    }

    private static TierAmount amount(TierAmounts amounts, Tier tier) {
        return switch (tier) {
            case HOT -> amounts.hot();
            case WARM -> amounts.warm();
            case COLD -> amounts.cold();
        };
    }

    private static final class Block extends VBox {
        private final Label documents = Widgets.label(Figures.NOTHING, "block-number");
        private final Label bytes = Widgets.label("", "small");
        private final Label where = Widgets.label("", "caption");

        Block(Tier tier) {
            getStyleClass().add("tier-block");
            documents.setMinWidth(Region.USE_PREF_SIZE);
            HBox count = new HBox(5, documents, Widgets.label("documents", "caption"));
            count.setAlignment(Pos.BASELINE_LEFT);
            setMinWidth(0);
            setPrefWidth(10);
            getChildren().addAll(new TierLabel(tier), count, bytes, where);
        }
    }
}
