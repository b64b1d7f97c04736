package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Logins.Login;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes;
import java.util.List;

/** Logging in and out. */
final class AuthRoutes {

    private final ApiContext context;

    AuthRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.open(
                        Method.POST,
                        "/api/auth/login",
                        new Handler.Blocking(this::login),
                        Description.of("auth", "Password for token; 5 failures a minute per address and per account")
                                .taking(Shapes.LoginBody.class)
                                .answering(Shapes.Session.class)),
                Route.of(
                        Method.POST,
                        "/api/auth/refresh",
                        Role.VIEWER,
                        new Handler.Blocking(
                                request -> session(context.logins().refresh(request.caller()))),
                        Description.of("auth", "A new token for one that is still good")
                                .answering(Shapes.Session.class)),
                Route.of(
                        Method.POST,
                        "/api/auth/logout",
                        Role.VIEWER,
                        new Handler.Blocking(request -> {
                            context.logins().logout(request.caller());
                            return Response.noContent();
                        }),
                        Description.of("auth", "Refuses the token from now on")));
    }

    private Response login(Request request) {
        JsonNode body = request.json();
        String username = ApiJson.text(body, "username");
        String password = ApiJson.text(body, "password");
        try {
            return session(context.logins().login(username, password, request.remoteAddress()));
        } catch (LumaException e) {
            context.node()
                    .recordEvent(
                            "warning",
                            "login-failed",
                            "login as '" + abbreviated(username) + "' from " + request.remoteAddress() + " failed: "
                                    + e.detail());
            throw e;
        }
    }

    private static String abbreviated(String username) {
        return username.length() <= 64 ? username : username.substring(0, 64) + "…";
    }

    private static Response session(Login login) {
        return Response.json(ApiJson.bytes(new Shapes.Session(
                login.issued().token(), login.issued().expiresAt(), login.username(), login.roles())));
    }
}
