package io.lumadb.query.execution.operator.sort;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Sorts all rows, or keeps the first few in order; then memory is bounded by their number. */
public final class Sort implements Operator {

    private static final int BATCH = 512;
    private static final int COMPARISONS_BETWEEN_CHECKPOINTS = 4096;

    private final Operator input;
    private final SortOrder order;
    private final OptionalLong most;
    private final QueryRun run;
    private List<KeyedRow> sorted = List.of();
    private boolean read;
    private int given;
    private long heldBytes;
    private int comparisons;

    public Sort(Operator input, SortOrder order, OptionalLong most, QueryRun run) {
        this.input = input;
        this.order = order;
        this.most = most;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        if (!read) {
            sorted = most.isPresent() ? readFirst(most.getAsLong()) : readAll();
            sorted.sort(this::compare);
            read = true;
        }
        int from = given;
        given = Math.min(sorted.size(), from + BATCH);
        return List.copyOf(sorted.subList(from, given));
    }

    private List<KeyedRow> readAll() {
        List<KeyedRow> all = new ArrayList<>();
        for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
            for (Row row : batch) {
                KeyedRow keyed = order.keyed(row);
                hold(keyed);
                all.add(keyed);
            }
        }
        return all;
    }

    private List<KeyedRow> readFirst(long count) {
        Comparator<KeyedRow> smallestFirst = this::compare;
        PriorityQueue<KeyedRow> largestOnTop = new PriorityQueue<>(smallestFirst.reversed());
        for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
            for (Row row : batch) {
                keepAmongFirst(largestOnTop, order.keyed(row), count);
            }
        }
        return new ArrayList<>(largestOnTop);
    }

    private void keepAmongFirst(PriorityQueue<KeyedRow> largestOnTop, KeyedRow row, long count) {
        if (largestOnTop.size() >= count) {
            KeyedRow largest = largestOnTop.peek();
            if (largest == null || compare(row, largest) >= 0) {
                return;
            }
            largestOnTop.remove();
            long bytes = largest.heldBytes();
            heldBytes -= bytes;
            run.memory().release(bytes);
        }
        hold(row);
        largestOnTop.add(row);
    }

    private void hold(KeyedRow row) {
        long bytes = row.heldBytes();
        heldBytes += bytes;
        run.memory().reserve(bytes, "ORDER BY");
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
        sorted = List.of();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
