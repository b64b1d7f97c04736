/**
 * What the console remembers between runs. {@link io.lumadb.console.ui.settings.SettingsStore} is an interface: the
 * application keeps it in H2, tests in memory; all its calls may block on disk, so they are made off the FX thread. The
 * settings that a user sees are {@link io.lumadb.console.ui.settings.Preferences}, changed in the
 * {@link io.lumadb.console.ui.settings.SettingsSheet}.
 */
@NullMarked
package io.lumadb.console.ui.settings;

import org.jspecify.annotations.NullMarked;
