package io.lumadb.query.execution;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The fields that some documents of a collection have: paths with dots, through objects and arrays of objects. */
final class FieldSample {

    private static final int DOCUMENTS = 200;
    private static final int DEEPEST = 4;
    private static final int MOST_FIELDS = 2_000;

    /** A field with more distinct values than that is not one to choose from. */
    private static final int MOST_VALUES = 20;

    /** Longer texts are prose. */
    private static final int LONGEST_VALUE = 60;

    private final Map<String, Seen> fields = new LinkedHashMap<>();
    private int documents;

    private FieldSample() {}

    /** A field as the sample shows it. */
    static final class Seen {
        private int count;
        private final Set<String> types = new TreeSet<>();
        private Value example = Value.NULL;
        private final Map<Value, Integer> values = new LinkedHashMap<>();
        private int valued;
        private boolean manyValues;

        int count() {
            return count;
        }

        Set<String> types() {
            return types;
        }

        /** The first value that is not null. */
        Value example() {
            return example;
        }

        /** The distinct values, most frequent first, where they are few and come back; otherwise none. */
        List<Value> fewValues() {
            if (manyValues || valued < 2 * values.size()) {
                return List.of();
            }
            return values.entrySet().stream()
                    .sorted(Map.Entry.<Value, Integer>comparingByValue().reversed())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void note(Value value) {
            switch (value) {
                case Value.Array(List<Value> elements) -> elements.forEach(this::note);
                case Value.Text(String text) when text.length() > LONGEST_VALUE -> manyValues = true;
                case Value.Text _, Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Bool _ -> {
                    valued++;
                    values.merge(value, 1, Integer::sum);
                    manyValues |= values.size() > MOST_VALUES;
                }
                case Value.Missing _, Value.Null _, Value.Obj _, Value.Binary _, Value.Vector _, Value.Timestamp _ -> {}
            }
            if (manyValues) {
                values.clear();
            }
        }
    }

    /** Reads the first documents of the shards; they do not become warmer by it. */
    static FieldSample of(Database database, String collection) {
        FieldSample sample = new FieldSample();
        int shards = database.shardCount();
        for (int shard = 0; shard < shards && sample.documents < DOCUMENTS; shard++) {
            // Each shard gives its part, and what an earlier one was short of.
            int upTo = DOCUMENTS * (shard + 1) / shards;
            ScanRequest request = new ScanRequest(
                    collection, shard, ScanRequest.Consistency.EVENTUAL, new Access.Everything(), false);
            try (DocumentCursor cursor = database.open(request)) {
                for (List<StoredDocument> batch = cursor.next();
                        !batch.isEmpty() && sample.documents < upTo;
                        batch = cursor.next()) {
                    batch.stream().limit(upTo - sample.documents).forEach(sample::add);
                }
            }
        }
        return sample;
    }

    int documents() {
        return documents;
    }

    Map<String, Seen> fields() {
        return fields;
    }

    /** Most frequent first. */
    List<String> names() {
        List<Map.Entry<String, Seen>> sorted = new ArrayList<>(fields.entrySet());
        sorted.sort(Comparator.comparingInt(entry -> -entry.getValue().count));
        return sorted.stream().map(Map.Entry::getKey).toList();
    }

    private void add(StoredDocument stored) {
        documents++;
        note("", stored.document().toObject().fields(), 1, new TreeSet<>());
    }

    private void note(String prefix, Map<String, Value> object, int depth, Set<String> counted) {
        object.forEach((name, value) -> {
            String path = prefix + name;
            if (fields.size() >= MOST_FIELDS && !fields.containsKey(path)) {
                return;
            }
            Seen seen = fields.computeIfAbsent(path, _ -> new Seen());
            if (counted.add(path)) {
                seen.count++;
            }
            seen.types.add(value.typeName());
            if (seen.example.isNull()) {
                seen.example = value;
            }
            seen.note(value);
            if (depth < DEEPEST) {
                noteBelow(path + ".", value, depth, counted);
            }
        });
    }

    private void noteBelow(String prefix, Value value, int depth, Set<String> counted) {
        if (value instanceof Value.Obj(Map<String, Value> below)) {
            note(prefix, below, depth + 1, counted);
        } else if (value instanceof Value.Array(List<Value> elements)) {
            for (Value element : elements) {
                if (element instanceof Value.Obj(Map<String, Value> below)) {
                    note(prefix, below, depth + 1, counted);
                }
            }
        }
    }
}
