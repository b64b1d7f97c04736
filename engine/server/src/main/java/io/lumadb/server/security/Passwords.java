package io.lumadb.server.security;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.RetryLater;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes, one lane: OWASP's second choice of parameters. A hash takes tens of
 * milliseconds of a core, so only {@link #MOST_AT_ONCE} run at a time. Thread-safe.
 */
public final class Passwords {

    public static final int SHORTEST = 8;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_WAITING = 32;
    private static final int LONGEST = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Argon2Function function =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final Semaphore working = new Semaphore(MOST_AT_ONCE, true);
    private final String nobodysHash = hash(randomPassword());

    /** A password nobody knows yet: 144 random bits. */
    public static String randomPassword() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws LumaException BAD_REQUEST when it is too short or too long */
    public static String requireUsable(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the password has " + password.length() + (password.length() == 1 ? " character" : " characters"),
                    "use " + SHORTEST + " to " + LONGEST);
        }
        return password;
    }

    /** The hash in PHC string format, with a new salt. Blocks. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return limited(() ->
                function.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult());
    }

    /** Blocks. */
    public boolean matches(String password, String phcHash) {
        if (password.length() > LONGEST) {
            return false;
        }
        return limited(() -> Argon2Function.getInstanceFromHash(phcHash).check(password, phcHash));
    }

    /** Takes as long as a real check, so that the time does not tell which accounts exist. */
    void pretendToCheck(String password) {
        matches(password, nobodysHash);
    }

    private <T> T limited(java.util.function.Supplier<T> work) {
        if (working.getQueueLength() > MOST_WAITING) {
            throw new RetryLater(ErrorCode.UNAVAILABLE, "too many logins at once", null, 2);
        }
        working.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            working.release();
        }
    }
}
