/**
 * What screens are made of: cards, tiles with a history, tier marks and bars, empty states, and the sheet host that shows
 * dialogs inside the window. Widgets know no cluster: they are given numbers and text.
 */
@NullMarked
package io.lumadb.console.ui.widget;

import org.jspecify.annotations.NullMarked;
