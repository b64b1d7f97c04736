package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import org.jspecify.annotations.Nullable;

/** Not now: says after how many seconds to try again. */
public final class RetryLater extends LumaException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    public RetryLater(ErrorCode code, String detail, @Nullable String hint, long seconds) {
        super(code, detail, hint);
        this.seconds = seconds;
    }

    public long seconds() {
        return seconds;
    }
}
