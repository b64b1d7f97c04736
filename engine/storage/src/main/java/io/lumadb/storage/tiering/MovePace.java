package io.lumadb.storage.tiering;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.MoveControl;
import io.lumadb.storage.view.MovesView;
import io.lumadb.storage.view.MovesView.Pause;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/**
 * The pace of a node's moves, all shards together: a bucket that fills with the bytes a second that may move, holds those
 * of one second, and may be overdrawn by the batch that empties it. It fills slower, and holds less, while processors are
 * busy: foreground work goes first. Thread-safe; guarded by itself. Time is the configured clock's.
 */
public final class MovePace implements MoveControl {

    /** Where nothing else is said: 256 MiB a second. */
    public static final long DEFAULT_BYTES_PER_SECOND = 256L << 20;

    /** Up to this share of its time that the busiest core works, moves have their full pace. */
    private static final double CALM = 0.2;
    /** What moves keep when a core works without a rest. */
    private static final double LEAST_SHARE = 0.05;

    private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final InstantSource clock;
    private final DoubleSupplier busiest;
    private long bytesPerSecond = DEFAULT_BYTES_PER_SECOND;
    private double bytes = DEFAULT_BYTES_PER_SECOND;
    private long filledMillis;
    private Optional<Pause> pause = Optional.empty();

    /** {@code busiest}: the share of the last second that the busiest core worked, or something like it, 0 to 1. */
    public MovePace(InstantSource clock, DoubleSupplier busiest) {
        this.clock = clock;
        this.busiest = busiest;
        this.filledMillis = clock.millis();
    }

    @Override
    public synchronized boolean pause(String by) {
        if (pause.isPresent()) {
            return false;
        }
        pause = Optional.of(new Pause(clock.instant(), by));
        return true;
    }

    @Override
    public synchronized boolean resume() {
        boolean paused = pause.isPresent();
        pause = Optional.empty();
        return paused;
    }

    @Override
    public synchronized void limit(long bytesPerSecond) {
        fill();
        this.bytesPerSecond = bytesPerSecond;
        this.bytes = Math.min(bytes, (double) bytesPerSecond);
    }

    @Override
    public synchronized MovesView view() {
        return new MovesView(pause, bytesPerSecond, share(busiest.getAsDouble()));
    }

    synchronized boolean paused() {
        return pause.isPresent();
    }

    /** What may move right now, in bytes; 0 while moves are paused. */
    synchronized long room() {
        fill();
        return pause.isPresent() ? 0 : (long) Math.max(0, bytes);
    }

    /** Notes what moved. Pressure's moves do not ask first, but count. */
    synchronized void moved(long movedBytes) {
        fill();
        bytes = Math.max(bytes - movedBytes, -60.0 * bytesPerSecond);
    }

    private void fill() {
        long now = clock.millis();
        long elapsed = now - filledMillis;
        filledMillis = now;
        if (elapsed > 0) {
            double perSecond = bytesPerSecond * share(busiest.getAsDouble());
            bytes = Math.min(perSecond, bytes + elapsed / 1e3 * perSecond);
        }
    }

    /** How much of the pace is left to moves when the busiest core works so much. */
    static double share(double busy) {
        return busy <= CALM ? 1 : Math.max(LEAST_SHARE, (1 - busy) / (1 - CALM));
    }

    /**
     * Waits until a batch of a move by hand may go. Blocks a moves thread.
     *
     * @param moved how many documents have moved so far, for the refusal
     * @throws LumaException UNAVAILABLE while moves are paused
     */
    void awaitRoom(long moved) {
        long started = System.nanoTime();
        while (true) {
            requireMoving(moved);
            if (room() > 0 || System.nanoTime() - started > MOST_WAIT_NANOS) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new LumaException(ErrorCode.CANCELLED, "the move was interrupted");
            }
        }
    }

    private synchronized void requireMoving(long moved) {
        pause.ifPresent(held -> {
            String soFar = moved == 0 ? "" : " (" + moved + " documents of this shard moved before that)";
            throw new LumaException(
                    ErrorCode.UNAVAILABLE,
                    "moves between tiers are paused since " + held.since() + " by " + held.by() + ", those by hand too"
                            + soFar,
                    "resume them first: POST /api/v1/tiering/resume");
        });
    }
}
