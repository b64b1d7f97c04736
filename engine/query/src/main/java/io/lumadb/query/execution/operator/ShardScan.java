package io.lumadb.query.execution.operator;

import io.lumadb.document.StoredDocument;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one shard's documents. The cursor is opened by the first {@code next()}, on the fragment's thread. */
final class ShardScan implements Operator {

    private final Database database;
    private final ScanRequest request;
    private final QueryRun run;
    private final ReadCounter observed;
    private @Nullable DocumentCursor cursor;
    private boolean ended;

    /** {@code observed} counts for this operator alone, beside the run's counters. */
    ShardScan(Database database, ScanRequest request, QueryRun run, ReadCounter observed) {
        this.database = database;
        this.request = request;
        this.run = run;
        this.observed = observed;
    }

    @Override
    public List<Row> next() {
        run.checkpoint();
        DocumentCursor open = cursor;
        if (open == null) {
            open = database.open(request);
            cursor = open;
        }
        List<StoredDocument> documents = open.next();
        run.reads().count(documents);
        observed.count(documents);
        if (documents.isEmpty() && !ended) {
            ended = true;
            run.reads().skipped(open.skippedSegments());
            observed.skipped(open.skippedSegments());
        }
        List<Row> rows = new ArrayList<>(documents.size());
        for (StoredDocument document : documents) {
            rows.add(new DocumentRow(document));
        }
        return rows;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
