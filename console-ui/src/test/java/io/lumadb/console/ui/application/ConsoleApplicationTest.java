package io.lumadb.console.ui.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.fixture.ExampleEngines;
import io.lumadb.console.ui.fixture.FxThread;
import io.lumadb.console.ui.fixture.MemorySettings;
import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import io.lumadb.console.ui.settings.Preferences;
import io.lumadb.console.ui.settings.SavedConnection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class ConsoleApplicationTest {

    private final MemorySettings settings = new MemorySettings();
    private final ExampleEngines engines = new ExampleEngines();
    private final AtomicInteger samples = new AtomicInteger();
    private ConsoleApplication application;

    @Start
    void open(Stage stage) {
        stage.setWidth(1000);
        stage.setHeight(800);
        application = new ConsoleApplication(
                stage,
                new ConsoleParts(
                        settings,
                        engines,
                        (client, progress) -> {
                            samples.incrementAndGet();
                            return CompletableFuture.completedFuture(512L);
                        },
                        engines::connect),
                Preferences.standard());
        stage.show();
    }

    @Stop
    void close() {
        application.takeDown().run();
    }

    @Test
    void startsALocalEngineWithOneClickAndLoadsTheSample(FxRobot robot) {
        robot.interact(() -> robot.lookup("#start-local").queryButton().fire());

        FxThread.until("a session", () -> application.window().session().isPresent());
        FxThread.until("the sample", () -> samples.get() == 1);
        assertThat(engines.started()).containsExactly(LocalEngineOptions.standard());
        assertThat(application.window().shownScreenId()).isEqualTo("overview");
    }

    @Test
    void startsTheDemonstrationWithItsOwnData(FxRobot robot) {
        robot.interact(() -> {
            robot.lookup("#engine-demonstration").queryAs(CheckBox.class).setSelected(true);
            robot.lookup("#load-sample").queryAs(CheckBox.class).setSelected(false);
            robot.lookup("#start-local").queryButton().fire();
        });

        FxThread.until("a session", () -> application.window().session().isPresent());
        assertThat(engines.started()).containsExactly(LocalEngineOptions.demonstration());
        assertThat(samples).hasValue(0);
    }

    @Test
    void stopsTheEngineWhenTheSessionIsClosed(FxRobot robot) {
        robot.interact(() -> application.start().startLocal());
        FxThread.until("a session", () -> application.window().session().isPresent());

        robot.interact(application::disconnect);

        FxThread.until("the engine to stop", () -> engines.closed() == 1);
        assertThat(application.window().session()).isEmpty();
        assertThat(engines.clients().getLast().closed()).isTrue();
    }

    @Test
    void saysInWordsWhyAConnectionFailed(FxRobot robot) {
        robot.interact(() -> application.attach(saved(), "wrong"));

        FxThread.until(
                "the failure",
                () -> !application.start().failureProperty().get().isEmpty());
        assertThat(robot.lookup("#start-failure").queryAs(Labeled.class).getText())
                .isEqualTo("Could not connect to Shop: the name or the password is wrong");
        assertThat(application.start().busyProperty().get()).isFalse();
    }

    @Test
    void keepsTheFormAndTheUrlOfANewConnectionInStep(FxRobot robot) {
        robot.interact(application::newConnection);

        robot.interact(() -> input(robot, "#connection-hosts").setText("db1:9090, db2"));
        assertThat(input(robot, "#connection-url").getText()).isEqualTo("lumadb://admin@db1:9090,db2:8080/");

        robot.interact(() -> input(robot, "#connection-url").setText("lumadbs://ops@db3/"));
        assertThat(input(robot, "#connection-hosts").getText()).isEqualTo("db3:8080");
        assertThat(input(robot, "#connection-user").getText()).isEqualTo("ops");

        robot.interact(() -> input(robot, "#connection-url").setText("lumadb://:x"));
        assertThat(robot.lookup("#connection-connect").queryButton().isDisabled())
                .isTrue();
    }

    @Test
    void asksForThePasswordThatWasNotKept(FxRobot robot) {
        settings.save(saved());

        robot.interact(() -> application.start().attach(saved()));

        FxThread.until(
                "the dialog",
                () -> robot.lookup("#connection-password").tryQuery().isPresent());
        assertThat(input(robot, "#connection-name").getText()).isEqualTo("Shop");
    }

    @Test
    void keepsWhatIsChosenInTheSettings(FxRobot robot) {
        robot.interact(application::openSettings);

        robot.interact(() -> robot.lookup("#theme-light")
                .queryAs(javafx.scene.control.ToggleButton.class)
                .fire());

        FxThread.until("the setting", () -> settings.get(Preferences.THEME).equals(Optional.of("light")));
    }

    private static SavedConnection saved() {
        return new SavedConnection(
                "shop", "Shop", "lumadb://ops@127.0.0.1:8080/", "#30a46c", false, false, Optional.empty());
    }

    private static TextInputControl input(FxRobot robot, String query) {
        return robot.lookup(query).queryAs(TextInputControl.class);
    }
}
