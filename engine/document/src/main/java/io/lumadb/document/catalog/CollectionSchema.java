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
     * @param standard what a new document gets that comes without the field
     * @param check an LQL condition on the document, as canonical text
     */
    public record FieldRule(
            String name, String type, boolean required, Optional<Default> standard, Optional<String> check) {}

    /** The default of a field. */
    public sealed interface Default {

        /** The same for every document. */
        record Constant(Value value) implements Default {}

        /** {@code expression}: what is computed for each document, as canonical LQL text that names no field. */
        record Computed(String expression) implements Default {}
    }
}
