/**
 * What a user can do, as things that have a name: {@link io.lumadb.console.ui.action.ConsoleAction}s are found by the command
 * palette, {@link io.lumadb.console.ui.action.Command}s are the ones with keys, and
 * {@link io.lumadb.console.ui.action.KeyBindings} is the one place that says which keys.
 */
@NullMarked
package io.lumadb.console.ui.action;

import org.jspecify.annotations.NullMarked;
