package io.lumadb.console.ui.action;

/**
 * Something the command palette can find and do.
 *
 * @param kind what sort of thing it is, such as {@code Action}, {@code Screen} or {@code Collection}
 * @param title what is searched and shown
 * @param hint beside the title: its keys, or a word about it; may be empty
 * @param icon an Ikonli literal
 * @param run called on the FX thread
 */
public record ConsoleAction(String kind, String title, String hint, String icon, Runnable run) {}
