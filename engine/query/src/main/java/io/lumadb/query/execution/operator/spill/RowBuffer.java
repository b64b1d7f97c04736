package io.lumadb.query.execution.operator.spill;

import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of rows that goes on in a file where memory ends. First it is filled, then read any number of times. For one thread. */
public final class RowBuffer implements AutoCloseable {

    private static final int BATCH = 512;

    private final QueryRun run;
    private final MemoryAccount memory;
    private final List<Row> held = new ArrayList<>();
    private @Nullable RowFile rest;

    /** {@code purpose}: what the rows are kept for, as errors name it. */
    public RowBuffer(QueryRun run, String purpose) {
        this.run = run;
        this.memory = run.account(purpose);
    }

    public void add(Row row) {
        RowFile file = rest;
        if (file != null) {
            file.add(row);
            return;
        }
        held.add(row);
        if (!memory.take(row.heldBytes())) {
            rest = new RowFile(run.spill());
        }
    }

    /** How many rows there are. */
    public long size() {
        return held.size() + (rest == null ? 0 : rest.rows());
    }

    /** Whether no row is in a file. */
    public boolean inMemory() {
        return rest == null;
    }

    /** The rows in the order they were added. */
    public Reader read() {
        return new Reader();
    }

    @Override
    public void close() {
        held.clear();
        memory.close();
        if (rest != null) {
            rest.close();
        }
    }

    /** One pass over the rows. */
    public final class Reader {
        private int given;
        private RowFile.@Nullable Reader file;

        /** The next rows; empty at the end. */
        public List<Row> next() {
            if (given < held.size()) {
                int from = given;
                given = Math.min(held.size(), from + BATCH);
                return Collections.unmodifiableList(held.subList(from, given));
            }
            if (rest == null) {
                return List.of();
            }
            if (file == null) {
                file = rest.read();
            }
            return file.next();
        }
    }
}
