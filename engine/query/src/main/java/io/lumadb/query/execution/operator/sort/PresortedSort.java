package io.lumadb.query.execution.operator.sort;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows in order that an index gives in the order of the leading keys already: rows that are equal by those are sorted
 * among themselves, and once enough rows are given no more are read.
 *
 * <p>An index has a document with an array at the place of its first element in the order, never behind the place of
 * the whole array: such a row waits here until the rows that come have passed its own place. Where more has to wait than
 * memory has room for, all that is left is sorted.
 */
public final class PresortedSort implements Operator {

    private static final int BATCH = 512;
    /** So many rows more than are wanted may wait before the last of them are let go. */
    private static final int SLACK = 1_024;

    private final Operator input;
    private final SortOrder order;
    private final int presorted;
    private final long most;
    private final QueryRun run;
    private final MemoryAccount memory;
    private final List<KeyedRow> equal = new ArrayList<>();
    private final Deque<Row> ready = new ArrayDeque<>();
    private PriorityQueue<KeyedRow> waiting;
    private long given;
    private boolean ended;
    private @Nullable Sort rest;

    /**
     * @param presorted how many leading keys the rows come in the order of, 1 or more
     * @param most how many rows are wanted; absent for all
     */
    public PresortedSort(Operator input, SortOrder order, int presorted, OptionalLong most, QueryRun run) {
        this.input = input;
        this.order = order;
        this.presorted = presorted;
        this.most = most.orElse(Long.MAX_VALUE);
        this.run = run;
        this.memory = run.account("ORDER BY");
        this.waiting = new PriorityQueue<>(order);
    }

    @Override
    public List<Row> next() {
        while (ready.isEmpty() && rest == null && !ended && given < most) {
            read();
        }
        List<Row> batch = new ArrayList<>();
        while (!ready.isEmpty() && batch.size() < BATCH && given < most) {
            batch.add(ready.removeFirst());
            given++;
        }
        return batch.isEmpty() && rest != null && given < most ? rest.next() : batch;
    }

    private void read() {
        run.checkpoint();
        List<Row> batch = input.next();
        if (batch.isEmpty()) {
            ended = true;
            giveEqual();
            giveWaiting(Integer.MAX_VALUE);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (!take(order.keyed(batch.get(i)))) {
                sortRest(batch.subList(i + 1, batch.size()));
                return;
            }
            if (wanted() == 0) {
                return;
            }
        }
    }

    /** False when memory is full. */
    private boolean take(KeyedRow row) {
        if (isInPlace(row)) {
            int behind = equal.isEmpty() ? 0 : order.compare(row, equal.getFirst(), presorted);
            if (behind < 0) {
                throw new LumaException(
                        ErrorCode.INTERNAL, "an index gave a document in front of a smaller one", "rebuild the index");
            }
            if (behind > 0) {
                giveEqual();
            }
            equal.add(row);
        } else {
            waiting.add(row);
        }
        boolean room = memory.take(row.heldBytes());
        boolean many = Math.max(equal.size(), waiting.size()) / 2 - SLACK > wanted();
        return (!room || many) && dropUnwanted() || room;
    }

    /** Of rows that are not given yet. */
    private long wanted() {
        return Math.max(0, most - given - ready.size());
    }

    /** Where one of several entries of a document may have brought it here, its own place is further on. */
    private boolean isInPlace(KeyedRow row) {
        for (int key = 0; key < presorted; key++) {
            Value value = row.keys().get(key);
            // A field that is missing may be one of objects in an array, where the index finds it.
            if (value instanceof Value.Array || value instanceof Value.Missing && order.descends(key)) {
                return false;
            }
        }
        return true;
    }

    /** The rows equal by the leading keys are complete: gives them, and those waiting whose place is among them. */
    private void giveEqual() {
        if (equal.isEmpty()) {
            return;
        }
        equal.sort(order);
        for (KeyedRow row : equal) {
            for (KeyedRow first = waiting.peek();
                    first != null && order.compare(first, row) < 0;
                    first = waiting.peek()) {
                giveWaiting(1);
            }
            give(row);
        }
        equal.clear();
    }

    private void giveWaiting(int count) {
        for (int i = 0; i < count && !waiting.isEmpty(); i++) {
            give(waiting.remove());
        }
    }

    private void give(KeyedRow row) {
        memory.release(row.heldBytes());
        ready.add(row);
    }

    /** Of rows that wait for their turn only so many can come to be wanted. False when all of them can. */
    private boolean dropUnwanted() {
        long wanted = wanted();
        boolean dropped = false;
        if (equal.size() - SLACK > wanted) {
            equal.sort(order);
            List<KeyedRow> unwanted = equal.subList((int) wanted, equal.size());
            unwanted.forEach(row -> memory.release(row.heldBytes()));
            unwanted.clear();
            dropped = true;
        }
        if (waiting.size() - SLACK > wanted) {
            PriorityQueue<KeyedRow> kept = new PriorityQueue<>(order);
            for (long i = 0; i < wanted; i++) {
                kept.add(waiting.remove());
            }
            waiting.forEach(row -> memory.release(row.heldBytes()));
            waiting = kept;
            dropped = true;
        }
        return dropped;
    }

    /** Everything given so far stands in front of all that is left. */
    private void sortRest(List<Row> unread) {
        List<Row> held = new ArrayList<>(equal.size() + waiting.size() + unread.size());
        equal.forEach(row -> held.add(row.row()));
        waiting.forEach(row -> held.add(row.row()));
        held.addAll(unread);
        equal.clear();
        waiting.clear();
        memory.releaseAll();
        OptionalLong wanted = most == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(wanted());
        rest = new Sort(new Rest(held, input), order, wanted, run);
    }

    /** Rows that were read already, and those behind them. */
    private static final class Rest implements Operator {
        private final Operator behind;
        private List<Row> read;

        Rest(List<Row> read, Operator behind) {
            this.read = read;
            this.behind = behind;
        }

        @Override
        public List<Row> next() {
            if (read.isEmpty()) {
                return behind.next();
            }
            List<Row> first = read;
            read = List.of();
            return first;
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    @Override
    public void close() {
        if (rest == null) {
            input.close();
        } else {
            rest.close();
        }
        equal.clear();
        waiting.clear();
        ready.clear();
        memory.close();
    }
}
