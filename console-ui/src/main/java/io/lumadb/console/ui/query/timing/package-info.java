/**
 * Which thread does what on the Query screen, said once: the FX thread owns all state, everything that may block runs
 * elsewhere, and what follows typing waits a moment for the next key. Tests bring their own
 * {@link io.lumadb.console.ui.query.timing.Threads} and move time by hand.
 */
@NullMarked
package io.lumadb.console.ui.query.timing;

import org.jspecify.annotations.NullMarked;
