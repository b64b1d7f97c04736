package io.lumadb.query.execution.operator;

/**
 * What one operator holds of its statement's {@link MemoryBudget}. Used by the operator's thread; close it with the
 * operator.
 */
public final class MemoryAccount implements AutoCloseable {

    private final MemoryBudget budget;
    private final String purpose;
    private final boolean canSpill;
    private long heldBytes;
    private boolean closed;

    MemoryAccount(MemoryBudget budget, String purpose, boolean canSpill) {
        this.budget = budget;
        this.purpose = purpose;
        this.canSpill = canSpill;
        budget.opened();
    }

    /**
     * Takes bytes for something that can be spilled.
     *
     * @return false when the operator should spill now, and release what it then does not hold any more
     * @throws io.lumadb.document.error.LumaException TOO_LARGE when the budget is spent and there is nowhere to spill to
     */
    public boolean take(long bytes) {
        heldBytes += bytes;
        if (!canSpill) {
            budget.reserve(bytes, purpose);
            return true;
        }
        return budget.take(bytes, heldBytes);
    }

    /**
     * Takes bytes for something that has to stay in memory.
     *
     * @throws io.lumadb.document.error.LumaException TOO_LARGE when the budget is spent
     */
    public void require(long bytes) {
        heldBytes += bytes;
        budget.reserve(bytes, purpose);
    }

    public void release(long bytes) {
        heldBytes -= bytes;
        budget.release(bytes);
    }

    public void releaseAll() {
        release(heldBytes);
    }

    public long heldBytes() {
        return heldBytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            releaseAll();
            budget.closed();
        }
    }
}
