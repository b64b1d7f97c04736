package io.lumadb.client.transfer;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ImportReport;
import io.lumadb.document.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports a file of any size: reads it once, holds a few batches in memory, and has at most {@link #BATCHES_IN_FLIGHT} of
 * them under way. One importer, one file, one calling thread; listeners are called from client threads.
 */
public final class Importer {

    /** How much of a file is imported, in which form, and what happens to records that are refused. */
    public enum Format {
        NDJSON,
        JSON,
        CSV;

        /** By a file's ending; NDJSON for {@code .ndjson} and {@code .jsonl}, and where the ending says nothing. */
        public static Format ofFile(String name) {
            String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
            return plain.endsWith(".json") ? JSON : plain.endsWith(".csv") ? CSV : NDJSON;
        }
    }

    /** A record that is not in the cluster, and why. */
    public record Reject(long line, String code, String detail, String text) {}

    /** @param stopped why the import ended early, null when it came to the end of the file */
    public record Outcome(
            long inserted, long rejected, @Nullable ClientException stopped) {}

    private static final int BATCH_RECORDS = 1_000;
    private static final int BATCH_CHARACTERS = 4 * 1024 * 1024;
    private static final int BATCHES_IN_FLIGHT = 3;

    private final LumaClient client;
    private final String collection;
    private final Consumer<Reject> onReject;
    private final Consumer<Long> onProgress;
    private final Semaphore inFlight = new Semaphore(BATCHES_IN_FLIGHT);
    private final AtomicLong inserted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicReference<@Nullable ClientException> failure = new AtomicReference<>();
    private @Nullable ClientException broken;

    /**
     * @param onReject told of every record that was refused; never called twice at once
     * @param onProgress told how many documents are in so far
     */
    public Importer(LumaClient client, String collection, Consumer<Reject> onReject, Consumer<Long> onProgress) {
        this.client = client;
        this.collection = collection;
        this.onReject = onReject;
        this.onProgress = onProgress;
    }

    /** Imports to the end of the stream, or to the first failure that concerns more than one record. Blocks. */
    public Outcome run(InputStream in, Format format) throws InterruptedException {
        try (RecordSource source = open(in, format)) {
            List<RecordSource.Item.Text> batch = new ArrayList<>();
            int characters = 0;
            RecordSource.Item item = read(source);
            while (item != null && failure.get() == null) {
                switch (item) {
                    case RecordSource.Item.Text text -> {
                        batch.add(text);
                        characters += text.text().length();
                    }
                    case RecordSource.Item.Unusable(long line, String text, String code, String detail) ->
                        reject(new Reject(line, code, detail, text));
                }
                if (batch.size() == BATCH_RECORDS || characters >= BATCH_CHARACTERS) {
                    send(source, List.copyOf(batch));
                    batch.clear();
                    characters = 0;
                }
                item = read(source);
            }
            send(source, batch);
        } catch (ClientException e) {
            failure.compareAndSet(null, e);
        } catch (IOException e) {
            failure.compareAndSet(
                    null,
                    new ClientException(ErrorCode.BAD_REQUEST, "reading the file failed: " + e.getMessage(), null, e));
        } finally {
            inFlight.acquire(BATCHES_IN_FLIGHT);
        }
        if (broken != null) {
            failure.compareAndSet(null, broken);
        }
        return new Outcome(inserted.get(), rejected.get(), failure.get());
    }

    /** The next record; null at the end, and where the file breaks off: what came before is still sent. */
    private RecordSource.@Nullable Item read(RecordSource source) {
        try {
            return source.next();
        } catch (ClientException e) {
            broken = e;
        } catch (IOException e) {
            broken = new ClientException(ErrorCode.BAD_REQUEST, "reading the file failed: " + e.getMessage(), null, e);
        }
        return null;
    }

    private static RecordSource open(InputStream in, Format format) throws IOException {
        return switch (format) {
            case NDJSON -> new NdjsonSource(in);
            case JSON -> new JsonArraySource(in);
            case CSV -> new CsvSource(in);
        };
    }

    private void send(RecordSource source, List<RecordSource.Item.Text> batch) throws InterruptedException {
        if (batch.isEmpty() || failure.get() != null) {
            return;
        }
        StringBuilder body = new StringBuilder();
        if (!source.header().isEmpty()) {
            body.append(source.header()).append('\n');
        }
        for (RecordSource.Item.Text record : batch) {
            body.append(record.text()).append('\n');
        }
        int headerLines = source.header().isEmpty() ? 0 : 1;
        inFlight.acquire();
        CompletableFuture<ImportReport> sent = client.importDocuments(
                collection,
                new ByteArrayInputStream(body.toString().getBytes(StandardCharsets.UTF_8)),
                source.format(),
                true,
                bytes -> {});
        sent.whenComplete((report, problem) -> {
            try {
                finish(batch, headerLines, report, problem);
            } finally {
                inFlight.release();
            }
        });
    }

    private void finish(
            List<RecordSource.Item.Text> batch,
            int headerLines,
            @Nullable ImportReport report,
            @Nullable Throwable problem) {
        if (report == null || problem != null) {
            failure.compareAndSet(
                    null, ClientException.of(problem == null ? new IllegalStateException("no answer") : problem));
            return;
        }
        for (ImportReport.Failure refused : report.failed()) {
            int index = (int) refused.line() - 1 - headerLines;
            RecordSource.Item.Text record = batch.get(Math.clamp(index, 0, batch.size() - 1));
            reject(new Reject(record.line(), refused.code(), refused.detail(), record.text()));
        }
        onProgress.accept(inserted.addAndGet(report.inserted()));
    }

    private synchronized void reject(Reject reject) {
        rejected.incrementAndGet();
        onReject.accept(reject);
    }
}
