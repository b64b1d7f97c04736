package io.lumadb.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** The {@code {"$…": …}} wrappers of Extended JSON v2 that stand for one value. */
final class ExtendedJson {

    /** Characters of a wrong value that a message quotes. */
    private static final int LONGEST_SHOWN = 100;

    /**
     * The least decimal other than 0 has 6,176 digits behind its point. Reading more would take time that grows with their
     * square.
     */
    private static final int LONGEST_DECIMAL = 7_000;

    private ExtendedJson() {}

    /** The value a wrapper stands for, or null when the object is an ordinary one. */
    static @Nullable Value unwrap(JsonNode node) {
        if (node.size() != 1) {
            return null;
        }
        String key = node.fieldNames().next();
        if (!key.startsWith("$")) {
            return null;
        }
        JsonNode content = node.get(key);
        return switch (key) {
            case "$numberLong", "$numberInt" -> integer(key, content);
            case "$numberDouble" -> new Value.Float64(floating(content));
            case "$numberDecimal" -> new Value.Decimal(decimal(content.asText()));
            case "$date" -> date(content);
            case "$oid" -> Value.of(content.asText());
            case "$binary" -> binary(content);
            case "$vector" -> vector(content);
            default -> null;
        };
    }

    private static Value integer(String key, JsonNode content) {
        try {
            return Value.of(Long.parseLong(content.asText()));
        } catch (NumberFormatException e) {
            throw malformed(key, content, "a whole number as a string", e);
        }
    }

    private static double floating(JsonNode content) {
        try {
            return Double.parseDouble(content.asText());
        } catch (NumberFormatException e) {
            throw malformed("$numberDouble", content, "a number, NaN, Infinity or -Infinity as a string", e);
        }
    }

    static Decimal128 decimal(String text) {
        try {
            if (text.length() > LONGEST_DECIMAL) {
                throw new NumberFormatException("more digits than a decimal has");
            }
            return Decimal128.parse(text);
        } catch (NumberFormatException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "'" + shown(text) + "' is not a decimal of at most 34 digits", null, e);
        }
    }

    private static Value date(JsonNode content) {
        if (content.isIntegralNumber()) {
            return new Value.Timestamp(content.longValue());
        }
        if (content.isObject() && content.has("$numberLong")) {
            return new Value.Timestamp(content.get("$numberLong").asLong());
        }
        String text = content.asText();
        try {
            Instant instant = text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
            return Value.of(instant);
        } catch (DateTimeException e) {
            throw malformed("$date", content, "an ISO 8601 time such as \"2026-01-31T12:00:00Z\"", e);
        }
    }

    private static Value binary(JsonNode content) {
        JsonNode base64 = content.isObject() ? content.path("base64") : content;
        try {
            return new Value.Binary(Base64.getDecoder().decode(base64.asText()));
        } catch (IllegalArgumentException e) {
            throw malformed("$binary", content, "{\"base64\": \"…\", \"subType\": \"00\"}", e);
        }
    }

    private static Value vector(JsonNode content) {
        if (!content.isArray()) {
            throw malformed("$vector", content, "an array of numbers", null);
        }
        float[] components = new float[content.size()];
        for (int i = 0; i < components.length; i++) {
            if (!content.get(i).isNumber()) {
                throw malformed("$vector", content, "an array of numbers", null);
            }
            components[i] = content.get(i).floatValue();
            if (!Float.isFinite(components[i])) {
                throw malformed("$vector", content, "numbers within the range of a float", null);
            }
        }
        if (components.length == 0) {
            throw malformed("$vector", content, "an array of at least one number", null);
        }
        return new Value.Vector(components);
    }

    private static String shown(String written) {
        return written.length() > LONGEST_SHOWN ? written.substring(0, LONGEST_SHOWN) + "…" : written;
    }

    private static LumaException malformed(String key, JsonNode content, String wanted, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.BAD_REQUEST, key + " wants " + wanted + ", not " + shown(content.toString()), null, cause);
    }
}
