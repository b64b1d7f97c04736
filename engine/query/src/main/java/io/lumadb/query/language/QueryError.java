package io.lumadb.query.language;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that cannot be read, translated or planned, with the place in its text where that shows. */
public final class QueryError extends LumaException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable TextPosition position;

    public QueryError(ErrorCode code, String detail, @Nullable TextPosition position, @Nullable String hint) {
        super(code, detail, hint);
        this.position = position;
    }

    /** A text that does not follow its language's grammar. */
    public static QueryError syntax(String detail, TextPosition position, @Nullable String hint) {
        return new QueryError(ErrorCode.SYNTAX_ERROR, detail, position, hint);
    }

    /** A construct that the target language has no words for. */
    public static QueryError untranslatable(Language target, String construct, String reason) {
        return new QueryError(
                ErrorCode.INVALID_QUERY, target + " has no words for " + construct + ": " + reason, null, null);
    }

    public Optional<TextPosition> position() {
        return Optional.ofNullable(position);
    }
}
