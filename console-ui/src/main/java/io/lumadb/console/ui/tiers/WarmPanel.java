package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.WarmStatus;
import io.lumadb.client.model.WarmStatus.Level;
import io.lumadb.console.ui.live.Polled;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.console.ui.widget.EmptyState;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** RocksDB from within: what each level holds and has been written, and what flushes and compactions are at. */
final class WarmPanel extends VBox {

    private final Polled<WarmStatus> warm;
    private final ObservableList<Level> levels = FXCollections.observableArrayList();
    private final Label work = Widgets.paragraph("", "strong");
    private final Label memory = Widgets.paragraph("", "muted");
    private long largest = 1;

    WarmPanel(Polled<WarmStatus> warm, Subscriptions subscriptions) {
        this.warm = warm;
        getStyleClass().add("warm-panel");
        setId("warm-panel");
        work.setId("warm-work");
        Label failure = Widgets.paragraph("", "error-text");
        failure.textProperty().bind(warm.wordsProperty());
        failure.visibleProperty().bind(warm.wordsProperty().map(words -> !words.isEmpty()));
        failure.managedProperty().bind(failure.visibleProperty());
        TableView<Level> table = TierTables.table(
                levels,
                new EmptyState(
                        "fth-layers", "Nothing is on SSD yet", "The first checkpoint writes level 0 of each family."));
        table.setId("warm-levels");
        table.getColumns().add(TierTables.text("Family", 88, Level::family));
        table.getColumns().add(TierTables.text("Level", 52, level -> "L" + level.level()));
        table.getColumns().add(TierTables.node("Holds", 92, level -> new Share(level.bytes(), largest)));
        table.getColumns().add(TierTables.number("Bytes", 78, level -> Figures.bytes(level.bytes())));
        table.getColumns().add(TierTables.number("Files", 56, level -> Figures.exact(level.files())));
        table.getColumns().add(TierTables.number("Written", 78, level -> Figures.bytes(level.writtenBytes())));
        table.getColumns()
                .add(TierTables.number(
                        "× users", 66, level -> String.format(Locale.ROOT, "%.2f ×", level.writeAmplification())));
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(work, memory, failure, table);
        subscriptions.follow(warm.valueProperty(), this::show);
    }

    void setShown(boolean shown) {
        warm.setShown(shown);
    }

    private void show(@Nullable WarmStatus now) {
        if (now == null) {
            work.setText("Asking…");
            return;
        }
        long flushes = sum(now, shard -> shard.flushes().running());
        long compactions = sum(now, shard -> shard.compactions().running());
        long pending = sum(now, WarmStatus.Shard::pendingCompactionBytes);
        String stalled = now.shards().stream()
                .filter(shard -> !shard.stall().equals("none"))
                .map(shard -> "shard " + shard.shard() + " " + shard.stall())
                .collect(Collectors.joining(", "));
        work.setText(Figures.counted(flushes, "flush", "flushes") + " and "
                + Figures.counted(compactions, "compaction", "compactions") + " under way, "
                + Figures.bytes(pending) + " to compact; "
                + (stalled.isEmpty() ? "no write waits" : "writes wait: " + stalled));
        Widgets.style(work, "warning-text", !stalled.isEmpty());
        memory.setText("Memtables " + Figures.bytes(sum(now, WarmStatus.Shard::memtableBytes)) + " of "
                + Figures.bytes(now.memtableLimit()) + " · block cache "
                + Figures.bytes(now.blockCache().used())
                + " of " + Figures.bytes(now.blockCache().capacity()) + " · background writes at most "
                + Figures.byteRate((double) now.backgroundBytesPerSecond()));
        List<Level> rows = now.levels().stream()
                .filter(level -> level.bytes() > 0 || level.writtenBytes() > 0)
                .toList();
        if (!rows.equals(levels)) {
            largest = Math.max(1, rows.stream().mapToLong(Level::bytes).max().orElse(1));
            levels.setAll(rows);
        }
    }

    private static long sum(WarmStatus now, ToLongFunction<WarmStatus.Shard> part) {
        return now.shards().stream().mapToLong(part).sum();
    }

    /** How much of the largest level it is. */
    private static final class Share extends CanvasRegion {
        private static final double THICK = 8;

        private final double share;

        Share(long bytes, long most) {
            share = (double) bytes / most;
            setMinHeight(THICK);
            setPrefHeight(THICK);
            setMaxHeight(THICK);
            setMaxWidth(Region.USE_COMPUTED_SIZE);
            setPrefWidth(70);
        }

        @Override
        protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
            graphics.setFill(ThemeColors.of(theme).track());
            graphics.fillRoundRect(0, 0, width, height, 5, 5);
            graphics.setFill(TierColors.of(Tier.WARM, theme));
            double filled = share <= 0 ? 0 : Math.max(2, share * width);
            graphics.fillRoundRect(0, 0, filled, height, 5, 5);
        }
    }
}
