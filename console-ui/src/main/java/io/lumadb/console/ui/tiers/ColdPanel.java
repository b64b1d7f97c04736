package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.Placement;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.Widgets;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Cold segments as rows of fragments, the volumes they lie on, and the scrub. */
final class ColdPanel extends VBox {

    private final ColdViewModel viewModel;

    ColdPanel(ColdViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        getStyleClass().add("cold-panel");
        setId("cold-panel");
        Label summary = Widgets.label(viewModel.summaryProperty());
        summary.setMinWidth(0);
        Button scrub = Widgets.button("Scrub now", "fth-shield", viewModel::startScrub);
        scrub.setId("cold-scrub");
        scrub.setMinWidth(Region.USE_PREF_SIZE);
        scrub.setTooltip(new Tooltip("Reads every fragment and rebuilds what is lost"));
        scrub.disableProperty().bind(viewModel.scrubbableProperty().not());
        HBox head = new HBox(9, summary, Widgets.spacer(), scrub);
        head.setAlignment(Pos.CENTER_LEFT);
        Label health = wrapped(viewModel.healthProperty(), "muted");
        health.setId("cold-health");
        subscriptions.follow(viewModel.wholeProperty(), whole -> {
            Widgets.style(health, "muted", whole);
            Widgets.style(health, "warning-text", !whole);
        });
        Label scrubbed = wrapped(viewModel.scrubProperty(), "muted");
        Label failure = wrapped(viewModel.failureProperty(), "error-text");
        FlowPane volumes = new FlowPane(7, 7);
        volumes.setId("cold-volumes");
        subscriptions.onListChange(viewModel.volumes(), () -> show(volumes));
        show(volumes);
        TableView<ColdSegment> segments = segments();
        VBox.setVgrow(segments, Priority.ALWAYS);
        getChildren().addAll(head, health, scrubbed, failure, volumes, segments);
    }

    void setShown(boolean shown) {
        viewModel.segmentsAsked().setShown(shown);
    }

    private static Label wrapped(ObservableValue<String> text, String styleClass) {
        Label label = Widgets.paragraph("", styleClass);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.map(words -> !words.isEmpty()));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private void show(FlowPane volumes) {
        volumes.getChildren()
                .setAll(viewModel.volumes().stream().map(ColdPanel::volume).toList());
    }

    private static Node volume(ColdTier.Volume volume) {
        boolean there = volume.state().equals("ok");
        Label label = new Label(
                "vol " + volume.number() + "  " + (there ? Figures.bytes(volume.usedBytes()) : volume.state()),
                Widgets.icon(there ? "fth-hard-drive" : "fth-alert-triangle"));
        label.getStyleClass().addAll("volume", there ? "ok" : "lost");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setTooltip(new Tooltip(volume.name() + " of " + volume.node() + "\n"
                + Figures.counted(volume.fragments(), "fragment", "fragments") + ", "
                + Figures.bytes(volume.usedBytes())
                + (there
                        ? "\n" + Figures.bytes(volume.freeBytes()) + " free of " + Figures.bytes(volume.totalBytes())
                        : "\nthe volume is " + volume.state())));
        return label;
    }

    private TableView<ColdSegment> segments() {
        TableView<ColdSegment> table = TierTables.table(
                viewModel.segments(),
                new EmptyState(
                        "mdi2s-snowflake",
                        "No cold segments",
                        "Documents become cold when they have been idle as long as their policy says."));
        table.setId("cold-segments");
        table.getColumns().add(TierTables.text("Collection", 102, ColdSegment::collection));
        table.getColumns().add(TierTables.number("Shard", 50, segment -> Figures.exact(segment.shard())));
        table.getColumns().add(TierTables.number("Docs", 62, segment -> Figures.count(segment.documents())));
        table.getColumns().add(TierTables.number("Alive", 54, ColdPanel::alive));
        table.getColumns().add(TierTables.number("On disk", 76, segment -> Figures.bytes(segment.diskBytes())));
        table.getColumns().add(TierTables.node("Fragments", 158, ColdPanel::fragments));
        return table;
    }

    private static String alive(ColdSegment segment) {
        return segment.rawBytes() == 0
                ? Figures.NOTHING
                : String.format(Locale.ROOT, "%.0f %%", 100.0 * segment.liveBytes() / segment.rawBytes());
    }

    /** Its number in each box; parity is outlined. A lost one has another colour, and a mark in the place of the number. */
    private static Node fragments(ColdSegment segment) {
        HBox boxes = new HBox(3);
        boxes.setAlignment(Pos.CENTER_LEFT);
        for (Placement.Fragment fragment : segment.fragments()) {
            boolean parity = segment.dataShards() > 1 && fragment.n() >= segment.dataShards();
            Label box = new Label(mark(fragment));
            box.getStyleClass().addAll("fragment", fragment.state());
            Widgets.style(box, "parity", parity);
            box.setMinWidth(Region.USE_PREF_SIZE);
            String words = (parity ? "Parity fragment " : "Fragment ") + fragment.n() + " of segment "
                    + segment.segment() + ": " + fragment.state() + "\n" + fragment.volume() + " of " + fragment.node();
            box.setTooltip(new Tooltip(words));
            box.setAccessibleText(words);
            boxes.getChildren().add(box);
        }
        return boxes;
    }

    private static String mark(Placement.Fragment fragment) {
        return switch (fragment.state().toLowerCase(Locale.ROOT)) {
            case "ok" -> Integer.toString(fragment.n());
            case "rebuilding" -> "↻";
            case "missing" -> "–";
            default -> "!";
        };
    }
}
