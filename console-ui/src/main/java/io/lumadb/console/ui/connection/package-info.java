/**
 * The connection dialog: a form and a URL that say the same ({@link io.lumadb.console.ui.connection.ConnectionViewModel} keeps
 * them so), and a test that goes step by step and names the one that failed
 * ({@link io.lumadb.console.ui.connection.ConnectionTest}).
 */
@NullMarked
package io.lumadb.console.ui.connection;

import org.jspecify.annotations.NullMarked;
