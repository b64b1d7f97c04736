package io.lumadb.query.execution.operator.spill;

import io.lumadb.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/** Reads what a {@link SpillOutput} wrote. For one thread. */
public final class SpillInput {

    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {

        /** Fills as much of the array as there is; 0 at the end. */
        int read(byte[] into);
    }

    /** Nothing to read. */
    static final SpillInput EMPTY = new SpillInput(_ -> 0, 0);

    private final Source source;
    private final byte[] buffer;
    private int position;
    private int limit;

    SpillInput(Source source, int bufferBytes) {
        this.source = source;
        this.buffer = new byte[bufferBytes];
    }

    /** Whether everything is read. */
    public boolean atEnd() {
        if (position < limit) {
            return false;
        }
        limit = source.read(buffer);
        position = 0;
        return limit == 0;
    }

    public int readByte() {
        if (position == limit && atEnd()) {
            throw new IllegalStateException("a spill file ends within a row");
        }
        return buffer[position++] & 0xFF;
    }

    public long readVariable() {
        long value = 0;
        int shift = 0;
        int next = readByte();
        while ((next & 0x80) != 0) {
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
            next = readByte();
        }
        return value | (long) next << shift;
    }

    public long readSigned() {
        long value = readVariable();
        return value >>> 1 ^ -(value & 1);
    }

    public int readSize() {
        return Math.toIntExact(readVariable());
    }

    public long readFixed() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            value |= (long) readByte() << shift;
        }
        return value;
    }

    public double readDouble() {
        return Double.longBitsToDouble(readFixed());
    }

    public byte[] readBytes() {
        byte[] bytes = new byte[readSize()];
        int into = 0;
        while (into < bytes.length) {
            if (position == limit && atEnd()) {
                throw new IllegalStateException("a spill file ends within a row");
            }
            int part = Math.min(bytes.length - into, limit - position);
            System.arraycopy(buffer, position, bytes, into, part);
            position += part;
            into += part;
        }
        return bytes;
    }

    public String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    public List<Value> readValues() {
        int size = readSize();
        List<Value> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(readValue());
        }
        return values;
    }

    public Value readValue() {
        int tag = readByte();
        return switch (tag) {
            case ValueTag.MISSING -> Value.MISSING;
            case ValueTag.NULL -> Value.NULL;
            case ValueTag.TRUE -> Value.TRUE;
            case ValueTag.FALSE -> Value.FALSE;
            case ValueTag.INT64 -> Value.of(readSigned());
            case ValueTag.DOUBLE -> Value.of(readDouble());
            case ValueTag.DECIMAL -> {
                long low = readFixed();
                yield new Value.Decimal(Decimal128.fromIEEE754BIDEncoding(readFixed(), low));
            }
            case ValueTag.TEXT -> Value.of(readText());
            case ValueTag.TIMESTAMP -> new Value.Timestamp(readSigned());
            case ValueTag.BINARY -> new Value.Binary(readBytes());
            case ValueTag.VECTOR -> vector();
            case ValueTag.ARRAY -> new Value.Array(readValues());
            case ValueTag.OBJECT -> object();
            default -> throw new IllegalStateException("a spill file has the unknown tag " + tag);
        };
    }

    private Value vector() {
        float[] components = new float[readSize()];
        for (int i = 0; i < components.length; i++) {
            components[i] = Float.intBitsToFloat((int) readSigned());
        }
        return new Value.Vector(components);
    }

    private Value object() {
        int size = readSize();
        Map<String, Value> fields = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            String name = readText();
            fields.put(name, readValue());
        }
        return new Value.Obj(fields);
    }
}
