package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.RunningQuery;
import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierMove;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.widget.TierBar;
import io.lumadb.console.ui.widget.TierLabel;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One shard in numbers: who leads it, what it holds, what moved, what runs, and which shards are busier. */
final class ShardPanel extends VBox {

    private static final double WIDTH = 330;
    private static final int MOVES = 6;
    private static final int QUERIES = 4;

    private final HeatMapViewModel viewModel;
    private final Label title = Widgets.label("", "h3");
    private final GridPane numbers = new GridPane();
    private final TierBar tierBar = new TierBar();
    private final VBox tiers = new VBox();
    private final VBox moves = new VBox();
    private final VBox queries = new VBox();
    private final VBox hottest = new VBox();

    ShardPanel(HeatMapViewModel viewModel, Subscriptions subscriptions) {
        this.viewModel = viewModel;
        getStyleClass().addAll("card-box", "shard-panel");
        setId("shard-panel");
        setMinWidth(WIDTH);
        setMaxWidth(WIDTH);
        setPrefWidth(WIDTH);
        HBox header = new HBox(
                title,
                Widgets.spacer(),
                Widgets.iconButton("fth-x", "Close the shard panel", () -> viewModel.select(null)));
        header.getStyleClass().add("card-header");
        tierBar.setMinHeight(12);
        numbers.getStyleClass().add("shard-numbers");
        ColumnConstraints grow = new ColumnConstraints();
        grow.setHgrow(Priority.ALWAYS);
        numbers.getColumnConstraints().addAll(new ColumnConstraints(), grow);
        VBox body = new VBox(
                numbers,
                section("Documents by tier", new VBox(7, tierBar, tiers)),
                section("Tier moves of this shard", moves),
                section("Running queries", queries),
                section("Busiest now", hottest));
        body.getStyleClass().add("shard-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);
        Widgets.showOnly(this, false);
        subscriptions.onChange(viewModel.selectedProperty(), shard -> {
            Widgets.showOnly(this, shard != null);
            show();
        });
        subscriptions.onChange(viewModel.versionProperty(), version -> show());
    }

    private static Node section(String title, Node content) {
        return new VBox(5, Widgets.label(title, "section-title"), content);
    }

    private void show() {
        Integer number = viewModel.selectedProperty().get();
        if (number == null) {
            return;
        }
        title.setText("Shard " + number);
        viewModel
                .shard(number)
                .ifPresentOrElse(this::show, () -> numbers.getChildren().clear());
        moves.getChildren()
                .setAll(lines(
                        viewModel.shardMoves().stream()
                                .limit(MOVES)
                                .map(ShardPanel::move)
                                .toList(),
                        "None since this session began."));
        queries.getChildren()
                .setAll(lines(
                        viewModel.queries().stream()
                                .limit(QUERIES)
                                .map(ShardPanel::query)
                                .toList(),
                        "Nothing runs at this moment."));
        hottest.getChildren()
                .setAll(lines(viewModel.hottest().stream().map(this::busy).toList(), "All shards are idle."));
    }

    private void show(ShardStatus shard) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"Leader", shard.leader() + ", core " + shard.core()});
        rows.add(new String[] {"Replicas", replicas(shard)});
        rows.add(new String[] {"Reads", Figures.rate(shard.reads()) + ", " + Figures.byteRate(shard.readBytes())});
        rows.add(new String[] {"Writes", Figures.rate(shard.writes()) + ", " + Figures.byteRate(shard.writeBytes())});
        rows.add(new String[] {"Write p99", Measure.P99.format(shard.p99Micros())});
        rows.add(new String[] {"Heat", Figures.rate(shard.heat())});
        rows.add(new String[] {"Raft term", Figures.exact(shard.term())});
        rows.add(new String[] {"Applied", Figures.exact(shard.appliedIndex())});
        rows.add(new String[] {"Checkpoint", Figures.exact(shard.checkpointIndex())});
        rows.add(new String[] {"Lag", Measure.LAG.format(Measure.LAG.of(shard))});
        numbers.getChildren().clear();
        for (int i = 0; i < rows.size(); i++) {
            Label value = Widgets.label(rows.get(i)[1]);
            value.setMaxWidth(Double.MAX_VALUE);
            value.setAlignment(Pos.CENTER_RIGHT);
            numbers.addRow(i, Widgets.label(rows.get(i)[0], "muted"), value);
        }
        tierBar.show(
                shard.tiers().hot().documents(),
                shard.tiers().warm().documents(),
                shard.tiers().cold().documents());
        tiers.getChildren()
                .setAll(
                        tier(
                                Tier.HOT,
                                shard.tiers().hot().documents(),
                                shard.tiers().hot().bytes()),
                        tier(
                                Tier.WARM,
                                shard.tiers().warm().documents(),
                                shard.tiers().warm().bytes()),
                        tier(
                                Tier.COLD,
                                shard.tiers().cold().documents(),
                                shard.tiers().cold().bytes()));
    }

    private static String replicas(ShardStatus shard) {
        return shard.replicas().stream().map(ShardStatus.Replica::node).collect(Collectors.joining(", "));
    }

    private static Node tier(Tier tier, long documents, long bytes) {
        return row(
                new TierLabel(tier),
                Widgets.label(Figures.counted(documents, "document", "documents") + " · " + Figures.bytes(bytes)));
    }

    private static Node move(TierMove move) {
        Label what = Widgets.label(
                Figures.clock(move.at()) + "  " + move.from() + " → " + move.to() + ", "
                        + Figures.counted(move.documents(), "document", "documents") + " of " + move.collection(),
                "small");
        Label why = Widgets.label(move.detail().isEmpty() ? move.reason() : move.detail(), "caption");
        return new VBox(what, why);
    }

    private static Node query(RunningQuery query) {
        Label text = Widgets.label(query.query().strip().replaceAll("\\s+", " "), "mono", "small");
        Label who = Widgets.label(
                query.user() + " · " + Figures.millis(query.elapsedMs()) + " · "
                        + Figures.counted(query.rowsScanned(), "row read", "rows read"),
                "caption");
        return new VBox(text, who);
    }

    private Node busy(ShardStatus shard) {
        Measure measure = viewModel.measureProperty().get() == Measure.TIERS
                ? Measure.HEAT
                : viewModel.measureProperty().get();
        Button open = new Button("Shard " + shard.shard());
        open.getStyleClass().addAll("link-button");
        open.setOnAction(event -> viewModel.select(shard.shard()));
        return row(open, Widgets.label(measure.format(measure.of(shard))));
    }

    private static HBox row(Region left, Region right) {
        left.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, left, Widgets.spacer(), right);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static List<Node> lines(List<Node> lines, String none) {
        return lines.isEmpty() ? List.of(Widgets.label(none, "caption")) : lines;
    }
}
