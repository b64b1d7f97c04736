package io.lumadb.query.execution.operator;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one statement's sorts, groups, joins and write batches may hold. Thread-safe.
 *
 * <p>What can be spilled is asked to when two thirds are used. The last third is for operators that came late, so that
 * each has at least a small share to work in: without it one that holds next to nothing would spill row by row because
 * another took everything.
 */
public final class MemoryBudget {

    private static final long MEBIBYTE = 1024 * 1024;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong mostUsedBytes = new AtomicLong();
    private final AtomicInteger accounts = new AtomicInteger();

    public MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Takes bytes.
     *
     * @param purpose what they are for, as the error names it
     * @throws LumaException TOO_LARGE when the budget is spent
     */
    public void reserve(long bytes, String purpose) {
        if (add(bytes) > limitBytes) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    purpose + " takes more memory than a query may use (" + amount() + ")",
                    "ask for fewer rows or fields, add a LIMIT, or raise query_memory");
        }
    }

    /** Takes bytes; false when whoever holds {@code heldBytes} with them should spill. */
    boolean take(long bytes, long heldBytes) {
        return add(bytes) <= limitBytes / 3 * 2 || heldBytes <= limitBytes / 3 / Math.max(1, accounts.get());
    }

    public void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    private long add(long bytes) {
        long used = usedBytes.addAndGet(bytes);
        if (used > mostUsedBytes.get()) {
            mostUsedBytes.accumulateAndGet(used, Math::max);
        }
        return used;
    }

    void opened() {
        accounts.incrementAndGet();
    }

    void closed() {
        accounts.decrementAndGet();
    }

    /** The most bytes that were held at once. */
    public long mostUsedBytes() {
        return mostUsedBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    private String amount() {
        return limitBytes >= MEBIBYTE ? limitBytes / MEBIBYTE + " MiB" : limitBytes + " bytes";
    }
}
