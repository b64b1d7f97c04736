package io.lumadb.server.route;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets merge patches of one document take turns. A patch is computed from what it read and written on the condition that this is
 * still there; of many at the same time all but one would read again, and those that are unlucky too often would fail.
 * Other writes do not wait here. Thread-safe.
 */
final class PatchTurns {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Documents that share a lock wait for each other for nothing: with hundreds of patches under way few do. */
    private static final int LOCKS = 1 << 12;

    private final ReentrantLock[] locks =
            Stream.generate(() -> new ReentrantLock(true)).limit(LOCKS).toArray(ReentrantLock[]::new);

    /** @throws LumaException TIMEOUT when the patches before take too long */
    Response take(String collection, String id, Supplier<Response> patch) {
        int hash = Objects.hash(collection, id);
        ReentrantLock lock = locks[(hash ^ hash >>> 16) & (LOCKS - 1)];
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LumaException(
                        ErrorCode.TIMEOUT,
                        "other patches of documents like '" + id + "' have been under way for " + PATIENCE.toSeconds()
                                + " s",
                        "try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.CANCELLED, "the request was interrupted while it waited", null, e);
        }
        try {
            return patch.get();
        } finally {
            lock.unlock();
        }
    }
}
