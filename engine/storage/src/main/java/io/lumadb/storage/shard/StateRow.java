package io.lumadb.storage.shard;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.command.WriteResult;
import io.lumadb.storage.index.Indexes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A shard's own notes as rows of the META family: one BSON object for the small state, a row for each segment, a row for
 * each remembered request.
 *
 * @param totals documents that RocksDB holds, by collection
 */
record StateRow(
        long index, long term, long lastRevision, Map<Integer, Totals> totals, Indexes indexes, Set<Integer> dropped) {

    static final byte[] KEY = "state".getBytes(StandardCharsets.US_ASCII);

    private static final byte SEGMENT = 's' + 1;
    private static final byte REQUEST = 'r';

    /** Documents and BSON bytes that are not cold, and cold. */
    record Totals(long documents, long bytes, long coldDocuments, long coldBytes) {}

    static byte[] segmentKey(long segment) {
        return key(SEGMENT, segment);
    }

    static byte[] requestKey(long sequence) {
        return key(REQUEST, sequence);
    }

    private static byte[] key(byte kind, long number) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array();
    }

    /** Where the rows of segments start and end. */
    static byte[] firstSegmentKey() {
        return new byte[] {SEGMENT};
    }

    static byte[] endOfSegmentKeys() {
        return new byte[] {SEGMENT + 1};
    }

    static byte[] firstRequestKey() {
        return new byte[] {REQUEST};
    }

    static byte[] endOfRequestKeys() {
        return new byte[] {REQUEST + 1};
    }

    byte[] encode() {
        List<Value> collections = new ArrayList<>();
        totals.forEach((collection, amounts) -> collections.add(object(
                "id", Value.of(collection),
                "documents", Value.of(amounts.documents()),
                "bytes", Value.of(amounts.bytes()),
                "coldDocuments", Value.of(amounts.coldDocuments()),
                "coldBytes", Value.of(amounts.coldBytes()))));
        List<Value> definitions = new ArrayList<>();
        indexes.byCollection()
                .forEach((collection, own) -> own.values()
                        .forEach(index -> definitions.add(object(
                                "collection",
                                Value.of(collection),
                                "definition",
                                IndexRow.encode(index),
                                "building",
                                Value.of(indexes.isBuilding(collection, index.id()))))));
        return Document.of(object(
                        "index",
                        Value.of(index),
                        "term",
                        Value.of(term),
                        "lastRevision",
                        Value.of(lastRevision),
                        "collections",
                        new Value.Array(collections),
                        "indexes",
                        new Value.Array(definitions),
                        "dropped",
                        new Value.Array(
                                dropped.stream().map(id -> Value.of((long) id)).toList())))
                .bson();
    }

    static StateRow decode(byte[] row) {
        Document document = Document.ofBson(row);
        Map<Integer, Totals> totals = new HashMap<>();
        for (Value each : array(document.get("collections"))) {
            totals.put(
                    (int) number(each, "id"),
                    new Totals(
                            number(each, "documents"),
                            number(each, "bytes"),
                            number(each, "coldDocuments"),
                            number(each, "coldBytes")));
        }
        Indexes indexes = Indexes.NONE;
        for (Value each : array(document.get("indexes"))) {
            int collection = (int) number(each, "collection");
            IndexDefinition index = IndexRow.decode(field(each, "definition"));
            indexes = field(each, "building").equals(Value.TRUE)
                    ? indexes.withBuilding(collection, index)
                    : indexes.with(collection, index);
        }
        Set<Integer> dropped = new HashSet<>();
        for (Value each : array(document.get("dropped"))) {
            dropped.add((int) number(each));
        }
        return new StateRow(
                number(document.get("index")),
                number(document.get("term")),
                number(document.get("lastRevision")),
                totals,
                indexes,
                Set.copyOf(dropped));
    }

    /** Not BSON: a shard comes back with tens of thousands of these. */
    static byte[] encode(RequestLog.Remembered remembered) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeLong(remembered.atMillis());
            writeText(out, remembered.requestId());
            switch (remembered.result()) {
                case WriteResult.Done(long revision, boolean existed) -> {
                    out.writeBoolean(true);
                    out.writeLong(revision);
                    out.writeBoolean(existed);
                }
                case WriteResult.Failed(ErrorCode code, String detail) -> {
                    out.writeBoolean(false);
                    writeText(out, code.name());
                    writeText(out, detail);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("request '" + remembered.requestId() + "' cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static RequestLog.Remembered decodeRequest(byte[] key, byte[] row) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
            long atMillis = in.readLong();
            String requestId = readText(in);
            WriteResult result = in.readBoolean()
                    ? new WriteResult.Done(in.readLong(), in.readBoolean())
                    : new WriteResult.Failed(ErrorCode.valueOf(readText(in)), readText(in));
            return new RequestLog.Remembered(ByteBuffer.wrap(key).getLong(1), requestId, atMillis, result);
        } catch (IOException e) {
            throw new LumaException(ErrorCode.CORRUPT_DATA, "a remembered request cannot be read: " + e, null, e);
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    static byte[] encode(Segments.Written written) {
        SegmentManifest manifest = written.manifest();
        List<Value> fragments = new ArrayList<>();
        for (SegmentManifest.Fragment fragment : manifest.fragments()) {
            fragments.add(object(
                    "n", Value.of(fragment.n()),
                    "node", Value.of(fragment.node()),
                    "volume", Value.of(fragment.volume()),
                    "bytes", Value.of(fragment.bytes()),
                    "crc", Value.of(fragment.crc())));
        }
        return Document.of(object(
                        "segment", Value.of(manifest.segment()),
                        "collection", Value.of(manifest.collection()),
                        "rawBytes", Value.of(manifest.rawBytes()),
                        "storedBytes", Value.of(manifest.storedBytes()),
                        "dataShards", Value.of(manifest.dataShards()),
                        "parityShards", Value.of(manifest.parityShards()),
                        "fragments", new Value.Array(fragments),
                        "documents", Value.of(written.documents()),
                        "bytes", Value.of(written.bytes())))
                .bson();
    }

    static Segments.Written decodeSegment(byte[] row) {
        Value.Obj object = Document.ofBson(row).toObject();
        List<SegmentManifest.Fragment> fragments = new ArrayList<>();
        for (Value each : array(object.get("fragments"))) {
            fragments.add(new SegmentManifest.Fragment(
                    (int) number(each, "n"),
                    text(each, "node"),
                    (int) number(each, "volume"),
                    number(each, "bytes"),
                    (int) number(each, "crc")));
        }
        SegmentManifest manifest = new SegmentManifest(
                number(object, "segment"),
                (int) number(object, "collection"),
                List.of(),
                number(object, "rawBytes"),
                number(object, "storedBytes"),
                (int) number(object, "dataShards"),
                (int) number(object, "parityShards"),
                fragments);
        return new Segments.Written(manifest, number(object, "documents"), number(object, "bytes"));
    }

    /** An index definition as BSON. */
    static final class IndexRow {

        private IndexRow() {}

        static Value encode(IndexDefinition index) {
            List<Value> fields = new ArrayList<>();
            for (IndexDefinition.IndexField field : index.fields()) {
                List<Value> path = new ArrayList<>();
                for (FieldPath.Segment segment : field.path().segments()) {
                    path.add(
                            switch (segment) {
                                case FieldPath.Field(String name) -> Value.of(name);
                                case FieldPath.Subscript(int at) -> Value.of((long) at);
                            });
                }
                fields.add(object("path", new Value.Array(path), "descending", Value.of(field.descending())));
            }
            return object(
                    "id", Value.of(index.id()),
                    "name", Value.of(index.name()),
                    "fields", new Value.Array(fields),
                    "kind", Value.of(index.kind().name()),
                    "unique", Value.of(index.unique()),
                    "options", new Value.Obj(index.options()));
        }

        static IndexDefinition decode(Value row) {
            List<IndexDefinition.IndexField> fields = new ArrayList<>();
            for (Value each : array(field(row, "fields"))) {
                List<FieldPath.Segment> path = new ArrayList<>();
                for (Value segment : array(field(each, "path"))) {
                    path.add(
                            segment instanceof Value.Text(String name)
                                    ? new FieldPath.Field(name)
                                    : new FieldPath.Subscript((int) number(segment)));
                }
                fields.add(new IndexDefinition.IndexField(
                        new FieldPath(path), field(each, "descending").equals(Value.TRUE)));
            }
            return new IndexDefinition(
                    (int) number(row, "id"),
                    text(row, "name"),
                    fields,
                    IndexDefinition.Kind.valueOf(text(row, "kind")),
                    field(row, "unique").equals(Value.TRUE),
                    field(row, "options") instanceof Value.Obj(Map<String, Value> options) ? options : Map.of());
        }
    }

    private static Value.Obj object(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }

    private static Value field(Value object, String name) {
        return object instanceof Value.Obj fields ? fields.get(name) : Value.MISSING;
    }

    private static List<Value> array(Value value) {
        return value instanceof Value.Array(List<Value> elements) ? elements : List.of();
    }

    private static long number(Value object, String name) {
        return number(field(object, name));
    }

    private static long number(Value value) {
        if (value instanceof Value.Int64(long number)) {
            return number;
        }
        throw damaged("a number", value);
    }

    private static String text(Value object, String name) {
        if (field(object, name) instanceof Value.Text(String text)) {
            return text;
        }
        throw damaged("the text " + name, object);
    }

    private static LumaException damaged(String wanted, Value found) {
        return new LumaException(
                ErrorCode.CORRUPT_DATA, "a shard's state row has " + found.typeName() + " in place of " + wanted);
    }
}
