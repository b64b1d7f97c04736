/** One class a subcommand of {@code luma}, with picocli, and the connection options they share. */
@NullMarked
package io.lumadb.console.app.command;

import org.jspecify.annotations.NullMarked;
