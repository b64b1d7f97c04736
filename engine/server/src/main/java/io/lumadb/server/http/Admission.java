package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a request's head to its route, with the gate in between. Has no state of its own. */
final class Admission {

    private final HttpServer server;

    Admission(HttpServer server) {
        this.server = server;
    }

    static LumaException unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            return new HttpFailure(
                    431,
                    ErrorCode.TOO_LARGE,
                    "the headers are larger than " + HttpSettings.MAX_HEAD_BYTES + " bytes",
                    null);
        }
        if (cause instanceof TooLongHttpLineException) {
            return new HttpFailure(
                    414,
                    ErrorCode.TOO_LARGE,
                    "the address is longer than " + HttpSettings.MAX_HEAD_BYTES + " bytes",
                    null);
        }
        return new LumaException(ErrorCode.BAD_REQUEST, "that is not an HTTP/1.1 request: " + cause.getMessage());
    }

    /** Finds the route and lets the gate decide. */
    Route find(Exchange exchange, HttpRequest head, String remoteAddress) {
        String uri = head.uri();
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        String name = head.method().name();
        Optional<Method> method = Method.of(name);
        if (!path.startsWith("/")) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "the address '" + path + "' does not begin with a slash");
        }
        Router.Match match;
        try {
            match = server.router().find(method.orElse(Method.GET), path);
        } catch (IllegalArgumentException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the path is badly percent-encoded: " + e.getMessage(), null, e);
        }
        return switch (match) {
            case Router.Match.NoSuchPath() ->
                throw new LumaException(
                        ErrorCode.NOT_FOUND, "there is nothing at " + path, "GET /openapi.json lists what there is");
            case Router.Match.OtherMethods(var allowed) -> throw new NotAllowed(name, path, allowed);
            case Router.Match.Found(Route route, List<String> variables) -> {
                if (method.isEmpty()) {
                    throw new NotAllowed(name, path, Set.of(route.method()));
                }
                exchange.route = Optional.of(route);
                exchange.request = new Request(
                        route,
                        uri,
                        head.headers(),
                        variables,
                        remoteAddress,
                        server.gate().admit(authorization(route, head), route.role(), name + " " + route.path()),
                        server.settings().maxBody());
                yield route;
            }
        };
    }

    /** Browsers cannot set headers on a WebSocket: there the token may stand in the address. */
    private static @Nullable String authorization(Route route, HttpRequest head) {
        String header = head.headers().get("Authorization");
        if (header == null && route.handler() instanceof Handler.Socket) {
            List<String> tokens =
                    new QueryStringDecoder(head.uri()).parameters().get("access_token");
            return tokens == null ? null : "Bearer " + tokens.getFirst();
        }
        return header;
    }
}
