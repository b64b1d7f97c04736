package io.lumadb.console.ui.query.result;

import io.lumadb.client.model.QueryResult.TierReads;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.TierBar;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What the query returned and what it cost: rows, time, rows scanned, and the bytes each tier was read for. */
final class ResultStatusLine extends HBox {

    private final Label rows = Widgets.label("", "result-rows");
    private final Label elapsed = Widgets.label("", "muted");
    private final Label scanned = Widgets.label("", "muted");
    private final Label cut = Widgets.label("", "warning-text");
    private final TierBar bar = new TierBar();
    private final Label read = Widgets.label("", "muted");
    private final TierLabel hot = new TierLabel(Tier.HOT, "");
    private final TierLabel warm = new TierLabel(Tier.WARM, "");
    private final TierLabel cold = new TierLabel(Tier.COLD, "");
    private final HBox tiers = new HBox(10, read, bar, hot, warm, cold);

    ResultStatusLine() {
        getStyleClass().add("result-status");
        tiers.setAlignment(Pos.CENTER_LEFT);
        bar.setPrefWidth(150);
        bar.setMaxHeight(10);
        cut.setMinWidth(0);
        for (Label label : new Label[] {rows, elapsed, scanned, read, hot, warm, cold}) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        HBox.setHgrow(cut, Priority.SOMETIMES);
        getChildren().addAll(rows, elapsed, scanned, cut, Widgets.spacer(), tiers);
        show(null, 0, false);
    }

    /** @param soFar rows that have come while the query runs */
    void show(@Nullable RunFigures figures, int soFar, boolean running) {
        Widgets.showOnly(tiers, figures != null && figures.bytesRead() + figures.rowsScanned() > 0);
        Widgets.showOnly(cut, figures != null && figures.cut());
        Widgets.showOnly(elapsed, figures != null);
        Widgets.showOnly(scanned, figures != null && figures.rowsScanned() > 0);
        if (figures == null) {
            rows.setText(
                    running || soFar > 0 ? Figures.counted(soFar, "row", "rows") + (running ? " so far" : "") : "");
            return;
        }
        Long affected = figures.affected();
        rows.setText(
                affected == null
                        ? Figures.counted(figures.rows(), "row", "rows")
                        : Figures.counted(affected, "document changed", "documents changed"));
        elapsed.setText(Figures.millis(figures.elapsedMs()));
        scanned.setText(Figures.counted(figures.rowsScanned(), "row scanned", "rows scanned"));
        cut.setText("more rows exist: add a LIMIT or a filter");
        read.setText(Figures.bytes(figures.bytesRead()) + " read");
        bar.show(
                figures.reads(Tier.HOT).bytes(),
                figures.reads(Tier.WARM).bytes(),
                figures.reads(Tier.COLD).bytes());
        name(hot, figures.reads(Tier.HOT));
        name(warm, figures.reads(Tier.WARM));
        name(cold, figures.reads(Tier.COLD));
        setAccessibleText(rows.getText() + " in " + elapsed.getText() + ", " + read.getText());
    }

    private static void name(TierLabel label, TierReads reads) {
        label.setText(Figures.count(reads.rows()) + " · " + Figures.bytes(reads.bytes()));
        label.setTooltip(new Tooltip(Figures.counted(reads.rows(), "document", "documents") + ", "
                + Figures.exact(reads.bytes()) + " bytes"));
        Widgets.style(label, "untouched", reads.rows() == 0 && reads.bytes() == 0);
    }
}
