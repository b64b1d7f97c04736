package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TiersStatus.WriteAmplification;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeColors;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.widget.CanvasRegion;
import io.lumadb.console.ui.widget.Widgets;
import io.lumadb.document.Tier;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** What became of the bytes that users wrote: how often each was written again, and by whom. */
final class AmplificationPanel extends VBox {

    private final Label factor = Widgets.label(Figures.NOTHING, "amplification-factor");
    private final Label sentence = Widgets.paragraph("Nothing has been written since the node started.", "muted");
    private final List<Line> lines = List.of(
            new Line(
                    "Written by users",
                    "what clients sent",
                    theme -> ThemeColors.of(theme).accent()),
            new Line(
                    "Raft log",
                    "every write, once, before it is acknowledged",
                    theme -> ThemeColors.of(theme).muted()),
            new Line(
                    "Flushed to warm", "dirty hot documents at a checkpoint", theme -> TierColors.of(Tier.WARM, theme)),
            new Line(
                    "Compacted",
                    "RocksDB merging its levels",
                    theme -> TierColors.of(Tier.WARM, theme).deriveColor(0, 1, 1, 0.6)),
            new Line("Cold segments", "sealed and compressed", theme -> TierColors.of(Tier.COLD, theme)),
            new Line(
                    "Parity and copies",
                    "what lets volumes be lost",
                    theme -> TierColors.of(Tier.COLD, theme).deriveColor(0, 1, 1, 0.6)));

    AmplificationPanel(TiersViewModel viewModel, Subscriptions subscriptions) {
        getStyleClass().add("amplification");
        setId("amplification");
        HBox head = new HBox(14, factor, sentence);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        factor.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().add(head);
        getChildren().addAll(lines);
        getChildren()
                .add(Widgets.paragraph(
                        "A hot document that is overwritten a thousand times goes down once, with the next checkpoint:"
                                + " the more writes RAM absorbs, the smaller the flushed part. Bytes since the node"
                                + " started.",
                        "caption"));
        subscriptions.follow(viewModel.amplificationProperty(), this::show);
    }

    private void show(@Nullable WriteAmplification parts) {
        if (parts == null) {
            return;
        }
        long[] bytes = {
            parts.userBytes(),
            parts.raftLogBytes(),
            parts.flushedBytes(),
            parts.compactedBytes(),
            parts.coldBytes(),
            parts.parityBytes()
        };
        long most = 1;
        long written = -parts.userBytes();
        for (long each : bytes) {
            most = Math.max(most, each);
            written += each;
        }
        for (int i = 0; i < bytes.length; i++) {
            lines.get(i).show(bytes[i], most, parts.userBytes());
        }
        boolean none = parts.userBytes() == 0;
        factor.setText(none ? Figures.NOTHING : Figures.factor(parts.total()));
        sentence.setText(
                none
                        ? "Nothing has been written since the node started."
                        : "Each byte that users wrote was written " + Figures.factor(parts.total()) + " to disk: "
                                + Figures.bytes(parts.userBytes()) + " became " + Figures.bytes(written) + ".");
    }

    /** One way that bytes take: name, what it is, bar, bytes and factor. */
    private static final class Line extends VBox {
        private final Label amount = Widgets.label("", "strong");
        private final Label times = Widgets.label("", "caption");
        private final Bar bar;

        Line(String name, String what, Function<Theme, Color> color) {
            bar = new Bar(color);
            HBox head = new HBox(
                    8, Widgets.label(name, "strong"), Widgets.label(what, "caption"), Widgets.spacer(), times, amount);
            head.setAlignment(Pos.BASELINE_LEFT);
            setSpacing(3);
            getChildren().addAll(head, bar);
        }

        void show(long bytes, long most, long user) {
            amount.setText(Figures.bytes(bytes));
            times.setText(user == 0 ? "" : Figures.factor((double) bytes / user));
            bar.show((double) bytes / most);
        }
    }

    private static final class Bar extends CanvasRegion {
        private final Function<Theme, Color> color;
        private double share;

        Bar(Function<Theme, Color> color) {
            this.color = color;
            setMinHeight(10);
            setPrefHeight(10);
            setMaxHeight(10);
        }

        void show(double newShare) {
            share = newShare;
            repaint();
        }

        @Override
        protected void paint(GraphicsContext graphics, double width, double height, Theme theme) {
            graphics.setFill(ThemeColors.of(theme).track());
            graphics.fillRoundRect(0, 0, width, height, 6, 6);
            graphics.setFill(color.apply(theme));
            double filled = share <= 0 ? 0 : Math.max(3, share * width);
            graphics.fillRoundRect(0, 0, filled, height, 6, 6);
        }
    }
}
