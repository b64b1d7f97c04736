package io.lumadb.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.lumadb.document.Bson;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Reads and writes the API's JSON. Thread-safe. */
public final class ApiJson {

    /** Two levels of JSON can stand for one of a document (arrays within objects), plus the body around it. */
    private static final int MAX_DEPTH = 2 * Bson.MAX_DEPTH + 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Threads come and go here (virtual ones), so buffers are pooled for all of them.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(2 * Bson.MAX_BYTES)
                            .build())
                    .build())
            .addModule(new SimpleModule()
                    .addSerializer(Value.class, new ValueWriter())
                    .addSerializer(Instant.class, new InstantWriter()))
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private ApiJson() {}

    /** A record, list or map as UTF-8 JSON. */
    public static byte[] bytes(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a record, list or map where the generator stands. */
    public static void write(JsonGenerator out, Object body) throws IOException {
        MAPPER.writeValue(out, body);
    }

    /** Closing it flushes, and closes the stream. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.getFactory().createGenerator(out);
    }

    /** For one text a line: flushing does not flush the stream, nothing stands between the texts. */
    public static JsonGenerator lineGenerator(OutputStream out) throws IOException {
        return MAPPER.getFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setRootValueSeparator(new SerializedString(""));
    }

    /**
     * Reads a request body.
     *
     * @throws LumaException BAD_REQUEST with line and column; TOO_LARGE when nested too deep
     */
    public static JsonNode tree(byte[] body) {
        if (body.length == 0) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "the request has no body", "send a JSON body");
        }
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A JSON tree as a record. BAD_REQUEST naming the field that does not fit. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new LumaException(ErrorCode.BAD_REQUEST, e.getOriginalMessage(), null, e);
        }
    }

    /** What a JSON parser stumbled over, as clients are told. */
    public static LumaException unreadable(IOException failure) {
        if (failure instanceof JsonProcessingException json) {
            String where = json.getLocation() == null
                    ? ""
                    : " at line " + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr();
            boolean deep = json.getOriginalMessage().contains("nesting depth");
            return new LumaException(
                    deep ? ErrorCode.TOO_LARGE : ErrorCode.BAD_REQUEST,
                    "not valid JSON" + where + ": " + json.getOriginalMessage(),
                    deep ? "documents nest at most " + Bson.MAX_DEPTH + " levels" : null,
                    failure);
        }
        return new LumaException(
                ErrorCode.BAD_REQUEST, "the body cannot be read: " + failure.getMessage(), null, failure);
    }

    /** The text of a required field. BAD_REQUEST naming it when it is not there or no text. */
    public static String text(JsonNode body, String field) {
        return optionalText(body, field)
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST, "the field '" + field + "' is missing", "send {\"" + field + "\": …}"));
    }

    public static Optional<String> optionalText(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "the field '" + field + "' wants a string, not " + node);
        }
        return Optional.of(node.textValue());
    }

    /** A whole number of 0 or more. */
    public static Optional<Long> optionalNumber(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the field '" + field + "' wants a whole number of 0 or more, not " + node);
        }
        return Optional.of(node.longValue());
    }

    private static final class ValueWriter extends JsonSerializer<Value> {
        @Override
        public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
            Json.write(out, value);
        }
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }
}
