package io.lumadb.console.app.command;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits in front of this process. */
final class TerminalCheck {

    private TerminalCheck() {}

    /** The terminal, where standard input and output are one. */
    @SuppressWarnings("SystemConsoleNull") // it is null where the JDK's own console finds no terminal
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    static boolean interactive() {
        return console().isPresent();
    }
}
