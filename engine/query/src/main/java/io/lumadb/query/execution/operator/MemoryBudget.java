package io.lumadb.query.execution.operator;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes that one statement's sorts, groups and write batches may hold. Thread-safe. */
public final class MemoryBudget {

    private static final long MEBIBYTE = 1024 * 1024;

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

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
        if (usedBytes.addAndGet(bytes) > limitBytes) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    purpose + " takes more memory than a query may use (" + amount() + ")",
                    "ask for fewer rows or fields, add a LIMIT, or raise query_memory");
        }
    }

    public void release(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    private String amount() {
        return limitBytes >= MEBIBYTE ? limitBytes / MEBIBYTE + " MiB" : limitBytes + " bytes";
    }
}
