package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TieringPreview;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.Widgets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What a policy would move, with the errors of the estimate, and what RAM, disk and hits come to. */
final class PreviewPane extends VBox {

    PreviewPane() {
        getStyleClass().add("preview");
        setId("policy-preview");
    }

    void show(@Nullable TieringPreview preview) {
        Widgets.showOnly(this, preview != null);
        if (preview == null) {
            getChildren().clear();
            return;
        }
        Label basis = Widgets.paragraph(basis(preview), "caption");
        Tooltip.install(basis, new Tooltip(String.join("\n", preview.assumptions())));
        basis.setAccessibleText(basis.getText() + " " + String.join(" ", preview.assumptions()));
        List<Node> parts = new ArrayList<>();
        parts.add(preview.moves().isEmpty() ? Widgets.label("Nothing would move.", "strong") : moves(preview));
        parts.add(totals(preview));
        parts.add(basis);
        getChildren().setAll(parts);
    }

    private static Node moves(TieringPreview preview) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("preview-moves");
        int row = 0;
        for (TieringPreview.Flow flow : preview.moves()) {
            HBox route = new HBox(
                    6, TierTables.mark(flow.from()), Widgets.icon("fth-arrow-right"), TierTables.mark(flow.to()));
            route.setAlignment(Pos.CENTER_LEFT);
            Label documents = Widgets.label(
                    Figures.count(flow.documents()) + error(Figures.count(flow.documentsError()), flow.documentsError())
                            + " docs",
                    "strong");
            Label bytes = Widgets.label(
                    Figures.bytes(flow.bytes()) + error(Figures.bytes(flow.bytesError()), flow.bytesError()));
            Label rule = Widgets.label(flow.rule(), "caption");
            for (Region part : List.of(route, documents, bytes)) {
                part.setMinWidth(Region.USE_PREF_SIZE);
            }
            rule.setMinWidth(0);
            GridPane.setHalignment(documents, HPos.RIGHT);
            GridPane.setHalignment(bytes, HPos.RIGHT);
            grid.addRow(row++, route, documents, bytes);
            grid.add(rule, 0, row++, 3, 1);
        }
        return grid;
    }

    private static String error(String words, long error) {
        return error == 0 ? "" : " ± " + words;
    }

    private static Node totals(TieringPreview preview) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("preview-totals");
        TieringPreview.Ram ram = preview.ram();
        grid.addRow(
                0,
                Widgets.label("Hot in RAM", "muted"),
                Widgets.label(Figures.bytes(ram.now()) + " → " + Figures.bytes(ram.after())
                        + error(Figures.bytes(ram.afterError()), ram.afterError()) + ", of "
                        + Figures.bytes(ram.budget())));
        grid.addRow(
                1,
                Widgets.label("On disk", "muted"),
                Widgets.label(Figures.bytes(preview.disk().now()) + " → "
                        + Figures.bytes(preview.disk().after())));
        grid.addRow(2, Widgets.label("Hot hit ratio", "muted"), Widgets.label(hits(preview.hitRatio())));
        return grid;
    }

    private static String hits(TieringPreview.@Nullable HitRatio hits) {
        return hits == null
                ? "unknown: no reads are recorded yet"
                : Figures.percent(hits.recorded()) + " → " + Figures.percent(hits.predicted()) + " ± "
                        + Figures.percent(hits.error()) + ", from " + Figures.counted(hits.reads(), "read", "reads");
    }

    private static String basis(TieringPreview preview) {
        String counted = preview.exact()
                ? "Counted document by document."
                : "Estimated from " + Figures.exact(preview.sampled()) + " of " + Figures.exact(preview.documents())
                        + " documents; ± holds with " + String.format(Locale.ROOT, "%.0f", 100 * preview.confidence())
                        + " % confidence.";
        String first = preview.assumptions().stream().limit(1).collect(Collectors.joining());
        return counted + (first.isEmpty() ? "" : " It holds if: " + first);
    }
}
