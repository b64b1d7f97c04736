package io.lumadb.storage.index;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
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
        Value strict = document.get(path);
        add(keys, strict);
        if (strict instanceof Value.Missing) {
            Value root = document.get(path.root());
            fanOut(keys, root, path.segments().subList(1, path.segments().size()));
        }
        return keys.values();
    }

    private record Key(byte[] bytes) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return java.util.Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    private static void add(Map<Key, byte[]> keys, Value value) {
        byte[] key = OrderedKey.of(value);
        keys.put(new Key(key), key);
        if (value instanceof Value.Array(List<Value> elements)) {
            for (Value element : elements) {
                byte[] elementKey = OrderedKey.of(element);
                keys.put(new Key(elementKey), elementKey);
            }
        }
    }

    private static void fanOut(Map<Key, byte[]> keys, Value at, List<FieldPath.Segment> rest) {
        if (rest.isEmpty()) {
            if (!(at instanceof Value.Missing)) {
                add(keys, at);
            }
            return;
        }
        List<FieldPath.Segment> behind = rest.subList(1, rest.size());
        switch (at) {
            case Value.Obj _ -> fanOut(keys, Document.get(at, rest.subList(0, 1)), behind);
            case Value.Array(List<Value> elements) -> fanOutArray(keys, elements, rest, behind);
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
            Map<Key, byte[]> keys, List<Value> elements, List<FieldPath.Segment> rest, List<FieldPath.Segment> behind) {
        switch (rest.getFirst()) {
            case FieldPath.Subscript _ ->
                fanOut(keys, Document.get(new Value.Array(elements), rest.subList(0, 1)), behind);
            case FieldPath.Field(String name) -> {
                if (!name.isEmpty() && name.length() < 10 && name.chars().allMatch(Character::isDigit)) {
                    int at = Integer.parseInt(name);
                    if (at < elements.size()) {
                        fanOut(keys, elements.get(at), behind);
                    }
                }
                for (Value element : elements) {
                    if (element instanceof Value.Obj) {
                        fanOut(keys, element, rest);
                    }
                }
            }
        }
    }
}
