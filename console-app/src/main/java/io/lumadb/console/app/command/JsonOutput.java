package io.lumadb.console.app.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.IOException;
import java.time.Instant;

/** What the server answered, as it was sent: for scripts. */
final class JsonOutput {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private JsonOutput() {}

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("luma");
        module.addSerializer(Value.class, new JsonSerializer<>() {
            @Override
            public void serialize(Value value, JsonGenerator out, SerializerProvider provider) throws IOException {
                Json.write(out, value);
            }
        });
        module.addSerializer(Instant.class, new JsonSerializer<>() {
            @Override
            public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        return module;
    }

    static String of(Object answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
