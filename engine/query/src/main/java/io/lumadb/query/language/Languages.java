package io.lumadb.query.language;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.lql.LqlLanguage;
import java.time.InstantSource;

/** The languages by name. Immutable; safe to share. */
public final class Languages {

    private final QueryLanguage lql = new LqlLanguage();
    private final QueryLanguage jql = new JqlLanguage();

    /** @param clock what NQL's {@code today} and {@code last 7 days} are counted from */
    public Languages(InstantSource clock) {
        java.util.Objects.requireNonNull(clock);
    }

    /** Languages that read times from the system's clock. */
    public static Languages standard() {
        return new Languages(InstantSource.system());
    }

    public QueryLanguage of(Language language) {
        return switch (language) {
            case LQL -> lql;
            case JQL -> jql;
            case NQL -> throw new QueryError(ErrorCode.NOT_BUILT_YET, language + " is not there yet", null, null);
        };
    }
}
