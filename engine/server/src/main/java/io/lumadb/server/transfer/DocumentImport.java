package io.lumadb.server.transfer;

import io.lumadb.document.Document;
import io.lumadb.document.DocumentIds;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.write.SchemaCheck;
import io.lumadb.server.http.Problems;
import io.lumadb.server.transfer.RecordReader.Item;
import io.lumadb.server.wire.Shapes.ImportFailure;
import io.lumadb.server.wire.Shapes.ImportReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One import under way. Writes batches of up to {@link #BATCH} documents or {@link #BATCH_BYTES}, at most
 * {@link #MOST_IN_FLIGHT} at a time, so that a file of any size takes the memory of a few batches. Used by one thread.
 */
public final class DocumentImport {

    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 1024 * 1024;
    private static final int MOST_IN_FLIGHT = 4;
    private static final int MOST_REPORTED = 1000;

    private final Database database;
    private final String collection;
    private final SchemaCheck schema;
    private final ImportOptions options;
    private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
    private final List<ImportFailure> failed = new ArrayList<>();
    private List<Mutation> batch = new ArrayList<>();
    private List<Long> batchLines = new ArrayList<>();
    private long batchBytes;
    private long inserted;
    private long failures;

    private record Sent(List<Long> lines, CompletableFuture<List<WriteOutcome>> outcomes) {}

    public DocumentImport(Database database, CollectionDefinition collection, ImportOptions options) {
        this.database = database;
        this.schema = new SchemaCheck(collection.schema(), Instant.now());
        this.collection = collection.name();
        this.options = options;
    }

    /**
     * Reads to the end, or to the first failure when asked to stop there.
     *
     * @throws ImportStopped when it was stopped by a failure; it has the report
     */
    public ImportReport run(RecordReader reader) {
        long line = 0;
        boolean more = true;
        while (more && !stopped()) {
            try {
                Optional<Item> item = reader.next();
                more = item.isPresent() && take(item.get());
                line = item.map(Item::line).orElse(line);
            } catch (IOException e) {
                fail(
                        line + 1,
                        ErrorCode.BAD_REQUEST,
                        "the input breaks off behind line " + line + ": " + e.getMessage());
                more = false;
            }
        }
        send();
        while (!inFlight.isEmpty()) {
            settle();
        }
        ImportReport report = new ImportReport(inserted, failures, List.copyOf(failed));
        if (stopped()) {
            throw new ImportStopped(report);
        }
        return report;
    }

    private boolean stopped() {
        return failures > 0 && options.onError() == ImportOptions.OnError.STOP;
    }

    /** False when nothing behind this can be read. */
    private boolean take(Item item) {
        return switch (item) {
            case Item.Bad(long line, LumaException reason, boolean last) -> {
                fail(line, reason.code(), reason.detail());
                yield !last;
            }
            case Item.Good(long line, Value.Obj object) -> {
                add(line, object);
                yield true;
            }
        };
    }

    private void add(long line, Value.Obj object) {
        try {
            Document encoded = Document.of(schema.forInsert(object));
            Document document = encoded.id() instanceof Value.Missing
                    ? encoded.withId(DocumentIds.next())
                    : encoded.requireStorable();
            batch.add(options.upsert() ? new Mutation.Upsert(document) : new Mutation.Insert(document));
            batchLines.add(line);
            batchBytes += document.sizeBytes();
        } catch (LumaException e) {
            fail(line, e.code(), e.detail());
        }
        if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
            send();
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        inFlight.add(new Sent(batchLines, database.write(collection, batch)));
        batch = new ArrayList<>(BATCH);
        batchLines = new ArrayList<>(BATCH);
        batchBytes = 0;
        while (inFlight.size() >= MOST_IN_FLIGHT) {
            settle();
        }
    }

    private void settle() {
        Sent sent = inFlight.remove();
        try {
            List<WriteOutcome> outcomes = sent.outcomes.join();
            for (int i = 0; i < outcomes.size(); i++) {
                switch (outcomes.get(i)) {
                    case WriteOutcome.Done _ -> inserted++;
                    case WriteOutcome.Failed(ErrorCode code, String detail) -> fail(sent.lines.get(i), code, detail);
                }
            }
        } catch (CompletionException e) {
            LumaException reason = Problems.reasonOf(e);
            sent.lines.forEach(line -> fail(line, reason.code(), reason.detail()));
        }
    }

    private void fail(long line, ErrorCode code, String detail) {
        failures++;
        if (failed.size() < MOST_REPORTED) {
            failed.add(new ImportFailure(line, code.name(), detail));
        }
    }
}
