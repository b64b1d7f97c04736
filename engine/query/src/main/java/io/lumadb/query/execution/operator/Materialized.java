package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are read once and replayed as often as wanted: a common table expression, a subquery that does not depend on
 * its surroundings. The input is read to its end by the first replay that is asked for a row. Thread-safe; owned by whoever
 * closes it, which is after the last replay.
 */
public final class Materialized implements AutoCloseable {

    private static final int BATCH = 512;

    private final Operator input;
    private final QueryRun run;
    private final List<Row> rows = new ArrayList<>();
    private boolean read;
    private long heldBytes;

    public Materialized(Operator input, QueryRun run) {
        this.input = input;
        this.run = run;
    }

    /** The rows from the start, in the input's order. Closing a replay leaves the rows for others. */
    public Operator replay() {
        return new Replay();
    }

    private synchronized List<Row> batch(int from) {
        if (!read) {
            for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
                run.checkpoint();
                for (Row row : batch) {
                    long bytes = row.heldBytes();
                    heldBytes += bytes;
                    run.memory().reserve(bytes, "WITH");
                    rows.add(row);
                }
            }
            read = true;
        }
        return List.copyOf(rows.subList(Math.min(from, rows.size()), Math.min(from + BATCH, rows.size())));
    }

    @Override
    public synchronized void close() {
        input.close();
        rows.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }

    private final class Replay implements Operator {
        private int given;

        @Override
        public List<Row> next() {
            run.checkpoint();
            List<Row> batch = batch(given);
            given += batch.size();
            return batch;
        }

        @Override
        public void close() {
            // The rows belong to all replays.
        }
    }
}
