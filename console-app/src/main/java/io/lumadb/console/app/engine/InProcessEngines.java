package io.lumadb.console.app.engine;

import io.lumadb.console.ui.session.LocalEngines;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.LumaServer;
import io.lumadb.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Starts engines in this process, each with its folder under the console's own. An engine that runs already is handed out
 * again. Thread-safe; closing stops them all.
 */
public final class InProcessEngines implements LocalEngines, AutoCloseable {

    private static final String USER = "admin";

    private final Path folder;
    private final ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /** @param folder where engines keep their data, one folder each */
    public InProcessEngines(Path folder) {
        this.folder = folder;
    }

    @Override
    public CompletableFuture<LocalEngine> start(LocalEngineOptions options, Consumer<String> progress) {
        return CompletableFuture.supplyAsync(
                () -> running.computeIfAbsent(options.name(), name -> open(options, progress)), starts);
    }

    private Running open(LocalEngineOptions options, Consumer<String> progress) {
        if (!options.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "'" + options.name() + "' cannot be a folder's name",
                    "use letters, digits, '.', '_' and '-'");
        }
        try {
            Path home = Files.createDirectories(folder.resolve(options.name()));
            progress.accept("Opening " + home);
            String password = password(home.resolve("admin-password"));
            progress.accept("Starting the engine");
            LumaServer server = LumaServer.start(settings(home.resolve("data"), options), Optional.of(password));
            progress.accept("Ready on " + server.url());
            return new Running(options.name(), server, password);
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.UNAVAILABLE, "cannot use the folder " + folder + ": " + e.getMessage(), null, e);
        }
    }

    private static ServerSettings settings(Path data, LocalEngineOptions options) {
        return ServerSettings.defaults(data, 0)
                .withShards(options.shards())
                .withHotBudget(options.hotBudgetBytes())
                .withIdleTimes(
                        Duration.ofSeconds(options.warmAfterSeconds()), Duration.ofSeconds(options.coldAfterSeconds()));
    }

    /** Made once, 32 random bytes, readable by this user alone; whole or not there at all. */
    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    fresh, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return Files.readString(file).strip();
    }

    @Override
    public void close() {
        running.values().forEach(Running::close);
        starts.close();
    }

    private final class Running implements LocalEngine {
        private final String name;
        private final LumaServer server;
        private final String password;

        Running(String name, LumaServer server, String password) {
            this.name = name;
            this.server = server;
            this.password = password;
        }

        @Override
        public String url() {
            return "lumadb://" + USER + "@" + server.url().getHost() + ":"
                    + server.url().getPort() + "/";
        }

        @Override
        public String password() {
            return password;
        }

        @Override
        public void close() {
            if (running.remove(name, this)) {
                server.close();
            }
        }
    }
}
