package io.lumadb.console.ui.session;

import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.settings.SavedConnection;
import io.lumadb.console.ui.settings.SettingsStore;

/**
 * What every screen of one connection works with.
 *
 * @param connection its name, colour, and whether it is production or read-only; screens obey both
 */
public record ConsoleSession(SavedConnection connection, LumaClient client, LiveCluster live, SettingsStore settings) {

    /** Whether screens may offer anything that changes data. */
    public boolean writable() {
        return !connection.readOnly();
    }
}
