package io.lumadb.server.route;

import io.lumadb.cluster.view.ClusterEvent;
import io.lumadb.cluster.view.ClusterStatus;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes;
import java.util.List;

/** The cluster's view of itself, and its event log. */
final class ClusterRoutes {

    private static final String TAG = "cluster";
    private static final int MOST_EVENTS = 5000;

    private final ApiContext context;

    ClusterRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.GET,
                        "/api/v1/cluster",
                        Role.VIEWER,
                        new Handler.Blocking(
                                _ -> Response.json(ApiJson.bytes(context.node().status()))),
                        Description.of(TAG, "Nodes, shards, health and what is wrong right now")
                                .answering(ClusterStatus.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/cluster/cores",
                        Role.VIEWER,
                        new Handler.Blocking(_ -> Response.json(
                                ApiJson.bytes(new Shapes.Cores(context.node().cores())))),
                        Description.of(TAG, "This node's core loops, and the tasks that held them up lately")
                                .answering(Shapes.Cores.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/events",
                        Role.VIEWER,
                        new Handler.Blocking(this::events),
                        Description.of(TAG, "The event log behind a sequence number, oldest first")
                                .with("after", "integer", "the last seq seen; 0 without it")
                                .with("limit", "integer", "at most so many; 1000 without it")
                                .answering(Shapes.Events.class)));
    }

    private Response events(Request request) {
        int limit = Math.clamp(request.number("limit").orElse(1000), 1, MOST_EVENTS);
        List<ClusterEvent> events =
                context.node().eventsAfter(request.number("after").orElse(0), limit);
        return Response.json(ApiJson.bytes(new Shapes.Events(events)));
    }
}
