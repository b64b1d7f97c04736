package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Passwords;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes;
import java.util.ArrayList;
import java.util.List;

/** Accounts. Their passwords are never answered, hashed or not. */
final class AccountRoutes {

    private static final String ALL = "/api/v1/users";
    private static final String ONE = ALL + "/{username}";
    private static final String TAG = "users";

    private final ApiContext context;

    AccountRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        ALL,
                        Role.ADMIN,
                        new Handler.Blocking(_ -> list()),
                        Description.of(TAG, "All accounts").answering(Shapes.Accounts.class)),
                Route.of(
                        Method.POST,
                        ALL,
                        Role.ADMIN,
                        new Handler.Blocking(this::create),
                        Description.of(TAG, "Makes an account")
                                .taking(Shapes.AccountBody.class)
                                .answering(Shapes.Account.class)),
                Route.of(
                        Method.DELETE,
                        ONE,
                        Role.ADMIN,
                        new Handler.Blocking(this::remove),
                        Description.of(TAG, "Removes an account; its tokens end within seconds")),
                Route.of(
                        Method.PUT,
                        ONE + "/password",
                        Role.VIEWER,
                        new Handler.Blocking(this::setPassword),
                        Description.of(TAG, "Sets a password: one's own with the current one, anybody's as admin")
                                .taking(Shapes.PasswordBody.class)));
    }

    private Response list() {
        return Response.json(ApiJson.bytes(new Shapes.Accounts(context.node().accounts().all().stream()
                .map(account -> new Shapes.Account(account.username(), account.roles()))
                .toList())));
    }

    private Response create(Request request) {
        JsonNode body = request.json();
        String username = ApiJson.text(body, "username");
        if (!username.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "'" + username + "' cannot be a username",
                    "use 1 to 64 letters, digits, '.', '_', '@' and '-', a letter or digit first");
        }
        if (context.node().accounts().find(username).isPresent()) {
            throw new LumaException(ErrorCode.ALREADY_EXISTS, "there is an account '" + username + "' already");
        }
        List<String> roles = roles(body.path("roles"));
        String password = Passwords.requireUsable(ApiJson.text(body, "password"));
        context.node().accounts().put(new Account(username, context.passwords().hash(password), roles));
        context.gate().forgetAll();
        context.node().recordEvent("info", "account-created", request.caller().username() + " made " + username);
        return Response.json(201, ApiJson.bytes(new Shapes.Account(username, roles)));
    }

    private static List<String> roles(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the field 'roles' wants an array of at least one role", "[\"viewer\"]");
        }
        List<String> roles = new ArrayList<>();
        node.forEach(role -> roles.add(Role.of(role.asText()).wireName()));
        return roles;
    }

    private Account account(Request request) {
        return context.node()
                .accounts()
                .find(request.variable(0))
                .orElseThrow(() -> new LumaException(
                        ErrorCode.NOT_FOUND, "there is no account '" + request.variable(0) + "'"));
    }

    private Response remove(Request request) {
        Account account = account(request);
        boolean lastAdmin = context.node().accounts().all().stream()
                .filter(other -> other.roles().contains(Role.ADMIN.wireName()))
                .allMatch(other -> other.username().equals(account.username()));
        if (lastAdmin) {
            throw new LumaException(
                    ErrorCode.CONFLICT,
                    "'" + account.username() + "' is the last admin",
                    "make another account with the role admin first");
        }
        context.node().accounts().remove(account.username());
        context.gate().forgetAll();
        context.node()
                .recordEvent("info", "account-removed", request.caller().username() + " removed " + account.username());
        return Response.noContent();
    }

    private Response setPassword(Request request) {
        JsonNode body = request.json();
        boolean own = request.caller().username().equals(request.variable(0));
        if (!own) {
            request.caller().require(Role.ADMIN, "setting somebody else's password");
        }
        Account account = account(request);
        if (own) {
            String current = ApiJson.text(body, "current");
            if (!context.passwords().matches(current, account.passwordHash())) {
                throw new LumaException(ErrorCode.FORBIDDEN, "the current password is another");
            }
        }
        String password = Passwords.requireUsable(ApiJson.text(body, "password"));
        context.node()
                .accounts()
                .put(new Account(account.username(), context.passwords().hash(password), account.roles()));
        context.gate().forgetAll();
        context.node()
                .recordEvent(
                        "info",
                        "password-changed",
                        request.caller().username() + " set the password of " + account.username());
        return Response.noContent();
    }
}
