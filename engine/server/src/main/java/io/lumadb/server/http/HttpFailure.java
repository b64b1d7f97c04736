package io.lumadb.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure whose HTTP status is finer than its code's, or whose problem body has more members. */
public class HttpFailure extends LumaException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpFailure(int status, ErrorCode code, String detail, @Nullable String hint) {
        this(status, code, detail, hint, null);
    }

    public HttpFailure(int status, ErrorCode code, String detail, @Nullable String hint, @Nullable Throwable cause) {
        super(code, detail, hint, cause);
        this.status = status;
    }

    public final int status() {
        return status;
    }

    /** Adds members to the problem object (RFC 9457 §3.2). */
    protected void writeExtensions(JsonGenerator out) throws IOException {
        // none by default
    }
}
