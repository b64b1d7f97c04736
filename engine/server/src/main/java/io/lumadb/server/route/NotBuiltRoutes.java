package io.lumadb.server.route;

import static io.lumadb.server.http.Method.DELETE;
import static io.lumadb.server.http.Method.GET;
import static io.lumadb.server.http.Method.POST;
import static io.lumadb.server.http.Method.PUT;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import java.util.List;

/** Paths that the API reserves and this version does not have yet: they answer 501. */
final class NotBuiltRoutes {

    private NotBuiltRoutes() {}

    static List<Route> routes() {
        return List.of(
                route(POST, "/api/v1/collections/{collection}/search", Role.VIEWER, "Nearest neighbours"),
                route(POST, "/api/v1/cluster/nodes", Role.OPERATOR, "Joins a node"),
                route(DELETE, "/api/v1/cluster/nodes/{node}", Role.OPERATOR, "Decommissions a node"),
                route(POST, "/api/v1/cluster/nodes/{node}/drain", Role.OPERATOR, "Moves leaders away"),
                route(POST, "/api/v1/cluster/nodes/{node}/resume", Role.OPERATOR, "Ends maintenance"),
                route(POST, "/api/v1/cluster/nodes/{node}/transfer-leaders", Role.OPERATOR, "Hands leaders over"),
                route(POST, "/api/v1/cluster/rebalance", Role.OPERATOR, "Evens out the shards"),
                route(GET, "/api/v1/jobs", Role.VIEWER, "Long work under way"),
                route(GET, "/api/v1/jobs/{job}", Role.VIEWER, "One job"),
                route(DELETE, "/api/v1/jobs/{job}", Role.OPERATOR, "Cancels a job"),
                route(GET, "/api/v1/backups", Role.OPERATOR, "All backups"),
                route(POST, "/api/v1/backups", Role.OPERATOR, "Makes a backup"),
                route(GET, "/api/v1/backups/{backup}", Role.OPERATOR, "One backup"),
                route(POST, "/api/v1/backups/{backup}/verify", Role.OPERATOR, "Reads a backup and checks it"),
                route(POST, "/api/v1/backups/{backup}/restore", Role.OPERATOR, "Restores, to a moment if asked"),
                route(GET, "/api/v1/roles", Role.ADMIN, "All roles"),
                route(POST, "/api/v1/roles", Role.ADMIN, "Makes a role"),
                route(PUT, "/api/v1/roles/{role}", Role.ADMIN, "Changes a role"),
                route(DELETE, "/api/v1/roles/{role}", Role.ADMIN, "Removes a role"),
                route(GET, "/api/v1/audit", Role.ADMIN, "Who did what"));
    }

    private static Route route(Method method, String path, Role role, String summary) {
        return Route.of(
                method,
                path,
                role,
                new Handler.Inline(_ -> {
                    throw new LumaException(
                            ErrorCode.NOT_BUILT_YET,
                            method + " " + path + " is part of the API, but not of this version yet");
                }),
                Description.of("not built yet", summary + " (501 in this version)"));
    }
}
