package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.RowBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are read once and replayed as often as wanted: a common table expression, a subquery that does not depend on
 * its surroundings. The input is read to its end by the first replay that is asked for a row. Thread-safe; owned by whoever
 * closes it, which is after the last replay.
 */
public final class Materialized implements AutoCloseable {

    private final Operator input;
    private final QueryRun run;
    private final RowBuffer rows;
    private boolean read;

    public Materialized(Operator input, QueryRun run) {
        this.input = input;
        this.run = run;
        this.rows = new RowBuffer(run, "WITH");
    }

    /** The rows from the start, in the input's order. Closing a replay leaves the rows for others. */
    public Operator replay() {
        return new Replay();
    }

    private synchronized RowBuffer.Reader reader() {
        if (!read) {
            for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
                run.checkpoint();
                batch.forEach(rows::add);
            }
            read = true;
        }
        return rows.read();
    }

    private synchronized List<Row> next(RowBuffer.Reader reader) {
        return reader.next();
    }

    @Override
    public synchronized void close() {
        input.close();
        rows.close();
    }

    private final class Replay implements Operator {
        private RowBuffer.@Nullable Reader reader;

        @Override
        public List<Row> next() {
            run.checkpoint();
            if (reader == null) {
                reader = reader();
            }
            return Materialized.this.next(reader);
        }

        @Override
        public void close() {
            // The rows belong to all replays.
        }
    }
}
