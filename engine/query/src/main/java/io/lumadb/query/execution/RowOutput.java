package io.lumadb.query.execution;

import io.lumadb.document.Value;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands rows to the caller up to the most it wants, and learns the columns where only the documents know them. */
final class RowOutput {

    /** Columns are taken from so many rows: reading on only to name one more column would cost too much. */
    private static final int ROWS_FOR_COLUMNS = 100;

    private final RowSink sink;
    private final long maxRows;
    private final QueryRun run;
    private final Set<String> seen = new LinkedHashSet<>();
    private Optional<List<String>> declared = Optional.empty();
    private boolean truncated;

    RowOutput(RowSink sink, long maxRows, QueryRun run) {
        this.sink = sink;
        this.maxRows = maxRows;
        this.run = run;
    }

    void declareColumns(Optional<List<String>> columns) {
        declared = columns;
    }

    /** Hands one row over; false when the caller wants no more, and this one was too many. */
    boolean accept(Value.Obj row) {
        if (run.rows() >= maxRows) {
            truncated = true;
            return false;
        }
        if (declared.isEmpty() && run.rows() < ROWS_FOR_COLUMNS) {
            seen.addAll(row.fields().keySet());
        }
        sink.accept(row);
        run.countRow();
        return true;
    }

    List<String> columns() {
        return declared.orElseGet(() -> List.copyOf(seen));
    }

    boolean truncated() {
        return truncated;
    }
}
