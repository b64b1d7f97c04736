package io.lumadb.server.http;

import java.util.Optional;

/** The methods routes are made for. HEAD is answered as GET without its body. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    static Optional<Method> of(String name) {
        return switch (name) {
            case "GET", "HEAD" -> Optional.of(GET);
            case "POST" -> Optional.of(POST);
            case "PUT" -> Optional.of(PUT);
            case "PATCH" -> Optional.of(PATCH);
            case "DELETE" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }
}
