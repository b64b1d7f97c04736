package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import java.util.Set;
import java.util.stream.Collectors;

/** A path that takes other methods; the answer's Allow header names them (RFC 9110 §15.5.6). */
final class NotAllowed extends HttpFailure {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    NotAllowed(String method, String path, Set<Method> allowed) {
        this(method, path, allowed.stream().sorted().map(Method::name).collect(Collectors.joining(", ")));
    }

    private NotAllowed(String method, String path, String allowed) {
        super(405, ErrorCode.METHOD_NOT_ALLOWED, path + " does not take " + method, "it takes " + allowed);
        this.allowed = allowed;
    }

    Response.Header allowHeader() {
        return new Response.Header("Allow", allowed);
    }
}
