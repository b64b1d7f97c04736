package io.lumadb.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A collection's schema as JSON, and back. */
public final class SchemaBody {

    private static final List<String> TYPES = List.of(
            "any",
            "boolean",
            "int64",
            "double",
            "decimal128",
            "string",
            "timestamp",
            "binary",
            "vector",
            "array",
            "object");

    private SchemaBody() {}

    public static Shapes.Schema of(CollectionSchema schema) {
        return new Shapes.Schema(
                schema.fields().stream()
                        .map(field -> new Shapes.Field(
                                field.name(),
                                field.type(),
                                field.required(),
                                field.standard().orElse(null) instanceof Default.Constant(Value value) ? value : null,
                                field.standard().orElse(null) instanceof Default.Computed(String expression)
                                        ? expression
                                        : null,
                                field.check().orElse(null)))
                        .toList(),
                schema.strict());
    }

    private static Optional<Default> standard(JsonNode field) {
        Optional<String> expression = ApiJson.optionalText(field, "defaultExpression");
        if (expression.isPresent() && field.has("default")) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "field '" + ApiJson.text(field, "name") + "' has a default and a defaultExpression",
                    "leave one of them out");
        }
        return field.has("default")
                ? Optional.of(new Default.Constant(Json.fromTree(field.get("default"))))
                : expression.map(Default.Computed::new);
    }

    /** @throws LumaException BAD_REQUEST naming what does not fit */
    public static CollectionSchema read(JsonNode body) {
        if (!body.path("fields").isArray()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "a schema needs the array 'fields'",
                    "send {\"fields\": [{\"name\": \"price\", \"type\": \"double\", \"required\": true}], \"strict\": false}");
        }
        List<CollectionSchema.FieldRule> fields = new ArrayList<>();
        for (JsonNode field : body.path("fields")) {
            String type = ApiJson.optionalText(field, "type").orElse("any");
            if (!TYPES.contains(type)) {
                throw new LumaException(
                        ErrorCode.BAD_REQUEST, "unknown type '" + type + "'", "types are " + String.join(", ", TYPES));
            }
            fields.add(new CollectionSchema.FieldRule(
                    ApiJson.text(field, "name"),
                    type,
                    field.path("required").asBoolean(false),
                    standard(field),
                    ApiJson.optionalText(field, "check")));
        }
        return new CollectionSchema(fields, body.path("strict").asBoolean(false));
    }
}
