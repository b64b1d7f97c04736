package io.lumadb.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.execution.RowSink;
import io.lumadb.server.http.Problems;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.ResponseBody;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.QueryShapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs queries and writes their rows: whole, so that a late failure is still a problem body, or streamed. */
final class QueryAnswers {

    /** A larger answer is kept in pieces and sent in chunks. */
    private static final int WHOLE = 256 * 1024;
    /** The first rows of a slow query are shown after so long, not when a chunk is full. */
    private static final long FLUSH_NANOS = 50_000_000;

    private final ApiContext context;

    QueryAnswers(ApiContext context) {
        this.context = context;
    }

    Response whole(QueryRequest query, Response.Header id) {
        long most = Math.min(
                context.node().config().limits().queryMemory(), Runtime.getRuntime().maxMemory() / 4);
        BoundedBytes bytes = new BoundedBytes(most);
        try (JsonGenerator out = ApiJson.generator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("documents");
            QuerySummary summary = context.queries().run(query, row -> write(out, row));
            out.writeEndArray();
            writeSummary(out, QueryShapes.Summary.of(summary));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() <= WHOLE
                ? new Response.Whole(200, Response.JSON, bytes.toByteArray(), List.of(id))
                : new Response.Streamed(200, Response.JSON, List.of(id), bytes::writeTo);
    }

    private static void write(JsonGenerator out, Value.Obj row) {
        try {
            Json.write(out, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeSummary(JsonGenerator out, QueryShapes.Summary summary) throws IOException {
        byte[] fields = ApiJson.bytes(summary);
        // The record's own members, without the braces around them.
        out.writeRaw(',');
        out.writeRaw(new String(fields, 1, fields.length - 2, StandardCharsets.UTF_8));
    }

    Response streamed(QueryRequest query, Response.Header id) {
        return new Response.Streamed(200, Response.NDJSON, List.of(id), out -> stream(query, out));
    }

    private void stream(QueryRequest query, ResponseBody out) throws IOException {
        RowLines lines = new RowLines(out);
        try {
            QuerySummary summary = context.queries().run(query, lines);
            out.write("{\"$stats\":".getBytes(StandardCharsets.UTF_8));
            out.write(ApiJson.bytes(QueryShapes.Summary.of(summary)));
            out.write("}\n".getBytes(StandardCharsets.UTF_8));
        } catch (LumaException e) {
            if (out.committed()) {
                out.write("{\"$error\":".getBytes(StandardCharsets.UTF_8));
                out.write(Problems.body(e));
                out.write("}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            throw e;
        }
    }

    /** One document a line. */
    private static final class RowLines implements RowSink {
        private final ResponseBody out;
        private final JsonGenerator generator;
        private long flushed = System.nanoTime();

        private RowLines(ResponseBody out) throws IOException {
            this.out = out;
            this.generator = ApiJson.lineGenerator(out);
        }

        @Override
        public void accept(Value.Obj row) {
            try {
                Json.write(generator, row);
                generator.flush();
                out.write('\n');
                long now = System.nanoTime();
                if (now - flushed > FLUSH_NANOS) {
                    flushed = now;
                    out.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
