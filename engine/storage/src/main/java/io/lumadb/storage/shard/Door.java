package io.lumadb.storage.shard;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.core.Seat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from other threads to a replica's core loop, until the replica is closed. Not to be used on the loop. */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final long BRIEFLY_MILLIS = 1_000;

    private final int shard;
    private final Seat seat;
    private final AtomicBoolean closed = new AtomicBoolean();

    Door(int shard, Seat seat) {
        this.shard = shard;
        this.seat = seat;
    }

    /** Hands a task over; {@code result} fails where it cannot be. Waits while too many wait. */
    void submit(Runnable task, CompletableFuture<?> result) {
        try {
            if (closed.get()) {
                result.completeExceptionally(gone());
            } else {
                seat.submit(task);
            }
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(gone());
        }
    }

    /** What the loop answers to a question. */
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> asked = new CompletableFuture<>();
        submit(
                () -> {
                    T answer = question.get();
                    seat.answers().execute(() -> asked.complete(answer));
                },
                asked);
        return asked;
    }

    LumaException gone() {
        return new LumaException(ErrorCode.UNAVAILABLE, "shard " + shard + " is closed on this node");
    }

    boolean isClosed() {
        return closed.get();
    }

    /** False when it was closed before. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    /** Waits a second at most, and goes on whatever came of it. */
    static void awaitBriefly(CompletableFuture<Long> checkpoint) {
        try {
            checkpoint.get(BRIEFLY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("a shard goes on above its RAM budget: {}", e.toString());
        }
    }
}
