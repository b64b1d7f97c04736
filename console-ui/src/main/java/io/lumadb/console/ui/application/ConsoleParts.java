package io.lumadb.console.ui.application;

import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.console.ui.session.LocalEngines;
import io.lumadb.console.ui.session.SampleLoader;
import io.lumadb.console.ui.settings.SettingsStore;
import java.util.function.Function;

/** What the application gives to the console: all that is not a view. */
public record ConsoleParts(
        SettingsStore settings,
        LocalEngines engines,
        SampleLoader sample,
        Function<ConnectionAddress, LumaClient> clients) {}
