/** What the frame knows of its screens. Each screen has a room of its own: a view, a view model, and their parts. */
@NullMarked
package io.lumadb.console.ui.screen;

import org.jspecify.annotations.NullMarked;
