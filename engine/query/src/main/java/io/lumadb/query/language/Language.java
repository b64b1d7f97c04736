package io.lumadb.query.language;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Locale;

/** The three languages, by the names the API uses. */
public enum Language {
    LQL,
    NQL,
    JQL;

    /** Reads {@code lql}, {@code NQL}, … */
    public static Language of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "lql" -> LQL;
            case "nql" -> NQL;
            case "jql" -> JQL;
            default ->
                throw new LumaException(
                        ErrorCode.BAD_REQUEST, "unknown language '" + name + "'", "use lql, nql or jql");
        };
    }
}
