/**
 * A connection being used: the client, what the user said about it, and how engines are started on this machine.
 */
@NullMarked
package io.lumadb.console.ui.session;

import org.jspecify.annotations.NullMarked;
