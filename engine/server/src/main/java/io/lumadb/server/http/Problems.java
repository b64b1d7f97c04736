package io.lumadb.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.server.wire.ApiJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as RFC 9457 problem bodies. What nobody expected gets an id, which the log has too, and no details. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER = "Retry-After";

    private Problems() {}

    /** The failure that a client is told of: a LumaException as it is, anything else as INTERNAL with a logged id. */
    public static LumaException reasonOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof LumaException known) {
            return known;
        }
        String id = Long.toString(ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE, 36);
        LOG.error("Request failed unexpectedly, id {}", id, cause);
        return new LumaException(
                ErrorCode.INTERNAL,
                "an unexpected failure; the server's log has it under id " + id,
                "report the id to whoever runs the server",
                cause);
    }

    public static Response response(LumaException failure) {
        return response(failure, List.of());
    }

    static Response response(LumaException failure, List<Response.Header> more) {
        List<Response.Header> headers = new ArrayList<>(more);
        if (failure.code().retryable() && more.stream().noneMatch(header -> header.name().equals(RETRY_AFTER))) {
            String seconds = failure instanceof RetryLater later ? Long.toString(later.seconds()) : "1";
            headers.add(new Response.Header(RETRY_AFTER, seconds));
        }
        return new Response.Whole(
                status(failure), Response.PROBLEM, body(failure, status(failure)), headers);
    }

    private static int status(LumaException failure) {
        return failure instanceof HttpFailure http ? http.status() : failure.code().httpStatus();
    }

    /** The problem as JSON bytes. */
    public static byte[] body(LumaException failure) {
        return body(failure, status(failure));
    }

    private static byte[] body(LumaException failure, int status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = ApiJson.generator(bytes)) {
            out.writeStartObject();
            writeFields(out, failure, status);
            if (failure instanceof HttpFailure http) {
                http.writeExtensions(out);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeFields(JsonGenerator out, LumaException failure, int status) throws IOException {
        ErrorCode code = failure.code();
        out.writeStringField("type", "urn:lumadb:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.writeStringField("title", code.title());
        out.writeNumberField("status", status);
        out.writeStringField("detail", failure.detail());
        out.writeStringField("code", code.name());
        Optional<String> hint = failure.hint();
        if (hint.isPresent()) {
            out.writeStringField("hint", hint.get());
        }
        if (failure instanceof QueryError error && error.position().isPresent()) {
            TextPosition position = error.position().get();
            out.writeObjectFieldStart("position");
            out.writeNumberField("offset", position.offset());
            out.writeNumberField("length", position.length());
            out.writeNumberField("line", position.line());
            out.writeNumberField("column", position.column());
            out.writeEndObject();
        }
    }
}
