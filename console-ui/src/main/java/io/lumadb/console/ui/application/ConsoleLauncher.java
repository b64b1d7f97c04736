package io.lumadb.console.ui.application;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.session.LocalEngines;
import io.lumadb.console.ui.session.SampleLoader;
import io.lumadb.console.ui.settings.Preferences;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsStore;
import io.lumadb.console.ui.task.FxWatchdog;
import io.lumadb.console.ui.tour.Tour;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the console and waits until its window is closed. Called once in a process, from its main thread. */
public final class ConsoleLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLauncher.class);

    private ConsoleLauncher() {}

    /**
     * Runs the console.
     *
     * @param clients opens a client on an address, without logging in
     * @return the process's exit status: 0, or 1 when the console could not start or the tour failed
     */
    public static int run(
            SettingsStore settings,
            LocalEngines engines,
            SampleLoader sample,
            Function<ConnectionAddress, LumaClient> clients,
            LaunchOptions options) {
        Preferences preferences = Preferences.read(settings);
        ConsoleParts parts = new ConsoleParts(settings, engines, sample, clients);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                open(parts, preferences, options, ended);
            } catch (RuntimeException e) {
                LOG.error("The console could not open its window", e);
                ended.complete(1);
            }
        });
        int status = ended.join();
        Platform.exit();
        return status;
    }

    private static void open(
            ConsoleParts parts, Preferences preferences, LaunchOptions options, CompletableFuture<Integer> ended) {
        Platform.setImplicitExit(false);
        Stage stage = new Stage();
        ConsoleApplication application = new ConsoleApplication(stage, parts, preferences);
        FxWatchdog watchdog = options.watchdog() ? FxWatchdog.start() : null;
        stage.setOnHidden(event -> {
            Runnable down = application.takeDown();
            if (watchdog != null) {
                watchdog.close();
            }
            Thread.ofPlatform().name("console-shutdown").start(() -> {
                down.run();
                ended.complete(0);
            });
        });
        stage.show();
        LOG.info("Window after {} ms", ManagementFactory.getRuntimeMXBean().getUptime());
        Runnable begin = () -> begin(application, options);
        options.pictures().ifPresentOrElse(folder -> tour(application, stage, folder, begin, ended), begin);
    }

    private static void begin(ConsoleApplication application, LaunchOptions options) {
        if (options.connect().isPresent()) {
            application.attach(
                    connection(ConnectionAddress.parse(options.connect().get())), options.password());
        } else if (options.startLocal()) {
            application.start().engine().loadSampleProperty().set(options.loadSample());
            application.start().startLocal();
        }
    }

    /** What an address says of itself; the options {@code name} and {@code readOnly} are the console's. */
    private static SavedConnection connection(ConnectionAddress address) {
        return new SavedConnection(
                address.toUrl(),
                address.options()
                        .getOrDefault("name", address.hosts().getFirst().toString()),
                address.toUrl(),
                "#30a46c",
                false,
                Boolean.parseBoolean(address.options().getOrDefault("readOnly", "false")),
                Optional.empty());
    }

    private static void tour(
            ConsoleApplication application,
            Stage stage,
            Path folder,
            Runnable begin,
            CompletableFuture<Integer> ended) {
        new Tour(application.window(), application, folder).walk(begin).whenComplete((pictures, failure) -> {
            if (failure == null) {
                LOG.info("{} pictures in {}", pictures.size(), folder);
                Platform.runLater(stage::close);
            } else {
                LOG.error("The tour did not reach its end", failure);
                Runnable down = application.takeDown();
                Thread.ofPlatform().name("console-shutdown").start(() -> {
                    down.run();
                    ended.complete(1);
                });
            }
        });
    }

    /** The pictures that the tour takes, for those who check them. */
    public static List<String> pictureNames() {
        return Tour.pictureNames(ConsoleScreens.catalog());
    }
}
