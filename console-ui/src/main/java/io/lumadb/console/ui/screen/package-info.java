/**
 * What the frame knows of its screens. Each screen has a room of its own: a view, a view model, and their parts. The
 * {@link io.lumadb.console.ui.screen.ScreenCatalog} lists those that this build has; a screen sends the user to another
 * one by firing a {@link io.lumadb.console.ui.screen.ScreenRequest} from any of its nodes.
 */
@NullMarked
package io.lumadb.console.ui.screen;

import org.jspecify.annotations.NullMarked;
