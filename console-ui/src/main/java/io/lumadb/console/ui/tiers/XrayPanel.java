package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.Placement;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** One document: paste its id, see where it is, why, and what comes next. Counts down while it is in sight. */
final class XrayPanel extends VBox {

    private static final int MOVES = 8;

    private final XrayViewModel viewModel;
    private final VBox found = new VBox();
    private final HBox tier = new HBox();
    private final GridPane facts = new GridPane();
    private final VBox past = new VBox();
    private final Timeline clock;

    XrayPanel(XrayViewModel viewModel, ObservableList<String> collections) {
        this.viewModel = viewModel;
        getStyleClass().add("xray");
        setId("xray");
        clock = new Timeline(new KeyFrame(Duration.seconds(1), event -> viewModel.tick()));
        clock.setCycleCount(Animation.INDEFINITE);
        Label words = Widgets.paragraph("", "muted");
        words.setId("xray-words");
        words.textProperty().bind(viewModel.wordsProperty());
        words.visibleProperty().bind(viewModel.wordsProperty().map(text -> !text.isEmpty()));
        words.managedProperty().bind(words.visibleProperty());
        facts.getStyleClass().add("xray-facts");
        ColumnConstraints label = new ColumnConstraints();
        label.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints grow = new ColumnConstraints();
        grow.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().addAll(label, grow);
        tier.setAlignment(Pos.CENTER_LEFT);
        tier.setSpacing(10);
        past.getStyleClass().add("xray-past");
        found.getStyleClass().add("xray-found");
        found.getChildren().addAll(tier, facts, Widgets.label("Its moves so far", "section-title"), past);
        ScrollPane scroll = new ScrollPane(found);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(question(collections), words, scroll);
        Widgets.showOnly(found, false);
        viewModel.placementProperty().addListener((observable, before, after) -> show(after));
    }

    void setShown(boolean shown) {
        if (shown) {
            clock.play();
        } else {
            clock.stop();
        }
    }

    private Node question(ObservableList<String> collections) {
        TextField id = new TextField();
        id.setId("xray-id");
        id.setPromptText("document id");
        id.textProperty().bindBidirectional(viewModel.idProperty());
        id.setOnAction(event -> viewModel.look());
        HBox.setHgrow(id, Priority.ALWAYS);
        Button look = Widgets.button("Look", "fth-search", viewModel::look);
        look.setId("xray-look");
        look.setMinWidth(Region.USE_PREF_SIZE);
        look.disableProperty().bind(viewModel.busyProperty());
        HBox row = new HBox(
                9,
                new CollectionChoice("Collection of the document", collections, viewModel.collectionProperty(), null),
                id,
                look);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show(@Nullable Placement placement) {
        Widgets.showOnly(found, placement != null);
        if (placement == null) {
            return;
        }
        showTier(placement);
        List<Node[]> rows = new ArrayList<>();
        rows.add(fact("Lives on", placement.node() + ", core " + placement.core() + ", shard " + placement.shard()));
        rows.add(fact("Leader", placement.leader() + "; replicas " + String.join(", ", placement.replicas())));
        Label idle = Widgets.label(viewModel.idleProperty());
        rows.add(new Node[] {Widgets.label("Last touched", "muted"), idle});
        rows.add(fact("Heat", Figures.rate(placement.heat()) + " accesses"));
        rows.add(fact("Why here", placement.reason()));
        Label next = Widgets.label(viewModel.countdownProperty(), "strong");
        next.setId("xray-next");
        next.setWrapText(true);
        rows.add(new Node[] {Widgets.label("Moves next", "muted"), next});
        List<Placement.Fragment> fragments = placement.fragments();
        if (fragments != null && !fragments.isEmpty()) {
            rows.add(fragments(fragments));
        }
        facts.getChildren().clear();
        for (int i = 0; i < rows.size(); i++) {
            facts.addRow(i, rows.get(i));
        }
        past.getChildren()
                .setAll(
                        placement.moves().isEmpty()
                                ? List.of(Widgets.label("It has not moved since it was written.", "caption"))
                                : placement.moves().reversed().stream()
                                        .limit(MOVES)
                                        .map(XrayPanel::move)
                                        .toList());
    }

    private void showTier(Placement placement) {
        tier.getChildren().clear();
        Node mark = TierTables.mark(placement.tier());
        mark.getStyleClass().addAll("xray-tier", "tinted");
        tier.getChildren().addAll(mark, Widgets.spacer());
        if (viewModel.readOnly()) {
            tier.getChildren().add(Widgets.label("read-only connection", "caption"));
            return;
        }
        tier.getChildren().add(Widgets.label("Move to", "muted"));
        for (Tier to : Tier.values()) {
            if (!to.wireName().equals(placement.tier())) {
                Button button = Widgets.button(TierColors.label(to), TierColors.icon(to), () -> viewModel.move(to));
                button.setId("xray-move-" + to.wireName());
                button.setMinWidth(Region.USE_PREF_SIZE);
                button.disableProperty().bind(viewModel.busyProperty());
                tier.getChildren().add(button);
            }
        }
    }

    private static Node[] fact(String name, String value) {
        Label text = Widgets.label(value);
        text.setWrapText(true);
        return new Node[] {Widgets.label(name, "muted"), text};
    }

    /** Volumes by the name of their folder; the whole path is in the tooltip. */
    private static Node[] fragments(List<Placement.Fragment> fragments) {
        Node[] fact = fact("Fragments", fragments(fragments, XrayPanel::folder));
        Tooltip.install(fact[1], new Tooltip(fragments(fragments, UnaryOperator.identity())));
        return fact;
    }

    private static String fragments(List<Placement.Fragment> fragments, UnaryOperator<String> volume) {
        return fragments.stream()
                .map(fragment -> fragment.n() + " on " + fragment.node() + ", " + volume.apply(fragment.volume())
                        + (fragment.state().equals("ok") ? "" : " (" + fragment.state() + ")"))
                .collect(Collectors.joining("; "));
    }

    /** The node's machine may separate folders as this one does not. */
    private static String folder(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Node move(Placement.Move move) {
        HBox row = new HBox(
                7,
                Widgets.label(Figures.clock(move.at()), "mono", "small"),
                TierTables.mark(move.from()),
                Widgets.icon("fth-arrow-right"),
                TierTables.mark(move.to()),
                Widgets.label(move.reason() + ", " + Figures.bytes(move.bytes()), "caption"));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
