package io.lumadb.client.load;

import io.lumadb.document.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Keeps the connections of a run at work, and measures. Without a target each connection begins its next operation when its
 * last one ended. With one, operation i is due at the run's begin plus i / target seconds, whichever connection is free then
 * takes it, and one that had to wait for a connection keeps its due time: that is when its response time begins.
 *
 * <p>Used by one thread, which calls {@link #tick} often enough; the clock is a parameter.
 */
final class Driver {

    /** How long a connection rests when the server cannot be reached, rather than ask as fast as it is refused. */
    static final long REST_NANOS = 100_000_000;

    private final LoadDoor door;
    private final OperationSource source;
    private final LongSupplier clock;
    private final long startNanos;
    private final double periodNanos;
    private final long mostOperations;
    private final long endNanos;
    private final Measurements measurements;
    private final Runnable onEnd;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private long begun;
    private int underWay;
    private boolean stopped;
    private boolean over;
    private long overNanos;

    /** A connection that does nothing until then. */
    private record Resting(int connection, long untilNanos) {}

    /** @param onEnd called once, when the last operation has ended */
    Driver(LoadPlan plan, OperationSource source, LoadDoor door, LongSupplier clock, Runnable onEnd) {
        this.door = door;
        this.source = source;
        this.clock = clock;
        this.onEnd = onEnd;
        this.startNanos = clock.getAsLong();
        this.periodNanos = plan.targetPerSecond().isPresent()
                ? 1e9 / plan.targetPerSecond().getAsDouble()
                : 0;
        OptionalLong operations = plan.limit().operations();
        this.mostOperations = operations.isPresent() ? operations.getAsLong() : Long.MAX_VALUE;
        this.endNanos = plan.limit()
                .duration()
                .map(duration -> startNanos + duration.toNanos())
                .orElse(Long.MAX_VALUE);
        this.measurements = new Measurements(startNanos);
        for (int connection = 0; connection < plan.connections(); connection++) {
            free.add(connection);
        }
    }

    /** Begins what is due on connections that are free, and ends the run when it is time. */
    void tick() {
        long now = clock.getAsLong();
        while (!resting.isEmpty() && resting.getFirst().untilNanos() - now <= 0) {
            free.addLast(resting.removeFirst().connection());
        }
        while (!free.isEmpty() && due(now)) {
            begin(free.removeFirst(), now);
        }
        endWhenDone(now);
    }

    private boolean due(long now) {
        return !finished(now) && (periodNanos == 0 || dueNanos(begun) - now <= 0);
    }

    private boolean finished(long now) {
        return stopped || begun >= mostOperations || (endNanos != Long.MAX_VALUE && now - endNanos >= 0);
    }

    private long dueNanos(long operation) {
        return startNanos + (long) (operation * periodNanos);
    }

    private void begin(int connection, long now) {
        long dueNanos = periodNanos == 0 ? now : dueNanos(begun);
        begun++;
        underWay++;
        Operation operation = source.next();
        if (operation.kind() == OperationKind.READ_MODIFY_WRITE) {
            Operation read = new Operation(OperationKind.READ, operation.record(), 0);
            Operation update = new Operation(OperationKind.UPDATE, operation.record(), 0);
            door.carryOut(connection, read, failure -> {
                if (failure.isPresent()) {
                    ended(connection, operation, dueNanos, now, failure);
                } else {
                    door.carryOut(connection, update, after -> ended(connection, operation, dueNanos, now, after));
                }
            });
        } else {
            door.carryOut(connection, operation, failure -> ended(connection, operation, dueNanos, now, failure));
        }
    }

    private void ended(
            int connection, Operation operation, long dueNanos, long begunNanos, Optional<ErrorCode> failure) {
        long now = clock.getAsLong();
        underWay--;
        source.ended(operation);
        if (failure.isEmpty()) {
            measurements.succeeded(operation.kind(), dueNanos, begunNanos, now);
        } else {
            measurements.failed(operation.kind(), failure.get());
        }
        if (failure.isPresent() && failure.get().retryable()) {
            resting.addLast(new Resting(connection, now + REST_NANOS));
        } else if (due(now)) {
            begin(connection, now);
            return;
        } else {
            free.addLast(connection);
        }
        endWhenDone(now);
    }

    private void endWhenDone(long now) {
        if (!over && underWay == 0 && finished(now)) {
            over = true;
            overNanos = now;
            onEnd.run();
        }
    }

    /** Begins nothing more. */
    void stop() {
        stopped = true;
    }

    /** Operations that are due and have not been begun; 0 without a target. */
    private long late(long now) {
        if (periodNanos == 0) {
            return 0;
        }
        long until = Math.min(now, endNanos);
        long due = Math.min(mostOperations, (long) ((until - startNanos) / periodNanos));
        return Math.max(0, due - begun);
    }

    /** The figures since the last call. */
    LoadReport interval() {
        long now = clock.getAsLong();
        return measurements.endInterval(now, late(now));
    }

    /** The figures of the run, when it is over. */
    LoadReport whole() {
        measurements.endInterval(overNanos, 0);
        return measurements.whole(overNanos, stopped ? 0 : late(overNanos));
    }
}
