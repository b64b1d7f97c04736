package io.lumadb.server.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.Json;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.server.wire.ApiJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes all documents of a collection, shard after shard, each shard as of one moment. Used by one thread. */
public final class DocumentExport {

    private static final int MOST_COLUMNS = 2000;

    private final Database database;
    private final String collection;

    public DocumentExport(Database database, String collection) {
        this.database = database;
        this.collection = collection;
    }

    @FunctionalInterface
    private interface Each {
        void accept(Value.Obj document) throws IOException;
    }

    public void write(TransferFormat format, OutputStream out) throws IOException {
        switch (format) {
            case NDJSON -> ndjson(out);
            case JSON -> json(out);
            case CSV -> csv(out);
        }
    }

    private void ndjson(OutputStream out) throws IOException {
        JsonGenerator generator = ApiJson.lineGenerator(out);
        forEach(document -> {
            Json.write(generator, document);
            generator.flush();
            out.write('\n');
        });
    }

    private void json(OutputStream out) throws IOException {
        JsonGenerator generator = ApiJson.lineGenerator(out);
        generator.writeStartArray();
        forEach(document -> Json.write(generator, document));
        generator.writeEndArray();
        generator.flush();
    }

    /** Two passes: a CSV's first line has to know every field. */
    private void csv(OutputStream out) throws IOException {
        TreeSet<String> paths = new TreeSet<>();
        forEach(document -> {
            if (paths.size() < MOST_COLUMNS) {
                paths.addAll(CsvCells.cells(document).keySet());
            }
        });
        SequencedSet<String> columns = new LinkedHashSet<>();
        columns.add("_id");
        columns.addAll(paths);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 16 * 1024);
        writer.write(columns.stream().map(CsvCells::quoted).collect(Collectors.joining(",")));
        writer.write("\r\n");
        forEach(document -> {
            Map<String, String> cells = CsvCells.cells(document);
            writer.write(columns.stream()
                    .map(column -> CsvCells.quoted(cells.getOrDefault(column, "")))
                    .collect(Collectors.joining(",")));
            writer.write("\r\n");
        });
        writer.flush();
    }

    private void forEach(Each each) throws IOException {
        for (int shard = 0; shard < database.shardCount(); shard++) {
            ScanRequest request = new ScanRequest(
                    collection,
                    shard,
                    ScanRequest.Consistency.LINEARIZABLE,
                    new ScanRequest.Access.Everything(),
                    false);
            try (DocumentCursor cursor = database.open(request)) {
                List<StoredDocument> batch = cursor.next();
                while (!batch.isEmpty()) {
                    for (StoredDocument stored : batch) {
                        each.accept(stored.document().toObject());
                    }
                    batch = cursor.next();
                }
            }
        }
    }
}
