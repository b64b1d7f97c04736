package io.lumadb.query.statistics;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sums up the fields of documents that it is shown: those of the document and of objects within it, not those within
 * arrays. Owned by one thread.
 */
public final class CollectionSketch {

    /** Fields that are met after so many others are left out. */
    private static final int MOST_FIELDS = 200;

    private static final int MOST_LEVELS = 4;

    private final long seed;
    private final Node root;
    private int fields;
    private long documents;

    /** {@code seed} of the random samples. */
    public CollectionSketch(long seed) {
        this.seed = seed;
        this.root = new Node(List.of(), seed);
    }

    /** A field, and those of the objects that are its values. */
    private static final class Node {
        private final List<FieldPath.Segment> path;
        private final FieldSketch sketch;
        private final Map<String, Node> below = new HashMap<>();

        Node(List<FieldPath.Segment> path, long seed) {
            this.path = path;
            this.sketch = new FieldSketch(seed);
        }
    }

    public void add(Document document) {
        documents++;
        add(root, document.toObject());
    }

    private void add(Node parent, Value.Obj object) {
        object.fields().forEach((name, value) -> {
            Node node = parent.below.get(name);
            if (node == null) {
                if (fields >= MOST_FIELDS) {
                    return;
                }
                fields++;
                node = new Node(longer(parent.path, name), seed + 31L * fields);
                parent.below.put(name, node);
            }
            node.sketch.add(value);
            if (value instanceof Value.Obj inner && node.path.size() < MOST_LEVELS) {
                add(node, inner);
            }
        });
    }

    private static List<FieldPath.Segment> longer(List<FieldPath.Segment> path, String name) {
        return Stream.concat(path.stream(), Stream.of(new FieldPath.Field(name)))
                .toList();
    }

    /** How many documents were added. */
    public long documents() {
        return documents;
    }

    /** Every field that some document has; none without documents. */
    public Map<FieldPath, FieldStatistics> sum() {
        Map<FieldPath, FieldStatistics> sums = new LinkedHashMap<>();
        collect(root, sums);
        return sums;
    }

    private void collect(Node node, Map<FieldPath, FieldStatistics> sums) {
        for (Node field : node.below.values()) {
            sums.put(new FieldPath(field.path), field.sketch.sum(documents));
            collect(field, sums);
        }
    }
}
