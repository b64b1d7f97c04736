package io.lumadb.document.catalog;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/** An index. {@code id} is unique within its collection and never reused. */
public record IndexDefinition(
        int id, String name, List<IndexField> fields, Kind kind, boolean unique, Map<String, Value> options) {

    public IndexDefinition {
        fields = List.copyOf(fields);
        options = Map.copyOf(options);
    }

    public enum Kind {
        BTREE,
        HASH,
        FULLTEXT,
        VECTOR
    }

    public record IndexField(FieldPath path, boolean descending) {}
}
