package io.lumadb.console.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where the console keeps settings and local engines. */
public final class ConsoleFolder {

    private ConsoleFolder() {}

    /**
     * The operating system's place for them, made when it is not there: {@code $XDG_CONFIG_HOME/lumadb} (or
     * {@code ~/.config/lumadb}), {@code ~/Library/Application Support/LumaDB}, {@code %APPDATA%\LumaDB}.
     */
    public static Path standard() {
        return made(standard(System.getProperty("os.name"), Path.of(System.getProperty("user.home"))));
    }

    private static Path standard(String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String applicationData = System.getenv("APPDATA");
            return (applicationData == null ? home.resolve("AppData").resolve("Roaming") : Path.of(applicationData))
                    .resolve("LumaDB");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("LumaDB");
        }
        String configuration = System.getenv("XDG_CONFIG_HOME");
        return (configuration == null || configuration.isEmpty() ? home.resolve(".config") : Path.of(configuration))
                .resolve("lumadb");
    }

    /** The folder, made with its parents. */
    public static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
