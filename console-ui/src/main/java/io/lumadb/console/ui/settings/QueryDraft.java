package io.lumadb.console.ui.settings;

/** An editor tab: {@code language} is lql, nql or jql; {@code position} orders the tabs. */
public record QueryDraft(
        String id, String connectionId, int position, String title, String language, String text, int caret) {}
