package io.lumadb.document.catalog;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Optional;

/** Declared fields. {@code strict} refuses fields that are not declared. */
public record CollectionSchema(List<FieldRule> fields, boolean strict) {

    public CollectionSchema {
        fields = List.copyOf(fields);
    }

    /**
     * One declared field.
     *
     * @param type a name from {@link Value#typeName()}, or {@code any}
     * @param check an LQL condition on the document, as canonical text
     */
    public record FieldRule(
            String name, String type, boolean required, Optional<Value> defaultValue, Optional<String> check) {}
}
