package io.lumadb.client.load.key;

import java.util.BitSet;

/**
 * The numbers of the records that are there. Inserts under way may end in any order: a number counts as there when every one
 * before it ended too, so that nobody asks for a record that is still on its way. Used by one thread.
 */
public final class InsertedRecords {

    private long end;
    private long next;
    /** Ended inserts from {@link #end} on. */
    private BitSet ended = new BitSet();

    /** @param end records 0 to {@code end - 1} are there */
    public InsertedRecords(long end) {
        this.end = end;
        this.next = end;
    }

    /** The number of a record to insert now. */
    public long begin() {
        return next++;
    }

    /** An insert is over, whether it came to anything or not. */
    public void ended(long number) {
        ended.set((int) (number - end));
        int gone = ended.nextClearBit(0);
        if (gone > 0) {
            ended = ended.get(gone, Math.max(gone, ended.length()));
            end += gone;
        }
    }

    /** Records 0 to this minus one are there. */
    public long end() {
        return end;
    }
}
