package io.lumadb.server.security;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whoever asks, as the token says and the account confirms.
 *
 * @param role the highest role held; empty: none
 * @param tokenId the token's {@code jti}
 */
public record Caller(String username, Optional<Role> role, List<String> roles, String tokenId, Instant expiresAt) {

    /** On routes that ask for no token. */
    public static final Caller NOBODY = new Caller("", Optional.empty(), List.of(), "", Instant.EPOCH);

    public Caller {
        roles = List.copyOf(roles);
    }

    public boolean may(Role needed) {
        return role.isPresent() && role.get().includes(needed);
    }

    /** @throws LumaException FORBIDDEN saying which role it takes */
    public void require(Role needed, String deed) {
        if (!may(needed)) {
            throw new LumaException(
                    ErrorCode.FORBIDDEN,
                    deed + " takes the role " + needed.wireName() + "; " + username + " is "
                            + (roles.isEmpty() ? "without a role" : String.join(", ", roles)),
                    "ask an admin for the role " + needed.wireName());
        }
    }
}
