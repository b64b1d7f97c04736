/**
 * What the console remembers between runs, as interfaces: the application keeps it in H2, tests in memory. Nothing here
 * knows a toolkit. All calls may block on disk: call them off the FX thread.
 */
@NullMarked
package io.lumadb.console.ui.settings;

import org.jspecify.annotations.NullMarked;
