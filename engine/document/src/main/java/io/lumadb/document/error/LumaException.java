package io.lumadb.document.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure with a stable code. The message says what was wrong and where; the hint says what would be right. */
public class LumaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String hint;

    public LumaException(ErrorCode code, String detail) {
        this(code, detail, null, null);
    }

    public LumaException(ErrorCode code, String detail, @Nullable String hint) {
        this(code, detail, hint, null);
    }

    public LumaException(ErrorCode code, String detail, @Nullable String hint, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.hint = hint;
    }

    public final ErrorCode code() {
        return code;
    }

    /** What happened, for people (RFC 9457 {@code detail}). */
    public final String detail() {
        String message = getMessage();
        return message == null ? code.title() : message;
    }

    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
