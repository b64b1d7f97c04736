package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierAmount;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What stands in a basin: the tier and where it is kept, documents, bytes, and what they take. */
final class BasinLabel extends VBox {

    private final Tier tier;
    private final Label documents = Widgets.label(Figures.NOTHING, "basin-number");
    private final Label unit = Widgets.label("documents", "basin-unit");
    private final Label bytes = Widgets.label("", "basin-line");
    private final Label kept = Widgets.label("", "basin-line");

    BasinLabel(Tier tier) {
        this.tier = tier;
        getStyleClass().add("basin-label");
        setMouseTransparent(true);
        TierLabel name = new TierLabel(tier, TierColors.label(tier));
        name.getStyleClass().addAll("basin-name", "tinted");
        Label where = Widgets.label(
                switch (tier) {
                    case HOT -> "in RAM";
                    case WARM -> "on SSD";
                    case COLD -> "in cold segments";
                },
                "basin-where");
        HBox head = new HBox(9, name, where);
        head.setAlignment(Pos.BASELINE_LEFT);
        HBox count = new HBox(7, documents, unit);
        count.setAlignment(Pos.BASELINE_LEFT);
        documents.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(head, count, bytes, kept);
    }

    void show(RiverState state) {
        TierAmount amount = RiverState.amount(state.total(), tier);
        documents.setText(
                amount.documents() < 1_000_000 ? Figures.exact(amount.documents()) : Figures.count(amount.documents()));
        unit.setText(amount.documents() == 1 ? "document" : "documents");
        bytes.setText(Figures.bytes(amount.bytes()) + " of documents · " + Figures.percent(state.share(tier)));
        kept.setText(
                switch (tier) {
                    case HOT ->
                        state.hotBudget() <= 0
                                ? "no budget told"
                                : Figures.percent((double) amount.bytes() / state.hotBudget()) + " of the "
                                        + Figures.bytes(state.hotBudget()) + " budget";
                    case WARM, COLD -> Figures.bytes(amount.diskBytes()) + " on disk";
                });
    }
}
