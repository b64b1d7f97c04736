package io.lumadb.console.ui.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of a query. {@code error} is null when it succeeded; {@code rows} are those returned or affected. */
public record HistoryEntry(
        Instant at,
        String connection,
        String language,
        String text,
        double elapsedMs,
        long rows,
        @Nullable String error) {}
