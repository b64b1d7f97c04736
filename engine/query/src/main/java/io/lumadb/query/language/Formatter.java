package io.lumadb.query.language;

import io.lumadb.query.jql.JqlFormatter;
import io.lumadb.query.lql.LqlFormatter;
import io.lumadb.query.nql.NqlFormatter;

/** Lays query texts out for people. The text means what it meant, and formatting twice is formatting once. Stateless. */
public final class Formatter {

    private Formatter() {}

    /**
     * The text laid out: an LQL script, an NQL sentence or a JQL command.
     *
     * @throws QueryError where LQL or JQL do not parse
     */
    public static String format(Language language, String text) {
        return switch (language) {
            case LQL -> LqlFormatter.format(text);
            case NQL -> NqlFormatter.format(text);
            case JQL -> JqlFormatter.format(text);
        };
    }
}
