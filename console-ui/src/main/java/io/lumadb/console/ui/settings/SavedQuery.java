package io.lumadb.console.ui.settings;

/** A query kept by name. */
public record SavedQuery(String id, String name, String language, String text) {}
