package io.lumadb.document;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An object with an {@code _id}, as BSON bytes; fields are read from the bytes on demand. Immutable and safe to share
 * between threads. The revision is not part of the bytes: whoever stores the document keeps it beside them.
 */
public final class Document {

    /** The name of the unique key every stored document has. */
    public static final String ID = "_id";

    /** The name under which a document's revision can be asked for. */
    public static final String REVISION = "_rev";

    private static final ConcurrentHashMap<String, byte[]> NAMES = new ConcurrentHashMap<>();
    private static final int MOST_CACHED_NAMES = 10_000;

    private final byte[] bson;

    private Document(byte[] bson) {
        this.bson = bson;
    }

    /** Wraps BSON bytes without copying or checking them: nobody may change the array afterwards. */
    public static Document ofBson(byte[] bson) {
        return new Document(bson);
    }

    /**
     * Encodes an object.
     *
     * @throws LumaException TOO_LARGE past 16 MiB or 100 levels
     */
    public static Document of(Value.Obj object) {
        return new Document(Bson.encode(object));
    }

    /** A document with nothing but this {@code _id}. */
    public static Document ofId(Value id) {
        return new Document(Bson.encode(ID, id));
    }

    /** The bytes themselves, not a copy. */
    public byte[] bson() {
        return bson;
    }

    public int sizeBytes() {
        return bson.length;
    }

    /** The document's key, {@link Value#MISSING} when it has none yet. */
    public Value id() {
        return get(ID);
    }

    /** The top-level fields, one after the other. */
    public FieldWalk fields() {
        return new FieldWalk(bson);
    }

    /** A copy whose first field is this {@code _id}. */
    public Document withId(Value id) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(ID, id);
        toObject().fields().forEach((name, value) -> {
            if (!name.equals(ID)) {
                fields.put(name, value);
            }
        });
        return of(new Value.Obj(fields));
    }

    /** The document without a field of the name {@link #REVISION}: that is metadata, and never stored as content. */
    public Document withoutRevision() {
        if (get(REVISION) instanceof Value.Missing) {
            return this;
        }
        Map<String, Value> fields = new LinkedHashMap<>(toObject().fields());
        fields.remove(REVISION);
        return of(new Value.Obj(fields));
    }

    public Value.Obj toObject() {
        return Bson.decode(bson);
    }

    /** The top-level field of that name, or {@link Value#MISSING}. Decodes that field only. */
    public Value get(String name) {
        ByteBuffer in = Bson.buffer(bson);
        byte type = seek(in, utf8(name));
        return type == 0 ? Value.MISSING : Bson.decodeValue(in, type, 1);
    }

    /**
     * The value at a path, or {@link Value#MISSING}. Steps over objects by name and over arrays by subscript; a name
     * over an array is missing (no fan-out: that is JQL's matching, done above this).
     */
    public Value get(FieldPath path) {
        ByteBuffer in = Bson.buffer(bson);
        byte type = Bson.OBJECT;
        for (FieldPath.Segment segment : path.segments()) {
            type = switch (segment) {
                case FieldPath.Field(String name) -> type == Bson.OBJECT ? seek(in, utf8(name)) : 0;
                case FieldPath.Subscript(int index) -> type == Bson.ARRAY ? seekElement(in, index) : 0;
            };
            if (type == 0) {
                return Value.MISSING;
            }
        }
        return Bson.decodeValue(in, type, 1);
    }

    /** The value at a path within a decoded value, by the same rules as {@link #get(FieldPath)}. */
    public static Value get(Value value, List<FieldPath.Segment> segments) {
        Value at = value;
        for (FieldPath.Segment segment : segments) {
            at = switch (segment) {
                case FieldPath.Field(String name) -> at instanceof Value.Obj object ? object.get(name) : Value.MISSING;
                case FieldPath.Subscript(int index) -> element(at, index);
            };
        }
        return at;
    }

    private static Value element(Value value, int index) {
        if (!(value instanceof Value.Array(List<Value> elements))) {
            return Value.MISSING;
        }
        int position = index < 0 ? elements.size() + index : index;
        return position >= 0 && position < elements.size() ? elements.get(position) : Value.MISSING;
    }

    /** Moves to a field's value and returns its BSON type, or returns 0. */
    private static byte seek(ByteBuffer in, byte[] name) {
        in.getInt();
        byte type = in.get();
        while (type != 0) {
            if (Bson.nameEquals(in, name)) {
                return type;
            }
            Bson.skipValue(in, type);
            type = in.get();
        }
        return 0;
    }

    private static byte seekElement(ByteBuffer in, int index) {
        int start = in.position();
        int wanted = index;
        if (index < 0) {
            wanted = countElements(in) + index;
            in.position(start);
        }
        in.getInt();
        byte type = in.get();
        for (int at = 0; type != 0; at++) {
            Bson.skipName(in);
            if (at == wanted) {
                return type;
            }
            Bson.skipValue(in, type);
            type = in.get();
        }
        return 0;
    }

    private static int countElements(ByteBuffer in) {
        in.getInt();
        int count = 0;
        for (byte type = in.get(); type != 0; type = in.get()) {
            Bson.skipName(in);
            Bson.skipValue(in, type);
            count++;
        }
        return count;
    }

    private static byte[] utf8(String name) {
        byte[] known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = ValueOrder.utf8(name);
        if (NAMES.size() < MOST_CACHED_NAMES) {
            NAMES.put(name, bytes);
        }
        return bytes;
    }

    /**
     * Checks that this is a document that may be stored: a scalar, non-null {@code _id}.
     *
     * @throws LumaException BAD_REQUEST naming the offending kind
     */
    public Document requireStorable() {
        Value id = id();
        boolean scalar = switch (id) {
            case Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Decimal _,
                    Value.Text _,
                    Value.Timestamp _,
                    Value.Binary _ -> true;
            case Value.Missing _, Value.Null _, Value.Vector _, Value.Array _, Value.Obj _ -> false;
        };
        if (!scalar) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "a document's _id must be a scalar, not " + id.typeName(),
                    "leave _id out to have one made");
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document that && Arrays.equals(bson, that.bson);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bson);
    }

    @Override
    public String toString() {
        return Json.relaxed(toObject());
    }
}
