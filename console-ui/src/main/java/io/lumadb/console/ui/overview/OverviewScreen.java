package io.lumadb.console.ui.overview;

import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.screen.ScreenRequest;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.Card;
import io.lumadb.console.ui.widget.Sparkline;
import io.lumadb.console.ui.widget.StatTile;
import io.lumadb.console.ui.widget.Widgets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.scene.Parent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The Overview: the page that is open when nothing else is. */
public final class OverviewScreen implements Screen {

    public static final String TITLE = "Overview";
    public static final String ICON = "fth-activity";

    private final OverviewViewModel viewModel;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Gauge hotGauge = new Gauge();
    private final Gauge shardGauge = new Gauge();
    private final VBox page = new VBox();

    public OverviewScreen(ConsoleSession session) {
        viewModel = new OverviewViewModel(session.live());
        page.getStyleClass().addAll("page", "overview");
        page.getStylesheets()
                .add(Objects.requireNonNull(OverviewScreen.class.getResource("overview.css"))
                        .toExternalForm());
        GridPane lower = lower();
        VBox.setVgrow(lower, Priority.ALWAYS);
        page.getChildren().addAll(new TroublePane(viewModel, subscriptions), tiles(), middle(), lower);
        subscriptions.follow(viewModel.hotHitRatioProperty(), ratio -> hotGauge.show(ratio.doubleValue()));
        subscriptions.follow(viewModel.shardsLedProperty(), share -> shardGauge.show(share.doubleValue()));
    }

    private GridPane tiles() {
        GridPane tiles = grid(1, 1, 1, 1, 1, 1);
        List<Region> all = List.of(
                tile("Operations", "fth-zap", viewModel.operations(), "heat-map")
                        .withHistory(history(MetricSeries::operations, 10)),
                tile("Latency, p99", "fth-clock", viewModel.latency(), "heat-map")
                        .withHistory(history(MetricSeries::p99Micros, 1000)),
                tile("Hot hit ratio", "mdi2f-fire", viewModel.hotHits(), "tiers")
                        .withSide(hotGauge),
                tile("Tier moves", "fth-repeat", viewModel.moving(), "tiers")
                        .withHistory(history(MetricSeries::movesPerSecond, 5)),
                tile("Write amplification", "fth-layers", viewModel.amplification(), "tiers")
                        .withHistory(history(MetricSeries::writeAmplification, 2)),
                tile("Nodes and shards", "fth-server", viewModel.members(), "topology")
                        .withSide(shardGauge));
        for (int i = 0; i < all.size(); i++) {
            tiles.add(all.get(i), i, 0);
        }
        tiles.setMinHeight(Region.USE_PREF_SIZE);
        return tiles;
    }

    private StatTile tile(String title, String icon, OverviewViewModel.Reading reading, String opens) {
        return new StatTile(title, icon, reading.figureProperty(), reading.wordsProperty())
                .opening("Opens what this is made of", () -> page.fireEvent(new ScreenRequest(opens, "")));
    }

    /** @param floor the smallest value that the top of the line stands for */
    private Sparkline history(Function<MetricSeries, double[]> values, double floor) {
        Sparkline line = Sparkline.accented().withFloor(floor);
        subscriptions.follow(
                viewModel.seriesProperty(),
                series -> line.show(series.times(), values.apply(series), OverviewViewModel.SPAN_MILLIS));
        return line;
    }

    private GridPane middle() {
        GridPane middle = grid(58, 42);
        Card tiers = new Card("Data by tier", new TierSummary(viewModel, subscriptions));
        tiers.note().setText("bytes of documents");
        tiers.with(Widgets.iconButton(
                "fth-arrow-right", "Open Tiers", () -> page.fireEvent(new ScreenRequest("tiers", ""))));
        Card nodes = new Card("Nodes", new NodeList(viewModel, subscriptions));
        middle.add(tiers, 0, 0);
        middle.add(nodes, 1, 0);
        middle.setMinHeight(Region.USE_PREF_SIZE);
        nodes.setPrefHeight(110);
        return middle;
    }

    private GridPane lower() {
        GridPane lower = grid(45, 55);
        Card collections = new Card("Collections", OverviewTables.collections(viewModel.collections()));
        collections.note().setText("documents by tier");
        Card moves = new Card("Tier moves", OverviewTables.moves(viewModel.moves()));
        Card events = new Card("Events", OverviewTables.events(viewModel.events()));
        subscriptions.onListChange(
                viewModel.moves(),
                () -> moves.note().setText(kept(viewModel.moves().size())));
        subscriptions.onListChange(
                viewModel.events(),
                () -> events.note().setText(kept(viewModel.events().size())));
        VBox right = new VBox(11, moves, events);
        for (Card card : List.of(moves, events)) {
            VBox.setVgrow(card, Priority.ALWAYS);
            card.setPrefHeight(100);
            card.setMinHeight(90);
        }
        collections.setMinHeight(0);
        lower.add(collections, 0, 0);
        lower.add(right, 1, 0);
        GridPane.setVgrow(collections, Priority.ALWAYS);
        GridPane.setVgrow(right, Priority.ALWAYS);
        lower.setMinHeight(0);
        return lower;
    }

    private static String kept(int size) {
        return size == 0 ? "" : Figures.exact(size) + " kept";
    }

    /** Columns as wide as their shares. */
    private static GridPane grid(double... shares) {
        GridPane grid = new GridPane(11, 11);
        double whole = Arrays.stream(shares).sum();
        for (double share : shares) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100 * share / whole);
            grid.getColumnConstraints().add(column);
        }
        return grid;
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
        // Nothing here moves by itself: numbers change when a frame comes.
    }

    @Override
    public void hidden() {
        // As above.
    }

    @Override
    public void close() {
        subscriptions.close();
        hotGauge.close();
        shardGauge.close();
        viewModel.close();
    }
}
