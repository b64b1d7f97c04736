package io.lumadb.document;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The top-level fields of a document, one after the other, as they lie in its bytes: for passes over many documents, which
 * want few of their values decoded. A field that is there twice comes twice. For one thread.
 */
public final class FieldWalk {

    private static final int NUMBERS = ValueOrder.rank(Value.of(0L));
    private static final int TEXTS = ValueOrder.rank(Value.of(""));
    private static final int OBJECTS = ValueOrder.rank(new Value.Obj(Map.of()));
    private static final int ARRAYS = ValueOrder.rank(new Value.Array(List.of()));
    private static final int TIMESTAMPS = ValueOrder.rank(new Value.Timestamp(0));

    private final byte[] bson;
    private final ByteBuffer in;
    private byte type;
    private int nameFrom;
    private int nameTo;
    private int valueFrom;

    FieldWalk(byte[] bson) {
        this.bson = bson;
        this.in = Bson.buffer(bson);
        in.getInt();
    }

    /** Goes to the next field; false when there is none. The other methods speak of the field gone to last. */
    public boolean advance() {
        type = in.get();
        if (type == 0) {
            return false;
        }
        nameFrom = in.position();
        Bson.skipName(in);
        nameTo = in.position() - 1;
        valueFrom = in.position();
        Bson.skipValue(in, type);
        return true;
    }

    /** Whether the field has this name, given in UTF-8. */
    public boolean isNamed(byte[] name) {
        return Arrays.equals(bson, nameFrom, nameTo, name, 0, name.length);
    }

    /** The field's name in UTF-8. */
    public byte[] name() {
        return Arrays.copyOfRange(bson, nameFrom, nameTo);
    }

    /** {@link ValueOrder#rank} of the field's value. */
    public int rank() {
        return switch (type) {
            case Bson.NULL -> ValueOrder.rank(Value.NULL);
            case Bson.DOUBLE, Bson.INT32, Bson.INT64, Bson.DECIMAL128 -> NUMBERS;
            case Bson.STRING -> TEXTS;
            case Bson.OBJECT -> OBJECTS;
            case Bson.ARRAY -> ARRAYS;
            case Bson.BOOLEAN -> ValueOrder.rank(Value.TRUE);
            case Bson.DATE_TIME -> TIMESTAMPS;
            // Vectors are binaries too.
            default -> ValueOrder.rank(value());
        };
    }

    /** How many bytes the field's value takes, without its type and its name. */
    public int valueBytes() {
        return in.position() - valueFrom;
    }

    /** The field's value, decoded. */
    public Value value() {
        int behind = in.position();
        in.position(valueFrom);
        Value value = Bson.decodeValue(in, type, 1);
        in.position(behind);
        return value;
    }
}
