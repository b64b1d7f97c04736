package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ShardStatus;
import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.heatmap.HeatMapViewModel.View;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.SegmentedChoice;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The heat map. */
public final class HeatMapScreen implements Screen {

    public static final String TITLE = "Heat map";
    public static final String ICON = "fth-grid";

    private final HeatMapViewModel viewModel;
    private final Subscriptions subscriptions = new Subscriptions();
    private final VBox page = new VBox();
    private final HeatLegend legend = new HeatLegend();
    private final HBox tierLegend = new HBox(
            18,
            new TierLabel(Tier.HOT),
            new TierLabel(Tier.WARM),
            new TierLabel(Tier.COLD),
            Widgets.label("mixed by documents", "caption"));
    private final EmptyState empty = new EmptyState(
            "fth-grid",
            "No reads or writes yet",
            "Run a query, or start luma load: cells light up as soon as shards are read or written.");
    private final HeatGrid grid;
    private final NowMap now;
    private final Button resetZoom = Widgets.button("Whole span", "fth-maximize-2", this::showWhole);

    public HeatMapScreen(ConsoleSession session) {
        viewModel = new HeatMapViewModel(session.live());
        grid = new HeatGrid(viewModel, subscriptions);
        now = new NowMap(viewModel, subscriptions);
        page.getStyleClass().addAll("page", "heat-map");
        page.getStylesheets()
                .add(Objects.requireNonNull(HeatMapScreen.class.getResource("heatmap.css"))
                        .toExternalForm());
        HBox middle = new HBox(11, plotCard(), new ShardPanel(viewModel, subscriptions));
        VBox.setVgrow(middle, Priority.ALWAYS);
        page.getChildren().addAll(toolbar(), middle);
        subscriptions.follow(viewModel.versionProperty(), version -> follow());
    }

    private void showWhole() {
        viewModel.resetZoom();
        grid.requestFocus();
    }

    private HBox toolbar() {
        SegmentedChoice<Boolean> scale = new SegmentedChoice<>(
                "Scale",
                List.of(true, false),
                logarithmic -> logarithmic ? "Log" : "Linear",
                viewModel.logarithmicProperty());
        SegmentedChoice<Span> span =
                new SegmentedChoice<>("Span", Arrays.asList(Span.values()), Span::title, viewModel.spanProperty());
        subscriptions.follow(viewModel.measureProperty(), measure -> scale.setDisable(measure == Measure.TIERS));
        subscriptions.follow(viewModel.viewProperty(), view -> Widgets.showOnly(span, view == View.HISTORY));
        HBox toolbar = new HBox(
                new SegmentedChoice<>("View", Arrays.asList(View.values()), View::title, viewModel.viewProperty()),
                new SegmentedChoice<>(
                        "Measure", Arrays.asList(Measure.values()), Measure::title, viewModel.measureProperty()),
                Widgets.spacer(),
                resetZoom,
                span,
                scale);
        toolbar.getStyleClass().add("heat-toolbar");
        return toolbar;
    }

    private Node plotCard() {
        Label words = Widgets.label("", "card-title");
        Label zoomed = Widgets.label("", "card-note");
        subscriptions.follow(viewModel.versionProperty(), version -> {
            words.setText(heading());
            zoomed.setText(
                    viewModel.zoomProperty().get() == null
                            ? ""
                            : "zoomed in, time stands still — Esc shows the whole span");
        });
        HBox header = new HBox(words, zoomed);
        header.getStyleClass().add("card-header");
        StackPane plot = new StackPane(grid, now, empty);
        plot.getStyleClass().add("heat-plot");
        plot.setMinSize(0, 0);
        VBox.setVgrow(plot, Priority.ALWAYS);
        Label readOut = Widgets.label(viewModel.readOutProperty(), "small");
        readOut.setId("heat-read-out");
        Label hint = Widgets.label(viewModel.viewProperty().map(HeatMapScreen::hint), "caption");
        subscriptions.follow(viewModel.readOutProperty(), text -> {
            Widgets.showOnly(hint, text.isEmpty());
            Widgets.showOnly(readOut, !text.isEmpty());
        });
        tierLegend.setAlignment(Pos.CENTER_LEFT);
        readOut.setMinWidth(0);
        readOut.setWrapText(true);
        hint.setMinWidth(0);
        HBox foot = new HBox(18, legend, tierLegend, readOut, hint);
        foot.getStyleClass().add("heat-foot");
        VBox card = new VBox(header, plot, foot);
        card.getStyleClass().add("card-box");
        card.setMinWidth(0);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private static String hint(View view) {
        return switch (view) {
            case HISTORY -> "Drag to zoom · arrow keys walk · Enter opens the shard";
            case NOW -> "Arrow keys walk · Enter or a click opens the shard";
        };
    }

    private String heading() {
        Measure measure = viewModel.measureProperty().get();
        String what = measure.title() + ": " + measure.words();
        return switch (viewModel.viewProperty().get()) {
            case HISTORY -> what;
            case NOW -> what + ", now · L marks the leader";
        };
    }

    private void follow() {
        Measure measure = viewModel.measureProperty().get();
        boolean tiers = measure == Measure.TIERS;
        Widgets.showOnly(legend, !tiers);
        Widgets.showOnly(tierLegend, tiers);
        boolean history = viewModel.viewProperty().get() == View.HISTORY;
        boolean nothing = history && viewModel.nothingToShow();
        empty.setVisible(nothing);
        grid.setVisible(history && !nothing);
        now.setVisible(!history);
        Widgets.showOnly(resetZoom, history && viewModel.zoomProperty().get() != null);
        if (page.getScene() != null && !tiers) {
            legend.show(viewModel.scale(), measure);
        }
    }

    HeatMapViewModel viewModel() {
        return viewModel;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String icon() {
        return ICON;
    }

    @Override
    public Parent view() {
        return page;
    }

    @Override
    public void shown() {
        follow();
    }

    @Override
    public void hidden() {
        // Painting ends with being out of sight; the history goes on filling.
    }

    /** A shard's number opens that shard, {@code node/…} the map of nodes. */
    @Override
    public void open(String detail) {
        if (detail.startsWith("node/")) {
            viewModel.viewProperty().set(View.NOW);
        }
        if (!detail.isEmpty() && detail.length() < 8 && detail.chars().allMatch(Character::isDigit)) {
            viewModel.select(Integer.parseInt(detail));
        }
    }

    @Override
    public List<ConsoleAction> actions() {
        return Arrays.stream(Measure.values())
                .map(measure -> new ConsoleAction(
                        "Heat map",
                        "Heat map by " + measure.title().toLowerCase(java.util.Locale.ROOT),
                        measure.words(),
                        ICON,
                        () -> viewModel.measureProperty().set(measure)))
                .toList();
    }

    /** The busiest shard beside the last minutes of all of them. */
    @Override
    public CompletionStage<?> demonstrate() {
        viewModel.viewProperty().set(View.HISTORY);
        viewModel.measureProperty().set(Measure.READS);
        viewModel.spanProperty().set(Span.MINUTE);
        viewModel.resetZoom();
        viewModel.shards().stream()
                .max(Comparator.comparingDouble(ShardStatus::heat))
                .ifPresent(shard -> viewModel.select(shard.shard()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        subscriptions.close();
        viewModel.close();
    }
}
