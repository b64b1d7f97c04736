package io.lumadb.console.ui.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster the user connects to.
 *
 * @param url {@code lumadb://user@host:8080/} as {@code ConnectionAddress} reads it
 * @param color {@code #rrggbb} of the stripe that tells connections apart
 */
public record SavedConnection(
        String id,
        String name,
        String url,
        String color,
        boolean production,
        boolean readOnly,
        Optional<Instant> lastUsed) {}
