package io.lumadb.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/**
 * Extended JSON v2 (the MongoDB specification) for values. Relaxed JSON writes int64 and finite doubles as plain
 * numbers, a double always with a fraction or exponent, so that both kinds come back as they were; timestamps are
 * {@code {"$date": "…Z"}}, decimals {@code {"$numberDecimal": "…"}}, binary {@code {"$binary": {…}}}, and vectors
 * {@code {"$vector": [ … ]}}, LumaDB's own addition.
 */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2 * Bson.MAX_DEPTH + 10)
                            .maxStringLength(Bson.MAX_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /**
     * Reads one JSON text as a value.
     *
     * @throws LumaException SYNTAX_ERROR with line and column in the message; TOO_LARGE when nested too deep
     */
    public static Value parse(String text) {
        try {
            return value(MAPPER.readTree(text), 0);
        } catch (JsonProcessingException e) {
            throw syntaxError(e);
        }
    }

    /** Reads one JSON text that must be an object. */
    public static Value.Obj parseObject(String text) {
        if (parse(text) instanceof Value.Obj object) {
            return object;
        }
        throw new LumaException(ErrorCode.BAD_REQUEST, "expected a JSON object", "a document is written as {…}");
    }

    private static LumaException syntaxError(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        boolean deep = e.getOriginalMessage().contains("nesting depth");
        return new LumaException(
                deep ? ErrorCode.TOO_LARGE : ErrorCode.SYNTAX_ERROR,
                "not valid JSON" + where + ": " + e.getOriginalMessage(),
                null,
                e);
    }

    /** Turns a Jackson tree into a value, reading Extended JSON's wrappers. */
    public static Value fromTree(JsonNode node) {
        return value(node, 0);
    }

    private static Value value(JsonNode node, int depth) {
        if (depth > Bson.MAX_DEPTH) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE, "the document is nested more than " + Bson.MAX_DEPTH + " levels deep");
        }
        return switch (node.getNodeType()) {
            case NULL, MISSING -> Value.NULL;
            case BOOLEAN -> Value.of(node.booleanValue());
            case STRING -> Value.of(node.textValue());
            case NUMBER -> number(node);
            case ARRAY -> {
                List<Value> elements = new ArrayList<>(node.size());
                node.forEach(element -> elements.add(value(element, depth + 1)));
                yield new Value.Array(elements);
            }
            case OBJECT -> {
                Value wrapped = ExtendedJson.unwrap(node);
                yield wrapped != null ? wrapped : object(node, depth);
            }
            case BINARY, POJO -> throw new LumaException(ErrorCode.BAD_REQUEST, "not a JSON value: " + node);
        };
    }

    private static Value.Obj object(JsonNode node, int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue(), depth + 1)));
        return new Value.Obj(fields);
    }

    private static Value number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong()
                    ? Value.of(node.longValue())
                    : new Value.Decimal(ExtendedJson.decimal(node.asText()));
        }
        return Value.of(node.doubleValue());
    }

    /** One line of relaxed Extended JSON. */
    public static String relaxed(Value value) {
        return print(value, false);
    }

    /** Relaxed Extended JSON over several lines, for people. */
    public static String pretty(Value value) {
        return print(value, true);
    }

    private static String print(Value value, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            if (pretty) {
                out.useDefaultPrettyPrinter();
            }
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes a value to a Jackson generator as relaxed Extended JSON. */
    public static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Missing _, Value.Null _ -> out.writeNull();
            case Value.Bool(boolean flag) -> out.writeBoolean(flag);
            case Value.Int64(long number) -> out.writeNumber(number);
            case Value.Float64(double number) -> writeDouble(out, number);
            case Value.Text(String text) -> out.writeString(text);
            case Value.Decimal(Decimal128 number) -> writeWrapped(out, "$numberDecimal", number.toString());
            case Value.Timestamp timestamp -> writeTimestamp(out, timestamp);
            case Value.Binary(byte[] bytes) -> {
                out.writeStartObject();
                out.writeObjectFieldStart("$binary");
                out.writeStringField("base64", Base64.getEncoder().encodeToString(bytes));
                out.writeStringField("subType", "00");
                out.writeEndObject();
                out.writeEndObject();
            }
            case Value.Vector(float[] components) -> {
                out.writeStartObject();
                out.writeArrayFieldStart("$vector");
                for (float component : components) {
                    out.writeNumber(component);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            case Value.Array(List<Value> elements) -> {
                out.writeStartArray();
                for (Value element : elements) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case Value.Obj(Map<String, Value> fields) -> {
                out.writeStartObject();
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(out, field.getValue());
                }
                out.writeEndObject();
            }
        }
    }

    private static void writeDouble(JsonGenerator out, double number) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            String name = Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
            writeWrapped(out, "$numberDouble", name);
        }
    }

    private static void writeTimestamp(JsonGenerator out, Value.Timestamp timestamp) throws IOException {
        // Extended JSON writes years outside 0001 to 9999 as a number, since ISO 8601 has no agreed form for them.
        int year = timestamp.instant().atZone(java.time.ZoneOffset.UTC).getYear();
        if (year >= 1 && year <= 9999) {
            writeWrapped(out, "$date", timestamp.instant().toString());
        } else {
            out.writeStartObject();
            out.writeObjectFieldStart("$date");
            out.writeStringField("$numberLong", Long.toString(timestamp.epochMillis()));
            out.writeEndObject();
            out.writeEndObject();
        }
    }

    private static void writeWrapped(JsonGenerator out, String key, String text) throws IOException {
        out.writeStartObject();
        out.writeStringField(key, text);
        out.writeEndObject();
    }

    /** A Jackson parser with the same limits, for those who stream many documents. */
    public static JsonParser parser(java.io.InputStream in) throws IOException {
        return MAPPER.createParser(in);
    }
}
