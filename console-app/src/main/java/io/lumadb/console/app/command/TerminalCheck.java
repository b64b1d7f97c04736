package io.lumadb.console.app.command;

import java.io.Console;
import java.util.Objects;

/** Whether a person sits in front of this process. */
final class TerminalCheck {

    private TerminalCheck() {}

    static boolean interactive() {
        return console().isTerminal();
    }

    /** Never null since JDK 22, though its signature still allows it. */
    static Console console() {
        return Objects.requireNonNull(System.console(), "System.console()");
    }
}
