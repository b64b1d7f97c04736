package io.lumadb.server.stream;

import io.lumadb.cluster.LumaNode;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.metrics.Sampler;
import io.lumadb.server.security.Gate;
import io.lumadb.server.security.Role;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** {@code GET /api/v1/stream}. One thread makes the frames of all subscribers and owns their state. */
public final class LiveStream implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("luma-stream").daemon(true).factory());
    private final FrameSource source;
    private final Gate gate;

    public LiveStream(LumaNode node, Sampler sampler, Gate gate) {
        this.source = new FrameSource(node, sampler);
        this.gate = gate;
    }

    public Route route() {
        return Route.of(
                Method.GET,
                "/api/v1/stream",
                Role.VIEWER,
                new Handler.Socket(request -> new StreamHandler(new Subscriber(thread, source, gate, request.caller()))),
                Description.of(
                                "stream",
                                "WebSocket: send {\"subscribe\": [\"topology\", \"shards\", \"tiers\", \"moves\", \"metrics\","
                                        + " \"events\", \"queries\"], \"intervalMs\": 500}, receive {topic, seq, at,"
                                        + " full|delta}")
                        .with("access_token", "string", "the token, where no header can be set"));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
