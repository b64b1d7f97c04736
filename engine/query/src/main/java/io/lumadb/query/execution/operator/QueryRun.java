package io.lumadb.query.execution.operator;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.execution.operator.spill.SpillDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * One statement under way: when it has to stop, what memory it may hold, what it has read. Shared by the statement's
 * thread, its fragments and whoever cancels it; thread-safe.
 *
 * <p>Nobody interrupts the threads: an interrupt would close the file channel that a cold read happens to use. Every
 * loop asks {@link #checkpoint()} instead, and every wait wakes up for it.
 */
public final class QueryRun {

    /** How long a wait may last before it asks whether the statement has to stop: well under the 100 ms promised. */
    public static final long WAIT_MILLIS = 20;

    private final String id;
    private final Consistency consistency;
    private final Instant startedAt;
    private final Duration timeout;
    private final long startedNanos = System.nanoTime();
    private final MemoryBudget memory;
    private final SpillDirectory spill;
    private final ReadCounter reads = new ReadCounter();
    private final LongAdder rows = new LongAdder();
    private volatile boolean cancelled;

    /** A statement that fails where its memory ends. */
    public QueryRun(String id, Consistency consistency, Instant startedAt, Duration timeout, MemoryBudget memory) {
        this(id, consistency, startedAt, timeout, memory, SpillDirectory.none());
    }

    public QueryRun(
            String id,
            Consistency consistency,
            Instant startedAt,
            Duration timeout,
            MemoryBudget memory,
            SpillDirectory spill) {
        this.id = id;
        this.consistency = consistency;
        this.startedAt = startedAt;
        this.timeout = timeout;
        this.memory = memory;
        this.spill = spill;
    }

    /**
     * Goes on unless the statement has to stop. Lets other virtual threads go first: they are not preempted, and a scan
     * that reads on and on would keep its carrier from every request that comes meanwhile.
     *
     * @throws LumaException CANCELLED or TIMEOUT
     */
    @SuppressWarnings("ThreadPriorityCheck") // For fairness; nothing relies on it.
    public void checkpoint() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
        if (cancelled) {
            throw new LumaException(ErrorCode.CANCELLED, "query " + id + " was cancelled");
        }
        if (elapsed().compareTo(timeout) > 0) {
            throw new LumaException(
                    ErrorCode.TIMEOUT,
                    "query " + id + " was stopped after " + timeout.toMillis() + " ms",
                    "narrow the condition, add an index, or give a longer timeout");
        }
    }

    /** Does a part of the statement's work on this thread, so that what takes long for one row stops too. */
    public void watched(Runnable work) {
        Watch.over(this::checkpoint, work);
    }

    /** The same with a result. */
    public <T> T answering(Supplier<T> work) {
        return Watch.over(this::checkpoint, work);
    }

    public void cancel() {
        cancelled = true;
    }

    /** Waits for something under way, but no longer than the statement lives. Failures come out as they went in. */
    public <T> T await(CompletableFuture<T> future) {
        while (true) {
            checkpoint();
            try {
                return future.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // The checkpoint decides whether to go on waiting.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new LumaException(ErrorCode.CANCELLED, "query " + id + " was interrupted", null, interrupted);
            } catch (ExecutionException failed) {
                throw asLumaException(failed.getCause() == null ? failed : failed.getCause());
            }
        }
    }

    /** A failure as the statement's caller sees it. */
    public static LumaException asLumaException(Throwable failure) {
        return failure instanceof LumaException known
                ? known
                : new LumaException(ErrorCode.INTERNAL, "the query failed: " + failure, null, failure);
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Consistency consistency() {
        return consistency;
    }

    public MemoryBudget memory() {
        return memory;
    }

    /** A share of the memory for one operator; {@code purpose} is what errors call it, such as {@code ORDER BY}. */
    public MemoryAccount account(String purpose) {
        return new MemoryAccount(memory, purpose, spill.available());
    }

    /** Where operators put what memory has no room for. */
    public SpillDirectory spill() {
        return spill;
    }

    public ReadCounter reads() {
        return reads;
    }

    /** Counts a row handed to the caller. */
    public void countRow() {
        rows.increment();
    }

    public long rows() {
        return rows.sum();
    }
}
