package io.lumadb.query.language;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that cannot be read, translated or planned, with the place in its text where that shows. */
public final class QueryError extends LumaException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable TextPosition position;
    private final transient @Nullable String word;

    public QueryError(ErrorCode code, String detail, @Nullable TextPosition position, @Nullable String hint) {
        this(code, detail, position, null, hint);
    }

    private QueryError(
            ErrorCode code,
            String detail,
            @Nullable TextPosition position,
            @Nullable String word,
            @Nullable String hint) {
        super(code, detail, hint);
        this.position = position;
        this.word = word;
    }

    /**
     * What is wrong with a statement whose text is out of sight: {@link #located} finds the place.
     *
     * @param word the name or value that the problem is about, as a text would have it
     */
    public static QueryError about(String word, ErrorCode code, String detail, @Nullable String hint) {
        return new QueryError(code, detail, null, word, hint);
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

    /** Whether it is about that name or value. */
    public boolean isAbout(String name) {
        return name.equals(word);
    }

    /** The same with the place in the text of what it is about, where that can be found. */
    public QueryError located(String text) {
        if (position != null || word == null) {
            return this;
        }
        return Mention.of(word, text)
                .map(place -> new QueryError(code(), detail(), place, hint().orElse(null)))
                .orElse(this);
    }
}
