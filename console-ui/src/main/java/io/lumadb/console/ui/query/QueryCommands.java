package io.lumadb.console.ui.query;

import io.lumadb.console.ui.action.Command;

/** Carries out what has keys on this screen, on the tab that is on show. */
@FunctionalInterface
interface QueryCommands {

    /** Whether the command is one of this screen's. */
    boolean carryOut(Command command);
}
