package io.lumadb.query.language;

import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.nql.NqlLanguage;
import java.time.InstantSource;

/** The languages by name. Immutable; safe to share. */
public final class Languages {

    private final QueryLanguage lql = new LqlLanguage();
    private final QueryLanguage nql;
    private final QueryLanguage jql = new JqlLanguage();

    /** @param clock what NQL's {@code today} and {@code last 7 days} are counted from */
    public Languages(InstantSource clock) {
        nql = new NqlLanguage(clock);
    }

    /** Languages that read times from the system's clock. */
    public static Languages standard() {
        return new Languages(InstantSource.system());
    }

    public QueryLanguage of(Language language) {
        return switch (language) {
            case LQL -> lql;
            case NQL -> nql;
            case JQL -> jql;
        };
    }
}
