package io.lumadb.query.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of value types, and the names other databases give them. */
public final class TypeNames {

    private static final List<String> CANONICAL = List.of(
            "boolean",
            "int64",
            "double",
            "decimal128",
            "string",
            "timestamp",
            "binary",
            "vector",
            "array",
            "object",
            "any");

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("bool", "boolean"),
            Map.entry("int", "int64"),
            Map.entry("integer", "int64"),
            Map.entry("bigint", "int64"),
            Map.entry("long", "int64"),
            Map.entry("float", "double"),
            Map.entry("real", "double"),
            Map.entry("number", "double"),
            Map.entry("decimal", "decimal128"),
            Map.entry("numeric", "decimal128"),
            Map.entry("text", "string"),
            Map.entry("varchar", "string"),
            Map.entry("char", "string"),
            Map.entry("date", "timestamp"),
            Map.entry("datetime", "timestamp"),
            Map.entry("bytes", "binary"),
            Map.entry("blob", "binary"),
            Map.entry("list", "array"),
            Map.entry("document", "object"),
            Map.entry("json", "object"));

    private TypeNames() {}

    public static List<String> all() {
        return CANONICAL;
    }

    /** The name as {@link io.lumadb.document.Value#typeName()} gives it, or {@code any}; empty for an unknown one. */
    public static Optional<String> canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String canonical = SYNONYMS.getOrDefault(lower, lower);
        return CANONICAL.contains(canonical) ? Optional.of(canonical) : Optional.empty();
    }
}
