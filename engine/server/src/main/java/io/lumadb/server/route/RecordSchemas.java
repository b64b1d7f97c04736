package io.lumadb.server.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lumadb.document.Value;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Schemas of records, from their components. */
final class RecordSchemas {

    private final Map<String, Map<String, Object>> named = new TreeMap<>();

    /** Every record that was asked for, by name. */
    Map<String, Map<String, Object>> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == List.class
                    ? Map.of("type", "array", "items", of(last))
                    : Map.of("type", "object", "additionalProperties", of(last));
        }
        if (!(type instanceof Class<?> known)) {
            return Map.of();
        }
        if (known == String.class) {
            return Map.of("type", "string");
        }
        if (known == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (known == boolean.class || known == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (known == int.class || known == long.class || known == Integer.class || known == Long.class) {
            return Map.of("type", "integer");
        }
        if (known == double.class || known == Number.class) {
            return Map.of("type", "number");
        }
        if (known == Value.Obj.class) {
            return Map.of("type", "object");
        }
        return known.isRecord() && !Value.class.isAssignableFrom(known) ? reference(known) : Map.of();
    }

    private Map<String, Object> reference(Class<?> shape) {
        String name = nameOf(shape);
        if (!named.containsKey(name)) {
            named.put(name, Map.of());
            named.put(name, object(shape));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** Nested records carry the name of the record around them, but not of a class that only groups shapes. */
    private static String nameOf(Class<?> shape) {
        Class<?> outer = shape.getDeclaringClass();
        return outer != null && outer.isRecord() ? nameOf(outer) + shape.getSimpleName() : shape.getSimpleName();
    }

    private Map<String, Object> object(Class<?> shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : shape.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = renamed == null ? component.getName() : renamed.value();
            properties.put(name, of(component.getGenericType()));
            AnnotatedType type = component.getAnnotatedType();
            if (!type.isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }
}
