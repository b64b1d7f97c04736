package io.lumadb.client;

import io.lumadb.client.model.Problem;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

    /** The reason behind a failed future, whatever it is wrapped in. */
    public static ClientException of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                break;
            }
            cause = inner;
        }
        if (cause instanceof ClientException known) {
            return known;
        }
        if (cause instanceof CancellationException) {
            return new ClientException(ErrorCode.CANCELLED, "cancelled", null, cause);
        }
        if (cause instanceof LumaException known) {
            return new ClientException(
                    known.code(), known.detail(), known.hint().orElse(null), known);
        }
        return new ClientException(ErrorCode.INTERNAL, "the request failed: " + cause, null, cause);
    }

    /** The server's answer, where there was one. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }
}
