package io.lumadb.console.ui.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.application.ConsoleApplication;
import io.lumadb.console.ui.application.ConsoleParts;
import io.lumadb.console.ui.application.ConsoleScreens;
import io.lumadb.console.ui.fixture.ExampleEngines;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.settings.Preferences;
import io.lumadb.console.ui.settings.SavedConnection;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.css.CssParser;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class TourTest {

    private static final Path FOLDER = Path.of("target", "pictures");

    private ConsoleApplication application;

    @Start
    void open(Stage stage) {
        MemorySettings settings = new MemorySettings();
        settings.save(connection("shop", "Shop, production", "lumadb://ops@db1.shop.example:8080/", "#e5484d", true));
        settings.save(connection("staging", "Staging", "lumadbs://dev@staging.example:8443/", "#30a46c", false));
        ExampleEngines engines = new ExampleEngines();
        application = new ConsoleApplication(
                stage,
                new ConsoleParts(
                        settings,
                        engines,
                        (client, progress) -> CompletableFuture.completedFuture(512L),
                        engines::connect),
                Preferences.standard());
        stage.show();
    }

    @Stop
    void close() {
        application.takeDown().run();
    }

    private static SavedConnection connection(String id, String name, String url, String color, boolean production) {
        return new SavedConnection(
                id,
                name,
                url,
                color,
                production,
                production,
                Optional.of(Instant.now().minus(Duration.ofHours(3))));
    }

    @Test
    void picturesEveryScreenInBothThemesAtFullSize() throws Exception {
        CompletableFuture<List<Path>> pictures = new CompletableFuture<>();
        FxThread.run(() -> CssParser.errorsProperty().clear());
        Platform.runLater(() -> new Tour(application.window(), application, FOLDER)
                .walk(() -> application.start().startLocal())
                .whenComplete((taken, failure) -> {
                    if (failure == null) {
                        pictures.complete(taken);
                    } else {
                        pictures.completeExceptionally(failure);
                    }
                }));

        List<Path> taken = pictures.get(4, TimeUnit.MINUTES);

        assertThat(FxThread.call(() -> List.copyOf(CssParser.errorsProperty())))
                .as("CSS warnings")
                .isEmpty();
        assertThat(taken)
                .extracting(picture -> picture.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Tour.pictureNames(ConsoleScreens.catalog()));
        for (Path picture : taken) {
            BufferedImage pixels = ImageIO.read(picture.toFile());
            assertThat(pixels.getWidth()).isEqualTo(Tour.WIDTH);
            assertThat(pixels.getHeight()).isEqualTo(Tour.HEIGHT);
            assertThat(colors(pixels)).as("colours of %s", picture).isGreaterThan(40);
        }
    }

    /** How many different colours there are: an empty page has few. */
    private static long colors(BufferedImage pixels) {
        return IntStream.range(0, pixels.getHeight())
                .flatMap(y -> IntStream.range(0, pixels.getWidth()).map(x -> pixels.getRGB(x, y)))
                .distinct()
                .count();
    }
}
