/**
 * The window around the screens: {@link io.lumadb.console.ui.frame.ConsoleWindow} holds the navigation rail, the top and status
 * bars, the command palette and the sheets, and shows one screen of one session at a time. What it says about the
 * connection is decided in {@link io.lumadb.console.ui.frame.FrameViewModel}.
 */
@NullMarked
package io.lumadb.console.ui.frame;

import org.jspecify.annotations.NullMarked;
