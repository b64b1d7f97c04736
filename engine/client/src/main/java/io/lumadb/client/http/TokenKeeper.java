package io.lumadb.client.http;

import io.lumadb.client.model.Session;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds the session's token and renews it when four fifths of its time are over. Thread-safe. */
final class TokenKeeper implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final HttpTransport transport;
    private final long timeoutMs;
    private volatile @Nullable Session session;
    private @Nullable ScheduledFuture<?> renewal;
    private boolean closed;

    TokenKeeper(HttpTransport transport, long timeoutMs) {
        this.transport = transport;
        this.timeoutMs = timeoutMs;
    }

    CompletableFuture<Session> login(String username, String password) {
        byte[] body = WireJson.write(Map.of("username", username, "password", password));
        return fetch(HttpCall.of(HttpMethod.POST, "/api/auth/login", body, timeoutMs));
    }

    private CompletableFuture<Session> fetch(HttpCall call) {
        CompletableFuture<WholeResponse.Answer> answer = new CompletableFuture<>();
        transport.send(call, new WholeResponse(answer));
        return answer.thenApply(WireJson::successful)
                .thenApply(success -> WireJson.read(success.body(), Session.class))
                .thenApply(this::keep);
    }

    private synchronized Session keep(Session fresh) {
        session = fresh;
        schedule(Duration.between(Instant.now(), fresh.expiresAt())
                .multipliedBy(4)
                .dividedBy(5));
        return fresh;
    }

    private synchronized void schedule(Duration delay) {
        if (closed) {
            return;
        }
        if (renewal != null) {
            renewal.cancel(false);
        }
        renewal =
                transport.eventLoops().schedule(this::renew, Math.max(1_000, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** A renewal that fails is tried again until the token has expired; then requests answer UNAUTHENTICATED. */
    private void renew() {
        HttpCall call = authorize(HttpCall.of(HttpMethod.POST, "/api/auth/refresh", null, timeoutMs));
        fetch(call).whenComplete((fresh, failure) -> {
            Session current = session;
            if (failure != null && current != null && Instant.now().isBefore(current.expiresAt())) {
                schedule(RETRY_AFTER);
            }
        });
    }

    /** The call with the token, if there is one. */
    HttpCall authorize(HttpCall call) {
        Session current = session;
        return current == null ? call : call.with("Authorization", "Bearer " + current.token());
    }

    @Nullable
    String token() {
        Session current = session;
        return current == null ? null : current.token();
    }

    @Override
    public synchronized void close() {
        closed = true;
        session = null;
        if (renewal != null) {
            renewal.cancel(false);
        }
    }
}
