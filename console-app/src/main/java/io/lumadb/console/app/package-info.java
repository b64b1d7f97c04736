/**
 * The application: {@link io.lumadb.console.app.Luma} is {@code main()}. It wires the console's windows to settings in H2,
 * to engines started on this machine, and to the command line.
 */
@NullMarked
package io.lumadb.console.app;

import org.jspecify.annotations.NullMarked;
