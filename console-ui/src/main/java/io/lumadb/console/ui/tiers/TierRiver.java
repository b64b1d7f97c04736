package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierAmount;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.TierColors;
import io.lumadb.console.ui.tiers.RiverGeometry.Basin;
import io.lumadb.console.ui.tiers.RiverGeometry.Lane;
import io.lumadb.console.ui.tiers.RiverState.Stream;
import io.lumadb.document.Tier;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * The river: basins and streams on a canvas that is painted when a frame comes, texts above it as labels, and particles on
 * a canvas of their own that is painted sixty times a second while something really moves, the screen is shown, and the
 * desktop does not ask for less motion. Belongs to the FX thread.
 */
final class TierRiver extends Region {

    /** How long a particle travels, in seconds. */
    private static final double TRAVEL = 2.6;

    private final RiverGround ground = new RiverGround();
    private final Canvas particles = new Canvas();
    private final Map<Tier, BasinLabel> basins = new EnumMap<>(Tier.class);
    private final Map<String, StreamLabel> streams = new LinkedHashMap<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long nanos) {
            drawParticles(nanos / 1e9);
        }
    };
    private @Nullable RiverState state;
    private boolean shown;
    private boolean running;

    TierRiver(TiersViewModel viewModel, Subscriptions subscriptions) {
        getStyleClass().add("tier-river");
        setId("tier-river");
        setMinHeight(230);
        setAccessibleRole(AccessibleRole.TEXT);
        particles.setManaged(false);
        particles.setMouseTransparent(true);
        getChildren().addAll(ground, particles);
        for (Tier tier : Tier.values()) {
            BasinLabel label = new BasinLabel(tier);
            basins.put(tier, label);
            getChildren().add(label);
        }
        subscriptions.onChange(viewModel.riverProperty(), this::show);
        show(viewModel.riverProperty().get());
        subscriptions.onChange(Platform.getPreferences().reducedMotionProperty(), reduced -> animate());
        subscriptions.add(() -> {
            shown = false;
            animate();
        });
    }

    /** Whether the screen is in sight. */
    void setShown(boolean nowShown) {
        shown = nowShown;
        animate();
    }

    /** Whether particles are being drawn. */
    boolean isRunning() {
        return running;
    }

    private void show(@Nullable RiverState newState) {
        state = newState;
        if (newState == null) {
            return;
        }
        basins.forEach((tier, label) -> label.show(newState));
        StringBuilder words = new StringBuilder("Tier river.");
        for (Stream stream : newState.streams()) {
            label(stream).show(stream);
            words.append(' ').append(stream.words()).append('.');
        }
        for (Tier tier : Tier.values()) {
            TierAmount amount = RiverState.amount(newState.total(), tier);
            words.append(' ')
                    .append(TierColors.label(tier))
                    .append(": ")
                    .append(Figures.counted(amount.documents(), "document", "documents"))
                    .append('.');
        }
        setAccessibleText(words.toString());
        ground.show(newState);
        animate();
        requestLayout();
    }

    private StreamLabel label(Stream stream) {
        return streams.computeIfAbsent(stream.from().wireName() + stream.to().wireName(), key -> {
            StreamLabel label = new StreamLabel(stream);
            getChildren().add(label);
            return label;
        });
    }

    private void animate() {
        boolean should = shown
                && state != null
                && state.flows()
                && !Platform.getPreferences().isReducedMotion();
        if (should == running) {
            return;
        }
        running = should;
        if (should) {
            timer.start();
        } else {
            timer.stop();
            particles.getGraphicsContext2D().clearRect(0, 0, particles.getWidth(), particles.getHeight());
        }
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        ground.resizeRelocate(left, top, width, height);
        particles.relocate(left, top);
        particles.setWidth(Math.max(0, width));
        particles.setHeight(Math.max(0, height));
        RiverGeometry geometry = new RiverGeometry(width, height);
        basins.forEach((tier, label) -> {
            Basin basin = geometry.basin(tier);
            label.resizeRelocate(left + basin.x(), top + basin.y(), basin.width(), basin.height());
        });
        if (state != null) {
            for (Stream stream : state.streams()) {
                layOut(label(stream), stream, geometry, left, top);
            }
        }
    }

    /** Above a stream; those that pass below warm have theirs between warm and their source. */
    private void layOut(StreamLabel label, Stream stream, RiverGeometry geometry, double left, double top) {
        Lane lane = geometry.lane(stream);
        double room = label.prefWidth(-1);
        double tall = label.prefHeight(room);
        double half = Math.max(2, RiverGeometry.thickness(stream) / 2);
        double middle = (lane.fromX() + lane.toX()) / 2;
        double y = lane.y() - half - tall - 5;
        if (stream.direct()) {
            Basin warm = geometry.basin(Tier.WARM);
            middle = warm.x() + warm.width() * (stream.down() ? 0.12 : 0.88);
            y = warm.height() + 1;
        }
        label.setVisible(!stream.direct() || stream.flows());
        label.resizeRelocate(left + middle - room / 2, top + y, room, tall);
    }

    private void drawParticles(double seconds) {
        GraphicsContext graphics = particles.getGraphicsContext2D();
        double width = particles.getWidth();
        double height = particles.getHeight();
        graphics.clearRect(0, 0, width, height);
        if (state == null) {
            return;
        }
        Theme theme = Appearance.current().theme();
        RiverGeometry geometry = new RiverGeometry(width, height);
        for (Stream stream : state.streams()) {
            int count = RiverGeometry.particles(stream.documents());
            Lane lane = geometry.lane(stream);
            double spread = Math.max(1, RiverGeometry.thickness(stream) - 7);
            for (int i = 0; i < count; i++) {
                // The golden ratio spreads phases and heights evenly, however many there are.
                double phase = i * 0.618033988749895;
                double share = seconds / (TRAVEL * (stream.direct() ? 2.4 : 1)) + phase;
                share -= Math.floor(share);
                double aside = (i * 0.754877666246693) % 1 - 0.5;
                double fade = Math.min(1, Math.min(share, 1 - share) * 6);
                graphics.setFill(spark(stream, share, theme, fade));
                double radius = 2.1 + i % 3 * 0.6;
                graphics.fillOval(
                        lane.x(share) - radius, lane.y(share) + aside * spread - radius, radius * 2, radius * 2);
            }
        }
    }

    private static Color spark(Stream stream, double share, Theme theme, double fade) {
        Color between = TierColors.of(stream.from(), theme).interpolate(TierColors.of(stream.to(), theme), share);
        Color bright = switch (theme) {
            case DARK -> between.interpolate(Color.WHITE, 0.55);
            case LIGHT -> Color.WHITE;
        };
        return bright.deriveColor(0, 1, 1, fade * 0.95);
    }
}
