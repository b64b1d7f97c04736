package io.lumadb.server.route;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.RetryLater;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.metrics.MetricsHistory;
import io.lumadb.server.metrics.PrometheusPage;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Whether the node is alive, what version it is, and what it counts. */
final class SystemRoutes {

    private static final byte[] ALIVE = ApiJson.bytes(new Shapes.Health("alive"));
    private static final byte[] READY = ApiJson.bytes(new Shapes.Health("ready"));

    private static final byte[] READ_ONLY = ApiJson.bytes(new Shapes.Health("read-only"));

    private final ApiContext context;

    SystemRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.open(
                        Method.GET,
                        "/health",
                        new Handler.Inline(_ -> Response.json(ALIVE)),
                        Description.of("system", "The process is alive").answering(Shapes.Health.class)),
                Route.open(
                        Method.GET,
                        "/health/ready",
                        new Handler.Inline(_ -> ready()),
                        Description.of(
                                        "system",
                                        "The node serves: leaders known, everything replayed; 503 until then. 'read-only' while its disk is full")
                                .answering(Shapes.Health.class)),
                Route.open(
                        Method.GET,
                        "/version",
                        new Handler.Inline(_ -> version()),
                        Description.of("system", "Product version, format version and node")
                                .answering(Shapes.Version.class)),
                Route.of(
                        Method.GET,
                        "/metrics",
                        Role.VIEWER,
                        new Handler.Blocking(_ -> Response.text(
                                PrometheusPage.CONTENT_TYPE,
                                context.prometheus().text().getBytes(StandardCharsets.UTF_8))),
                        Description.of("system", "Totals and levels in the Prometheus text format")),
                Route.of(
                        Method.GET,
                        "/api/v1/metrics",
                        Role.VIEWER,
                        new Handler.Blocking(this::series),
                        Description.of("system", "The last 24 hours as series")
                                .with("name", "string", "one series; all without it")
                                .with("from", "integer", "milliseconds since the epoch; 24 hours ago without it")
                                .with("step", "integer", "seconds between points, a multiple of 10")
                                .answering(MetricsHistory.Answer.class)));
    }

    private Response ready() {
        if (context.node().ready()) {
            return Response.json(context.node().readOnly() ? READ_ONLY : READY);
        }
        throw new RetryLater(ErrorCode.UNAVAILABLE, "the node is not ready to serve yet", null, 1);
    }

    private Response version() {
        return Response.json(ApiJson.bytes(new Shapes.Version(
                context.version(), context.node().format(), context.node().id())));
    }

    private Response series(io.lumadb.server.http.Request request) {
        long now = System.currentTimeMillis();
        return Response.json(ApiJson.bytes(context.sampler()
                .history()
                .read(
                        request.parameter("name"),
                        request.number("from").orElse(now - Duration.ofDays(1).toMillis()),
                        request.number("step").orElse(MetricsHistory.STEP_SECONDS),
                        now)));
    }
}
