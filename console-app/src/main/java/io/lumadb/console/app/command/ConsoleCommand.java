package io.lumadb.console.app.command;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.LumaClients;
import io.lumadb.console.app.ConsoleFolder;
import io.lumadb.console.app.engine.InProcessEngines;
import io.lumadb.console.app.sample.SampleCatalogue;
import io.lumadb.console.app.sample.ShopTraffic;
import io.lumadb.console.app.settings.H2SettingsStore;
import io.lumadb.console.ui.application.ConsoleLauncher;
import io.lumadb.console.ui.application.LaunchOptions;
import io.lumadb.console.ui.session.LocalEngines.LocalEngine;
import io.lumadb.console.ui.session.LocalEngines.LocalEngineOptions;
import io.lumadb.console.ui.session.SampleLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code luma console}: the windows; with no display, their pictures. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Open the console (the default). Without a display: write pictures of its screens.")
public final class ConsoleCommand implements Callable<Integer> {

    private static final String DEFAULT_TOUR = "luma-tour";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where settings and local engines are kept (default: the system's place for them)")
    private @Nullable Path data;

    @Option(
            names = "--tour",
            paramLabel = "DIR",
            description = "start a local engine with the sample, write a picture of every screen to DIR, and end")
    private @Nullable Path tour;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path pictures = tour;
        if (pictures == null && Boolean.getBoolean("lumadb.headless")) {
            pictures = Path.of(DEFAULT_TOUR);
            spec.commandLine()
                    .getOut()
                    .println("There is no display: walking the console's screens against a local engine instead.");
        }
        return pictures != null ? walk(pictures) : open();
    }

    private int open() {
        Path folder = data != null ? ConsoleFolder.made(data) : ConsoleFolder.standard();
        try (H2SettingsStore settings = H2SettingsStore.open(folder);
                InProcessEngines engines = new InProcessEngines(folder.resolve("engines"))) {
            return run(settings, engines, LaunchOptions.interactive());
        }
    }

    private static int run(H2SettingsStore settings, InProcessEngines engines, LaunchOptions options) {
        return ConsoleLauncher.run(settings, engines, sampleLoader(), LumaClients::open, options);
    }

    private static SampleLoader sampleLoader() {
        return (client, progress) -> {
            CompletableFuture<Long> loaded = new CompletableFuture<>();
            Thread.ofVirtual().name("sample-loader").start(() -> {
                try {
                    SampleCatalogue.Loaded counts = SampleCatalogue.load(client, progress);
                    loaded.complete(counts.products() + counts.orders());
                } catch (InterruptedException | RuntimeException e) {
                    loaded.completeExceptionally(e);
                }
            });
            return loaded;
        };
    }

    /** The tour: a fresh engine whose documents cool down in seconds, with customers in the shop. */
    private int walk(Path pictures) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = data != null ? ConsoleFolder.made(data) : Files.createTempDirectory("luma-tour");
        try (H2SettingsStore settings = H2SettingsStore.open(folder);
                InProcessEngines engines = new InProcessEngines(folder.resolve("engines"))) {
            LocalEngineOptions options = new LocalEngineOptions("tour", 256L << 20, 8, 8, 20);
            LocalEngine engine = engines.start(options, step -> {}).join();
            try (LumaClient client = LumaClients.open(ConnectionAddress.parse(engine.url()))) {
                client.login("admin", engine.password()).join();
                SampleCatalogue.load(client, step -> {});
                return pictures(out, pictures, settings, engines, engine, client);
            }
        } finally {
            if (data == null) {
                delete(folder);
            }
        }
    }

    private static int pictures(
            PrintWriter out,
            Path pictures,
            H2SettingsStore settings,
            InProcessEngines engines,
            LocalEngine engine,
            LumaClient client)
            throws IOException {
        ShopTraffic traffic = new ShopTraffic(client, 7);
        try {
            LaunchOptions launch = new LaunchOptions(
                    Optional.of(engine.url() + "?name=Local+engine"),
                    engine.password(),
                    false,
                    false,
                    Optional.of(pictures),
                    false);
            int status = run(settings, engines, launch);
            if (status == CommandLine.ExitCode.OK) {
                try (Stream<Path> files = Files.list(pictures)) {
                    out.printf("%d pictures in %s%n", files.count(), pictures.toAbsolutePath());
                }
            }
            out.flush();
            return status;
        } finally {
            traffic.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
