package io.lumadb.client.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.lumadb.client.ClientException;
import io.lumadb.client.model.Problem;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API's JSON: values as Extended JSON, times as ISO 8601, unknown fields ignored. */
final class WireJson {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private WireJson() {}

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("lumadb");
        module.addDeserializer(Value.class, new JsonDeserializer<>() {
            @Override
            public Value deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Json.fromTree(in.readValueAsTree());
            }

            @Override
            public Value getNullValue(DeserializationContext context) {
                return Value.NULL;
            }
        });
        module.addDeserializer(Value.Obj.class, new JsonDeserializer<>() {
            @Override
            public Value.Obj deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return asObject(Json.fromTree(in.readValueAsTree()));
            }
        });
        module.addDeserializer(Instant.class, new JsonDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Instant.parse(in.getText());
            }
        });
        module.addSerializer(Value.class, new JsonSerializer<>() {
            @Override
            public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
                Json.write(out, value);
            }
        });
        return module;
    }

    static Value.Obj asObject(Value value) {
        if (value instanceof Value.Obj object) {
            return object;
        }
        throw new ClientException(
                ErrorCode.INTERNAL, "the server sent a " + value.typeName() + " for a document", null, null);
    }

    static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new ClientException(
                    ErrorCode.BAD_REQUEST, "the request cannot be written as JSON: " + e.getMessage(), null, e);
        }
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (IOException e) {
            throw unexpected(e);
        }
    }

    private static ClientException unexpected(IOException e) {
        return new ClientException(
                ErrorCode.INTERNAL,
                "the answer is not what this client understands: " + e.getMessage(),
                "is it a LumaDB server?",
                e);
    }

    /** The answer itself, when it is one. */
    static WholeResponse.Answer successful(WholeResponse.Answer answer) {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        throw failure(answer.status(), answer.body());
    }

    /** The exception for an answer that is not a success. */
    static ClientException failure(int status, byte[] body) {
        Problem problem = problem(status, body);
        return new ClientException(codeOf(problem.code(), status), problem);
    }

    private static Problem problem(int status, byte[] body) {
        try {
            Problem problem = MAPPER.readValue(body, Problem.class);
            if (problem != null && problem.code() != null && problem.detail() != null) {
                return problem;
            }
        } catch (IOException notAProblem) {
            return bare(status, body);
        }
        return bare(status, body);
    }

    private static Problem bare(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String detail = "the server answered " + status
                + (text.isEmpty() ? "" : ": " + text.lines().findFirst().orElse(""));
        return new Problem(
                "about:blank",
                "HTTP " + status,
                status,
                detail,
                codeOf(null, status).name(),
                null,
                null);
    }

    private static ErrorCode codeOf(@Nullable String name, int status) {
        ErrorCode byStatus = ErrorCode.INTERNAL;
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
            if (code.httpStatus() == status && byStatus == ErrorCode.INTERNAL) {
                byStatus = code;
            }
        }
        return byStatus;
    }
}
