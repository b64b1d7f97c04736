package io.lumadb.query.execution.operator.sort;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Sorts all rows, or keeps the first few in order; then memory is bounded by their number. What memory has no room for is
 * sorted piece by piece into files, and these are merged (Knuth, TAOCP 5.4.1). Rows that the order does not tell apart
 * stay in the order they came.
 */
public final class Sort implements Operator {

    private static final int BATCH = 512;
    private static final int COMPARISONS_BETWEEN_CHECKPOINTS = 4096;

    private final Operator input;
    private final SortOrder order;
    private final long most;
    private final QueryRun run;
    private final MemoryAccount memory;
    private final SortedRuns runs;
    private final List<KeyedRow> held = new ArrayList<>();
    private boolean read;
    private long given;
    private int comparisons;

    /** {@code most}: how many rows are wanted; absent for all. */
    public Sort(Operator input, SortOrder order, OptionalLong most, QueryRun run) {
        this.input = input;
        this.order = order;
        this.most = most.orElse(Long.MAX_VALUE);
        this.run = run;
        this.memory = run.account("ORDER BY");
        this.runs = new SortedRuns(this::compare, run);
    }

    @Override
    public List<Row> next() {
        if (!read) {
            if (most < Long.MAX_VALUE) {
                readFirst();
            } else {
                readAll();
            }
            held.sort(this::compare);
            if (runs.isEmpty()) {
                // Given from its end, so that what is given is let go.
                Collections.reverse(held);
            } else {
                spill();
                runs.startMerge();
            }
            read = true;
        }
        return runs.isEmpty() ? fromMemory() : merged();
    }

    private List<Row> fromMemory() {
        List<Row> batch = new ArrayList<>(BATCH);
        while (!held.isEmpty() && batch.size() < BATCH && given < most) {
            KeyedRow row = held.removeLast();
            memory.release(row.heldBytes());
            batch.add(row);
            given++;
        }
        return batch;
    }

    private List<Row> merged() {
        run.checkpoint();
        List<Row> batch = runs.next((int) Math.min(BATCH, most - given));
        given += batch.size();
        return batch;
    }

    private void readAll() {
        for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
            for (Row row : batch) {
                hold(order.keyed(row));
            }
        }
    }

    private void hold(KeyedRow row) {
        held.add(row);
        if (!memory.take(row.heldBytes())) {
            held.sort(this::compare);
            spill();
        }
    }

    private void spill() {
        if (!held.isEmpty()) {
            runs.add(held);
            held.clear();
        }
        memory.releaseAll();
    }

    /** Keeps the first rows in a heap, the last of them on top; where even those are too many, it sorts as for all. */
    private void readFirst() {
        Comparator<KeyedRow> smallestFirst = this::compare;
        PriorityQueue<KeyedRow> largestOnTop = new PriorityQueue<>(smallestFirst.reversed());
        for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
            run.checkpoint();
            boolean full = false;
            for (Row row : batch) {
                full |= !keepAmongFirst(largestOnTop, order.keyed(row));
            }
            if (full) {
                held.addAll(largestOnTop);
                held.sort(this::compare);
                spill();
                readAll();
                return;
            }
        }
        held.addAll(largestOnTop);
    }

    /** False when memory is full. */
    private boolean keepAmongFirst(PriorityQueue<KeyedRow> largestOnTop, KeyedRow row) {
        if (largestOnTop.size() >= most) {
            KeyedRow largest = largestOnTop.peek();
            if (largest == null || compare(row, largest) >= 0) {
                return true;
            }
            largestOnTop.remove();
            memory.release(largest.heldBytes());
        }
        largestOnTop.add(row);
        return memory.take(row.heldBytes());
    }

    private int compare(KeyedRow left, KeyedRow right) {
        comparisons++;
        if (comparisons % COMPARISONS_BETWEEN_CHECKPOINTS == 0) {
            run.checkpoint();
        }
        return order.compare(left, right);
    }

    @Override
    public void close() {
        input.close();
        held.clear();
        runs.close();
        memory.close();
    }
}
