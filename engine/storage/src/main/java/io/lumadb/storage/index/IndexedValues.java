package io.lumadb.storage.index;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values a document is found under at a path. An array is found under itself and under each of its elements, and a
 * name over an array under that name in each element that is an object, so that both ways of matching (the array as a
 * whole, any of its elements) find it; whoever looks up checks the condition again. A missing field is found under null.
 */
final class IndexedValues {

    private IndexedValues() {}

    /** Keys of the distinct values, in order; at least one. */
    static Collection<byte[]> keys(Document document, FieldPath path) {
        Map<Key, byte[]> keys = new TreeMap<>();
        found(document, path).forEach(value -> {
            add(keys, value);
            if (value instanceof Value.Array(List<Value> elements)) {
                elements.forEach(element -> add(keys, element));
            }
        });
        return keys.values();
    }

    private static void add(Map<Key, byte[]> keys, Value value) {
        byte[] key = OrderedKey.of(value);
        keys.put(new Key(key), key);
    }

    /** The distinct values that are neither null nor missing; of an array its elements, not the array. */
    static Collection<Value> elements(Document document, FieldPath path) {
        Map<Key, Value> elements = new TreeMap<>();
        found(document, path)
                .forEach(value -> (value instanceof Value.Array(List<Value> own) ? own : List.of(value))
                        .stream()
                                .filter(element -> !element.isNull())
                                .forEach(element -> elements.putIfAbsent(new Key(OrderedKey.of(element)), element)));
        return elements.values();
    }

    /** What stands at a path and, through arrays, behind it; where nothing does, MISSING. */
    private static List<Value> found(Document document, FieldPath path) {
        Value strict = document.get(path);
        List<Value> found = new ArrayList<>();
        found.add(strict);
        if (strict instanceof Value.Missing) {
            Value root = document.get(path.root());
            fanOut(found, root, path.segments().subList(1, path.segments().size()));
        }
        return found;
    }

    private record Key(byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return java.util.Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    private static void fanOut(List<Value> found, Value at, List<FieldPath.Segment> rest) {
        if (rest.isEmpty()) {
            if (!(at instanceof Value.Missing)) {
                found.add(at);
            }
            return;
        }
        List<FieldPath.Segment> behind = rest.subList(1, rest.size());
        switch (at) {
            case Value.Obj _ -> fanOut(found, Document.get(at, rest.subList(0, 1)), behind);
            case Value.Array(List<Value> elements) -> fanOutArray(found, elements, rest, behind);
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Text _,
                    Value.Timestamp _,
                    Value.Binary _,
                    Value.Vector _ -> {}
        }
    }

    private static void fanOutArray(
            List<Value> found, List<Value> elements, List<FieldPath.Segment> rest, List<FieldPath.Segment> behind) {
        switch (rest.getFirst()) {
            case FieldPath.Subscript _ ->
                fanOut(found, Document.get(new Value.Array(elements), rest.subList(0, 1)), behind);
            case FieldPath.Field(String name) -> {
                if (!name.isEmpty() && name.length() < 10 && name.chars().allMatch(Character::isDigit)) {
                    int at = Integer.parseInt(name);
                    if (at < elements.size()) {
                        fanOut(found, elements.get(at), behind);
                    }
                }
                for (Value element : elements) {
                    if (element instanceof Value.Obj) {
                        fanOut(found, element, rest);
                    }
                }
            }
        }
    }
}
