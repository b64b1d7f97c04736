package io.lumadb.server.security;

import io.lumadb.cluster.Accounts;
import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or says why not. A token that was found good is remembered, by its hash, for {@link #MEMORY} or until
 * it expires, whichever is sooner; revocation is looked up every time. Thread-safe.
 */
public final class Gate {

    private static final Duration MEMORY = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final Accounts accounts;
    private final ConcurrentHashMap<Digest, Remembered> remembered = new ConcurrentHashMap<>();

    public Gate(Tokens tokens, Accounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /**
     * Whose request it is.
     *
     * @param authorization the header's value, {@code Bearer …}
     * @param needed empty: anyone may
     * @throws LumaException UNAUTHENTICATED or FORBIDDEN
     */
    public Caller admit(@Nullable String authorization, Optional<Role> needed, String deed) {
        if (needed.isEmpty()) {
            return Caller.NOBODY;
        }
        if (authorization == null) {
            throw new LumaException(
                    ErrorCode.UNAUTHENTICATED,
                    "the Authorization header is missing",
                    "send 'Authorization: Bearer <token>' with a token from POST /api/auth/login");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new LumaException(
                    ErrorCode.UNAUTHENTICATED, "the Authorization header is not a bearer token", "use 'Bearer <token>'");
        }
        Caller caller = identify(authorization.substring(SCHEME.length()).strip());
        caller.require(needed.get(), deed);
        return caller;
    }

    /** @throws LumaException UNAUTHENTICATED */
    public Caller identify(String token) {
        Digest digest = Digest.of(token);
        Instant now = tokens.clock().instant();
        Remembered known = remembered.get(digest);
        if (known != null && now.isBefore(known.until) && !tokens.isRevoked(known.caller.tokenId())) {
            return known.caller;
        }
        remembered.remove(digest);
        Tokens.Claims claims = tokens.verify(token);
        Account account = accounts.find(claims.username())
                .orElseThrow(() -> new LumaException(
                        ErrorCode.UNAUTHENTICATED, "the account " + claims.username() + " is no longer there"));
        Caller caller = new Caller(
                account.username(), highest(account), account.roles(), claims.id(), claims.expiresAt());
        Instant until = now.plus(MEMORY);
        remember(digest, new Remembered(caller, until.isBefore(claims.expiresAt()) ? until : claims.expiresAt()));
        return caller;
    }

    /** Whether a long connection's token still holds. */
    public boolean stillGood(Caller caller) {
        return tokens.clock().instant().isBefore(caller.expiresAt()) && !tokens.isRevoked(caller.tokenId());
    }

    /** Call when accounts change: what was remembered of them is looked up anew. */
    public void forgetAll() {
        remembered.clear();
    }

    private void remember(Digest digest, Remembered good) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(digest, good);
    }

    private static Optional<Role> highest(Account account) {
        return account.roles().stream().flatMap(name -> Role.find(name).stream()).max(Enum::compareTo);
    }

    private record Remembered(Caller caller, Instant until) {}

    /** The SHA-256 of a token, so that memory holds no token anyone could use. */
    private static final class Digest {
        private final byte[] bytes;

        private Digest(byte[] bytes) {
            this.bytes = bytes;
        }

        static Digest of(String token) {
            try {
                return new Digest(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
