/**
 * Where the console is put together: {@link io.lumadb.console.ui.application.ConsoleScreens} lists the screens of this
 * build.
 */
@NullMarked
package io.lumadb.console.ui.application;

import org.jspecify.annotations.NullMarked;
