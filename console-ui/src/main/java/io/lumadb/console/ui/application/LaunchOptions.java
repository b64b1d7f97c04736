package io.lumadb.console.ui.application;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asks of the console.
 *
 * @param connect a connection URL to open at once, with {@code password}
 * @param startLocal start the standard local engine at once
 * @param loadSample load the sample into it
 * @param pictures walk all screens, write their pictures to this folder, and end
 * @param watchdog say who keeps the FX thread longer than a frame allows; for development
 */
public record LaunchOptions(
        Optional<String> connect,
        String password,
        boolean startLocal,
        boolean loadSample,
        Optional<Path> pictures,
        boolean watchdog) {

    /** A person opens the console and chooses. */
    public static LaunchOptions interactive() {
        return new LaunchOptions(Optional.empty(), "", false, false, Optional.empty(), false);
    }

    /** No person: a local engine with the sample, a picture of every screen, and the end. */
    public static LaunchOptions tour(Path folder) {
        return new LaunchOptions(Optional.empty(), "", true, true, Optional.of(folder), false);
    }
}
