package io.lumadb.query.execution;

import io.lumadb.query.language.Language;
import java.time.Instant;

/** A query under way, as the list of running queries shows it. */
public record RunningQuery(
        String id, Language language, String text, String user, Instant startedAt, long rowsScanned, long rows) {}
