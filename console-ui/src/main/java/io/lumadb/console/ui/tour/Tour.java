package io.lumadb.console.ui.tour;

import io.lumadb.console.ui.frame.ConsoleWindow;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.screen.ScreenCatalog;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.theme.Appearance;
import io.lumadb.console.ui.theme.Theme;
import io.lumadb.console.ui.theme.ThemeChoice;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the screens of a window that has, or is about to have, a session: each is shown, given the chance to show itself
 * well, and pictured at 1440×900 in both themes. The content is pinned to that size, so that it works where windows are
 * smaller. Runs on the FX thread without holding it; pictures are written elsewhere.
 */
public final class Tour {

    public static final int WIDTH = 1440;
    public static final int HEIGHT = 900;

    /** As many seconds of history make lines worth looking at. */
    private static final int SAMPLES = 40;

    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(90);
    private static final Duration DATA_PATIENCE = Duration.ofMinutes(2);
    private static final Duration SCREEN_PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Tour.class);

    private final ConsoleWindow window;
    private final Extras extras;
    private final Path folder;
    private final List<Path> pictures = new ArrayList<>();

    /** What can be shown besides screens. */
    public interface Extras {

        void openSettings();

        void newConnection();
    }

    public Tour(ConsoleWindow window, Extras extras, Path folder) {
        this.window = window;
        this.extras = extras;
        this.folder = folder;
    }

    /** The names of all pictures, without the folder: {@code overview-dark.png}. */
    public static List<String> pictureNames(ScreenCatalog catalog) {
        List<String> names = new ArrayList<>();
        for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
            names.add(name("start", theme));
            names.add(name("connection", theme));
            catalog.entries().forEach(entry -> names.add(name(entry.id(), theme)));
            names.add(name("palette", theme));
            names.add(name("settings", theme));
        }
        return names;
    }

    private static String name(String what, Theme theme) {
        return what + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
    }

    /**
     * Pictures the start page, then waits for a session with data, then walks the screens. Called on the FX thread.
     *
     * @param begin opens a session; called after the start page was pictured, or at once where a session is open
     * @return the pictures, in the order they were taken; completes on the FX thread
     */
    public CompletableFuture<List<Path>> walk(Runnable begin) {
        window.pin(WIDTH, HEIGHT);
        Runnable unpin = () -> window.pin(0, 0);
        return startPage()
                .thenRun(begin)
                .thenCompose(done -> Condition.until(
                        "a session", SESSION_PATIENCE, () -> window.session().isPresent()))
                .thenCompose(done -> Condition.until("data from the cluster", DATA_PATIENCE, this::hasData))
                .thenCompose(done -> screens(Theme.DARK))
                .thenCompose(done -> screens(Theme.LIGHT))
                .thenApply(done -> List.copyOf(pictures))
                .whenComplete((done, failure) -> Platform.runLater(unpin));
    }

    private CompletableFuture<Void> startPage() {
        if (window.session().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        return both("start", () -> {}).thenCompose(done -> both("connection", extras::newConnection));
    }

    private CompletableFuture<Void> both(String what, Runnable open) {
        return inTheme(Theme.DARK)
                .thenCompose(done -> sheet(what, Theme.DARK, open))
                .thenCompose(done -> inTheme(Theme.LIGHT))
                .thenCompose(done -> sheet(what, Theme.LIGHT, open));
    }

    private boolean hasData() {
        LiveCluster live = window.session().map(ConsoleSession::live).orElseThrow();
        return live.tiersProperty().get() != null
                && live.topologyProperty().get() != null
                && live.metricHistory().size() >= SAMPLES
                && window.tasks().running().isEmpty();
    }

    private CompletableFuture<Void> screens(Theme theme) {
        CompletableFuture<Void> walk = inTheme(theme);
        for (ScreenCatalog.Entry entry : window.catalog().entries()) {
            walk = walk.thenCompose(done -> screen(entry.id(), theme));
        }
        return walk.thenCompose(done -> sheet("palette", theme, window::openPalette))
                .thenCompose(done -> sheet("settings", theme, extras::openSettings));
    }

    private CompletableFuture<Void> inTheme(Theme theme) {
        Appearance.current().choose(ThemeChoice.of(theme));
        return Condition.frames(4);
    }

    private CompletableFuture<Void> screen(String id, Theme theme) {
        window.show(id);
        CompletableFuture<?> ready = window.shownScreen()
                .map(Screen::demonstrate)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .toCompletableFuture();
        CompletableFuture<?> shown = ready.orTimeout(SCREEN_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(failure -> {
                    LOG.warn("The screen {} is pictured as it is: it could not show more", id, failure);
                    return null;
                });
        return onFxThread(shown).thenCompose(done -> Condition.frames(12)).thenCompose(done -> take(name(id, theme)));
    }

    private CompletableFuture<Void> sheet(String what, Theme theme, Runnable open) {
        open.run();
        return Condition.frames(12).thenCompose(done -> take(name(what, theme))).thenRun(window.sheets()::close);
    }

    private CompletableFuture<Void> take(String name) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setViewport(new Rectangle2D(0, 0, WIDTH, HEIGHT));
        WritableImage image = window.content().snapshot(parameters, null);
        BufferedImage pixels = SwingFXUtils.fromFXImage(image, null);
        Path file = folder.resolve(name);
        pictures.add(file);
        return onFxThread(background(() -> write(pixels, file)));
    }

    private static Path write(BufferedImage pixels, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(pixels, "png", file.toFile());
            LOG.info("Picture {}", file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static <T> CompletableFuture<T> background(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("tour-writer").start(task));
    }

    /** The same end, on the FX thread. */
    private static CompletableFuture<Void> onFxThread(CompletableFuture<?> future) {
        CompletableFuture<Void> there = new CompletableFuture<>();
        future.whenComplete((value, failure) -> Platform.runLater(() -> {
            if (failure == null) {
                there.complete(null);
            } else {
                there.completeExceptionally(failure);
            }
        }));
        return there;
    }
}
