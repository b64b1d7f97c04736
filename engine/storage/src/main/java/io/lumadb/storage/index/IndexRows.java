package io.lumadb.storage.index;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.FieldPath.Segment;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of index entries: a BSON object with the id as it was written, since the key does not tell {@code 1} from
 * {@code 1.0}. An entry that is its document's only one in the index may carry the indexed values too: then they stand in
 * the object where they stand in the document, and a byte follows it, {@link #CARRIES}. Entries of earlier versions carry
 * nothing.
 *
 * <p>Values are carried where the object read in place of the document says the same about the indexed paths and all that
 * is below them: no array stands at a path or on the way to it, and a path either leads to a value or starts at a field that
 * is not there.
 */
public final class IndexRows {

    /** The most bytes of BSON that an entry carries beside the id: RAM and disk hold every entry. */
    static final int MOST_CARRIED_BYTES = 256;

    private static final byte CARRIES = 1;

    private IndexRows() {}

    /** The row of each entry that a document has in an index. */
    public static byte[] of(IndexDefinition index, Document document) {
        Optional<Value.Obj> carried = carried(index, document);
        if (carried.isEmpty()) {
            return of(document.id());
        }
        byte[] bson = Document.of(carried.get()).bson();
        if (bson.length > MOST_CARRIED_BYTES) {
            byte[] plain = of(document.id());
            if (bson.length - plain.length > MOST_CARRIED_BYTES) {
                return plain;
            }
        }
        byte[] row = Arrays.copyOf(bson, bson.length + 1);
        row[bson.length] = CARRIES;
        return row;
    }

    /** The row of an entry that carries nothing. */
    public static byte[] of(Value id) {
        return Document.of(new Value.Obj(Map.of(Document.ID, id))).bson();
    }

    /** The id of the document that an entry leads to. */
    public static Value id(byte[] row) {
        return Document.ofBson(row).id();
    }

    /** Whether an entry carries the indexed values; it is its document's only one then. */
    public static boolean carries(byte[] row) {
        return row.length > ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** The id and the carried values, as fields of a document that has no others; absent where none are carried. */
    public static Optional<Document> fields(byte[] row) {
        return carries(row) ? Optional.of(Document.ofBson(Arrays.copyOf(row, row.length - 1))) : Optional.empty();
    }

    private static Optional<Value.Obj> carried(IndexDefinition index, Document document) {
        Map<String, List<List<Segment>>> byRoot = new LinkedHashMap<>();
        for (IndexField field : index.fields()) {
            List<Segment> segments = field.path().segments();
            if (!segments.stream().allMatch(FieldPath.Field.class::isInstance)) {
                return Optional.empty();
            }
            byRoot.computeIfAbsent(field.path().root(), _ -> new ArrayList<>(1))
                    .add(segments.subList(1, segments.size()));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, document.id());
        for (Map.Entry<String, List<List<Segment>>> root : byRoot.entrySet()) {
            Value value = document.get(root.getKey());
            if (value instanceof Value.Missing) {
                continue;
            }
            for (List<Segment> path : root.getValue()) {
                Value indexed = Document.get(value, path);
                if (indexed instanceof Value.Array || indexed instanceof Value.Missing) {
                    return Optional.empty();
                }
            }
            fields.put(root.getKey(), only(value, root.getValue()));
        }
        return Optional.of(new Value.Obj(fields));
    }

    /** Of a value what stands at some paths, in the order it has there. Each of them leads to something. */
    private static Value only(Value value, List<List<Segment>> paths) {
        if (paths.stream().anyMatch(List::isEmpty) || !(value instanceof Value.Obj(Map<String, Value> all))) {
            return value;
        }
        Map<String, Value> kept = new LinkedHashMap<>();
        all.forEach((name, field) -> {
            List<List<Segment>> below = paths.stream()
                    .filter(path -> path.getFirst().equals(new FieldPath.Field(name)))
                    .map(path -> path.subList(1, path.size()))
                    .toList();
            if (!below.isEmpty()) {
                kept.put(name, only(field, below));
            }
        });
        return new Value.Obj(kept);
    }
}
