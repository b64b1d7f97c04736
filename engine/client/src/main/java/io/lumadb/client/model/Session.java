package io.lumadb.client.model;

import java.time.Instant;
import java.util.List;

/** {@code POST /api/auth/login}: a bearer token and whose it is. */
public record Session(String token, Instant expiresAt, String username, List<String> roles) {
    @Override
    public String toString() {
        return "Session[username=" + username + ", roles=" + roles + ", expiresAt=" + expiresAt + "]";
    }
}
