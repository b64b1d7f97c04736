package io.lumadb.cluster.unique;

import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.storage.index.UniqueKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unique key of one index. Two with the same place are the same key. */
record Key(Place place, UniqueIndex index, List<Value> values) {

    /** Where its claim lies. */
    record Place(int keySpace, ByteBuffer digest) {}

    /** The keys of a document in all of some indexes. */
    static Map<Place, Key> of(List<UniqueIndex> indexes, Document document) {
        Map<Place, Key> keys = new LinkedHashMap<>();
        for (UniqueIndex index : indexes) {
            for (UniqueKeys.UniqueKey key : UniqueKeys.of(index.index(), document)) {
                Place place = new Place(index.keySpace(), ByteBuffer.wrap(key.digest()));
                keys.put(place, new Key(place, index, key.values()));
            }
        }
        return keys;
    }

    int keySpace() {
        return place.keySpace();
    }

    /** The {@code _id} of its claim. */
    Value.Binary id() {
        return new Value.Binary(place.digest().array());
    }

    /** Fields and values, for messages. */
    String text() {
        List<String> parts = new ArrayList<>();
        List<IndexField> fields = index.index().fields();
        for (int i = 0; i < fields.size(); i++) {
            parts.add(fields.get(i).path() + " = " + Json.relaxed(values.get(i)));
        }
        return String.join(", ", parts);
    }
}
