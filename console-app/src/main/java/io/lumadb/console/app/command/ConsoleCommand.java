package io.lumadb.console.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code luma console}: the windows. */
@Command(name = "console", mixinStandardHelpOptions = true, description = "Open the console (the default).")
public final class ConsoleCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
