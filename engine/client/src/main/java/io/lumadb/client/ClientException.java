package io.lumadb.client;

import io.lumadb.client.model.Problem;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed: the server's problem, or why there was no answer (UNAVAILABLE with the host and port in the
 * message). Futures complete exceptionally with this, never with a bare I/O exception.
 */
public final class ClientException extends LumaException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Problem problem;

    public ClientException(ErrorCode code, String detail, @Nullable String hint, @Nullable Throwable cause) {
        super(code, detail, hint, cause);
        this.problem = null;
    }

    public ClientException(ErrorCode code, Problem problem) {
        super(code, problem.detail(), problem.hint());
        this.problem = problem;
    }

    /** The server's answer, where there was one. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
