package io.lumadb.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes and verifies the bearer tokens: JWTs (RFC 7519) signed with HS256 and the cluster's key. No other algorithm is
 * accepted, {@code none} least of all. Thread-safe.
 */
public final class Tokens {

    private static final String ISSUER = "lumadb";

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Duration timeToLive;
    private final InstantSource clock;
    /** Revoked token ids, and when each would have expired anyway. */
    private final Map<String, Instant> revoked = new ConcurrentHashMap<>();

    /** @param key 32 bytes or more */
    public Tokens(byte[] key, Duration timeToLive, InstantSource clock) {
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the token key is " + key.length + " bytes, HS256 needs 32", e);
        }
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** A signed token. Whole seconds: that is all a JWT keeps. */
    public record Issued(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    /** What a good token says. */
    public record Claims(String username, String id, Instant issuedAt, Instant expiresAt) {}

    public Issued issue(String username, List<String> roles) {
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(timeToLive).getEpochSecond());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(username)
                .claim("roles", roles)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(UUID.randomUUID().toString())
                .build();
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 cannot sign", e);
        }
        return new Issued(jwt.serialize(), expiresAt);
    }

    /**
     * Checks signature, algorithm, issuer, expiry and revocation.
     *
     * @throws LumaException UNAUTHENTICATED saying which of them failed
     */
    public Claims verify(String token) {
        JWTClaimsSet claims = signedClaims(token);
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            throw refused("the token expired" + (expires == null ? "" : " at " + expires.toInstant()), null);
        }
        if (!ISSUER.equals(claims.getIssuer())) {
            throw refused("the token was issued by someone else", null);
        }
        String id = claims.getJWTID();
        String subject = claims.getSubject();
        Date issued = claims.getIssueTime();
        if (id == null || subject == null || issued == null) {
            throw refused("the token lacks its id, its subject or its time of issue", null);
        }
        if (isRevoked(id)) {
            throw refused("the token was logged out", null);
        }
        return new Claims(subject, id, issued.toInstant(), expires.toInstant());
    }

    private JWTClaimsSet signedClaims(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
                throw refused("tokens are signed with HS256, not " + jwt.getHeader().getAlgorithm(), null);
            }
            if (!jwt.verify(verifier)) {
                throw refused("the token's signature is wrong", null);
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused("that is not a signed token", e);
        } catch (JOSEException e) {
            throw refused("the token cannot be verified", e);
        }
    }

    private static LumaException refused(String detail, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.UNAUTHENTICATED, detail, "log in again with POST /api/auth/login", cause);
    }

    /** From now on the token is refused. Forgotten when it would have expired anyway. */
    public void revoke(String tokenId, Instant expiresAt) {
        Instant now = clock.instant();
        revoked.values().removeIf(expiry -> expiry.isBefore(now));
        revoked.put(tokenId, expiresAt);
    }

    boolean isRevoked(String tokenId) {
        return revoked.containsKey(tokenId);
    }

    InstantSource clock() {
        return clock;
    }
}
