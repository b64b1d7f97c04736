package io.lumadb.server.route;

import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.server.wire.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at some documents of every shard and says what fields they have. Looking does not warm them. */
final class FieldSampling {

    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_FIELDS = 500;
    private static final int DEEPEST = 6;
    private static final int LONGEST_EXAMPLE = 200;

    private final Database database;

    FieldSampling(Database database) {
        this.database = database;
    }

    Shapes.Sample sample(String collection, int limit) {
        Map<String, Field> fields = new LinkedHashMap<>();
        int shards = database.shardCount();
        int fromEach = Math.max(1, (limit + shards - 1) / shards);
        long sampled = 0;
        for (int shard = 0; shard < shards && sampled < limit; shard++) {
            sampled += sampleShard(collection, shard, (int) Math.min(fromEach, limit - sampled), fields);
        }
        long all = sampled;
        List<Shapes.FieldSample> found = fields.entrySet().stream()
                .map(entry -> entry.getValue().shown(entry.getKey(), all))
                .sorted(Comparator.comparingDouble(Shapes.FieldSample::frequency)
                        .reversed()
                        .thenComparing(field -> !field.path().equals("_id")))
                .toList();
        return new Shapes.Sample(sampled, found);
    }

    private int sampleShard(String collection, int shard, int limit, Map<String, Field> fields) {
        int seen = 0;
        try (DocumentCursor cursor = database.open(new ScanRequest(
                collection, shard, ScanRequest.Consistency.EVENTUAL, new ScanRequest.Access.Everything(), false))) {
            List<StoredDocument> batch = cursor.next();
            while (!batch.isEmpty() && seen < limit) {
                for (StoredDocument stored : batch) {
                    if (seen < limit) {
                        seen++;
                        look("", stored.document().toObject(), 1, fields);
                    }
                }
                batch = seen < limit ? cursor.next() : List.of();
            }
        }
        return seen;
    }

    private static void look(String prefix, Value.Obj object, int depth, Map<String, Field> fields) {
        object.fields().forEach((name, value) -> {
            String path = prefix + name;
            if (fields.size() < MOST_FIELDS || fields.containsKey(path)) {
                fields.computeIfAbsent(path, _ -> new Field()).add(value);
                if (value instanceof Value.Obj inner && depth < DEEPEST) {
                    look(path + ".", inner, depth + 1, fields);
                }
            }
        });
    }

    private static final class Field {
        private final Map<String, Long> types = new TreeMap<>();
        private final List<Value> examples = new ArrayList<>();
        private long present;

        private void add(Value value) {
            present++;
            types.merge(value.typeName(), 1L, Long::sum);
            if (examples.size() < MOST_EXAMPLES && worthShowing(value) && !examples.contains(value)) {
                examples.add(value);
            }
        }

        private static boolean worthShowing(Value value) {
            return switch (value) {
                case Value.Missing _, Value.Null _, Value.Obj _, Value.Vector _, Value.Binary _ -> false;
                case Value.Text(String text) -> text.length() <= LONGEST_EXAMPLE;
                case Value.Array(List<Value> elements) ->
                    elements.size() <= 5 && elements.stream().allMatch(Field::worthShowing);
                case Value.Bool _, Value.Int64 _, Value.Float64 _, Value.Decimal _, Value.Timestamp _ -> true;
            };
        }

        private Shapes.FieldSample shown(String path, long sampled) {
            return new Shapes.FieldSample(path, types, sampled == 0 ? 0 : (double) present / sampled, examples);
        }
    }
}
