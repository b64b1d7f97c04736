package io.lumadb.document;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/**
 * Values as BSON bytes (bsonspec.org, version 1.1) and back. Vectors are binary subtype 9 with element type float32.
 * Reads int32 as int64; kinds LumaDB does not have (ObjectId, regex, code, …) are refused by name.
 */
public final class Bson {

    /** The deepest nesting of objects and arrays a document may have. */
    public static final int MAX_DEPTH = 100;

    /** The most bytes a document may take. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    static final byte DOUBLE = 0x01;
    static final byte STRING = 0x02;
    static final byte OBJECT = 0x03;
    static final byte ARRAY = 0x04;
    static final byte BINARY = 0x05;
    static final byte BOOLEAN = 0x08;
    static final byte DATE_TIME = 0x09;
    static final byte NULL = 0x0A;
    static final byte INT32 = 0x10;
    static final byte INT64 = 0x12;
    static final byte DECIMAL128 = 0x13;

    private static final byte SUBTYPE_GENERIC = 0x00;
    private static final byte SUBTYPE_VECTOR = 0x09;
    private static final byte VECTOR_FLOAT32 = 0x27;

    private Bson() {}

    /**
     * Writes an object as a BSON document.
     *
     * @throws LumaException TOO_LARGE past {@link #MAX_BYTES} or {@link #MAX_DEPTH}; BAD_REQUEST for a text with half a
     *     surrogate pair
     */
    public static byte[] encode(Value.Obj object) {
        Output output = new Output(Math.min(bytesOf(object, 1), MAX_BYTES));
        writeFields(output, object.fields(), 1);
        return output.toByteArray();
    }

    /** {@link #encode(Value.Obj)} of an object with one field. */
    static byte[] encode(String name, Value value) {
        Output output = new Output(Math.min(7 + name.length() + bytesOf(value, 1), MAX_BYTES));
        int start = output.reserveLength();
        writeField(output, name, value, 1);
        output.writeByte(0);
        output.patchLength(start);
        return output.toByteArray();
    }

    /**
     * Reads a whole BSON document.
     *
     * @throws LumaException CORRUPT_DATA when the bytes are not one
     */
    public static Value.Obj decode(byte[] bson) {
        try {
            return decodeObject(buffer(bson), 1);
        } catch (BufferUnderflowException e) {
            throw new LumaException(
                    ErrorCode.CORRUPT_DATA, "these bytes are not a BSON document: they end too soon", null, e);
        }
    }

    static ByteBuffer buffer(byte[] bson) {
        return ByteBuffer.wrap(bson).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many bytes a value takes when all its text is ASCII: room enough for most, so that nothing has to be moved. */
    private static int bytesOf(Value value, int depth) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> 0;
            case Value.Bool _ -> 1;
            case Value.Int64 _, Value.Float64 _, Value.Timestamp _ -> 8;
            case Value.Decimal _ -> 16;
            case Value.Text(String text) -> 5 + text.length();
            case Value.Binary(byte[] bytes) -> 5 + bytes.length;
            case Value.Vector(float[] components) -> 8 + 4 * components.length;
            case Value.Array(List<Value> elements) -> depth > MAX_DEPTH ? 0 : bytesOf(elements, depth);
            case Value.Obj(Map<String, Value> fields) -> depth > MAX_DEPTH ? 0 : bytesOf(fields, depth);
        };
    }

    private static int bytesOf(List<Value> elements, int depth) {
        long bytes = 5;
        for (int i = 0; i < elements.size() && bytes < MAX_BYTES; i++) {
            bytes += 2 + decimalDigits(i) + bytesOf(elements.get(i), depth + 1);
        }
        return (int) Math.min(bytes, MAX_BYTES);
    }

    private static int decimalDigits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static int bytesOf(Map<String, Value> fields, int depth) {
        long bytes = 5;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (!(field.getValue() instanceof Value.Missing)) {
                bytes += 2L + field.getKey().length() + bytesOf(field.getValue(), depth + 1);
            }
        }
        return (int) Math.min(bytes, MAX_BYTES);
    }

    private static void writeFields(Output output, Map<String, Value> fields, int depth) {
        if (depth > MAX_DEPTH) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE, "the document is nested more than " + MAX_DEPTH + " levels deep");
        }
        int start = output.reserveLength();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            writeField(output, field.getKey(), field.getValue(), depth);
        }
        output.writeByte(0);
        output.patchLength(start);
    }

    private static void writeField(Output output, String name, Value value, int depth) {
        if (value instanceof Value.Missing) {
            return;
        }
        output.writeByte(typeOf(value));
        output.writeName(name);
        switch (value) {
            case Value.Missing _, Value.Null _ -> {}
            case Value.Bool(boolean flag) -> output.writeByte(flag ? 1 : 0);
            case Value.Int64(long number) -> output.writeLong(number);
            case Value.Float64(double number) -> output.writeLong(Double.doubleToRawLongBits(number));
            case Value.Decimal(Decimal128 number) -> {
                output.writeLong(number.getLow());
                output.writeLong(number.getHigh());
            }
            case Value.Text(String text) -> output.writeString(text);
            case Value.Timestamp(long millis) -> output.writeLong(millis);
            case Value.Binary(byte[] bytes) -> {
                output.writeInt(bytes.length);
                output.writeByte(SUBTYPE_GENERIC);
                output.writeBytes(bytes);
            }
            case Value.Vector(float[] components) -> writeVector(output, components);
            case Value.Array(List<Value> elements) -> writeArray(output, elements, depth + 1);
            case Value.Obj(Map<String, Value> fields) -> writeFields(output, fields, depth + 1);
        }
    }

    private static byte typeOf(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> NULL;
            case Value.Bool _ -> BOOLEAN;
            case Value.Int64 _ -> INT64;
            case Value.Float64 _ -> DOUBLE;
            case Value.Decimal _ -> DECIMAL128;
            case Value.Text _ -> STRING;
            case Value.Timestamp _ -> DATE_TIME;
            case Value.Binary _, Value.Vector _ -> BINARY;
            case Value.Array _ -> ARRAY;
            case Value.Obj _ -> OBJECT;
        };
    }

    private static void writeArray(Output output, List<Value> elements, int depth) {
        if (depth > MAX_DEPTH) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE, "the document is nested more than " + MAX_DEPTH + " levels deep");
        }
        int start = output.reserveLength();
        int index = 0;
        for (Value element : elements) {
            writeField(output, Integer.toString(index), element instanceof Value.Missing ? Value.NULL : element, depth);
            index++;
        }
        output.writeByte(0);
        output.patchLength(start);
    }

    private static void writeVector(Output output, float[] components) {
        output.writeInt(2 + 4 * components.length);
        output.writeByte(SUBTYPE_VECTOR);
        output.writeByte(VECTOR_FLOAT32);
        output.writeByte(0);
        for (float component : components) {
            output.writeInt(Float.floatToRawIntBits(component));
        }
    }

    private static Value.Obj decodeObject(ByteBuffer in, int depth) {
        checkDepth(depth);
        int end = in.position() + in.getInt();
        Map<String, Value> fields = new LinkedHashMap<>();
        byte type = in.get();
        while (type != 0) {
            String name = readName(in);
            fields.put(name, decodeValue(in, type, depth));
            type = in.get();
        }
        expectEnd(in, end);
        return new Value.Obj(fields);
    }

    private static Value.Array decodeArray(ByteBuffer in, int depth) {
        checkDepth(depth);
        int end = in.position() + in.getInt();
        List<Value> elements = new ArrayList<>();
        byte type = in.get();
        while (type != 0) {
            skipName(in);
            elements.add(decodeValue(in, type, depth));
            type = in.get();
        }
        expectEnd(in, end);
        return new Value.Array(elements);
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw corrupt("nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    private static void expectEnd(ByteBuffer in, int end) {
        if (in.position() != end) {
            throw corrupt("a length does not match its content at byte " + in.position());
        }
    }

    /** Reads the value at the buffer's position, which stands behind the element's type and name. */
    static Value decodeValue(ByteBuffer in, byte type, int depth) {
        return switch (type) {
            case DOUBLE -> new Value.Float64(Double.longBitsToDouble(in.getLong()));
            case STRING -> new Value.Text(readString(in));
            case OBJECT -> decodeObject(in, depth + 1);
            case ARRAY -> decodeArray(in, depth + 1);
            case BINARY -> decodeBinary(in);
            case BOOLEAN -> Value.of(in.get() != 0);
            case DATE_TIME -> new Value.Timestamp(in.getLong());
            case NULL -> Value.NULL;
            case INT32 -> new Value.Int64(in.getInt());
            case INT64 -> new Value.Int64(in.getLong());
            case DECIMAL128 -> {
                long low = in.getLong();
                long high = in.getLong();
                yield new Value.Decimal(Decimal128.fromIEEE754BIDEncoding(high, low));
            }
            default -> throw corrupt("unknown BSON type 0x" + Integer.toHexString(type & 0xFF));
        };
    }

    private static Value decodeBinary(ByteBuffer in) {
        int length = in.getInt();
        byte subtype = in.get();
        if (length < 0 || length > in.remaining()) {
            throw corrupt("binary of " + length + " bytes at byte " + in.position());
        }
        if (subtype == SUBTYPE_VECTOR && length >= 2 && in.get(in.position()) == VECTOR_FLOAT32) {
            in.position(in.position() + 2);
            float[] components = new float[(length - 2) / 4];
            for (int i = 0; i < components.length; i++) {
                components[i] = in.getFloat();
            }
            return new Value.Vector(components);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new Value.Binary(bytes);
    }

    private static String readString(ByteBuffer in) {
        int length = in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw corrupt("a string of " + length + " bytes at byte " + in.position());
        }
        String text = new String(in.array(), in.arrayOffset() + in.position(), length - 1, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    static String readName(ByteBuffer in) {
        int start = in.position();
        skipName(in);
        return new String(in.array(), in.arrayOffset() + start, in.position() - 1 - start, StandardCharsets.UTF_8);
    }

    static void skipName(ByteBuffer in) {
        while (in.get() != 0) {
            // up to and over the terminating zero
        }
    }

    /** Moves over a value without decoding it. */
    static void skipValue(ByteBuffer in, byte type) {
        int bytes = switch (type) {
            case DOUBLE, DATE_TIME, INT64 -> 8;
            case INT32 -> 4;
            case BOOLEAN -> 1;
            case NULL -> 0;
            case DECIMAL128 -> 16;
            case STRING -> 4 + in.getInt(in.position());
            case OBJECT, ARRAY -> in.getInt(in.position());
            case BINARY -> 5 + in.getInt(in.position());
            default -> throw corrupt("unknown BSON type 0x" + Integer.toHexString(type & 0xFF));
        };
        in.position(in.position() + bytes);
    }

    /** Whether the zero-terminated name at the buffer's position equals {@code name}; moves behind it either way. */
    static boolean nameEquals(ByteBuffer in, byte[] name) {
        byte[] array = in.array();
        int at = in.arrayOffset() + in.position();
        int i = 0;
        while (i < name.length && array[at + i] == name[i]) {
            i++;
        }
        boolean same = i == name.length && array[at + i] == 0;
        while (array[at + i] != 0) {
            i++;
        }
        in.position(in.position() + i + 1);
        return same;
    }

    static LumaException corrupt(String what) {
        return new LumaException(ErrorCode.CORRUPT_DATA, "these bytes are not a BSON document: " + what);
    }

    /** A growing little-endian byte array. */
    private static final class Output {
        private byte[] bytes;
        private int size;

        Output(int expectedBytes) {
            this.bytes = new byte[expectedBytes];
        }

        void writeByte(int value) {
            ensure(1);
            bytes[size++] = (byte) value;
        }

        void writeInt(int value) {
            ensure(4);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(size, value);
            size += 4;
        }

        void writeLong(long value) {
            ensure(8);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(size, value);
            size += 8;
        }

        void writeBytes(byte[] more) {
            ensure(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
        }

        void writeName(String name) {
            if (name.indexOf('\0') >= 0) {
                throw new LumaException(ErrorCode.BAD_REQUEST, "a field name may not contain the character U+0000");
            }
            writeBytes(utf8(name));
            writeByte(0);
        }

        /** What is no Unicode text would come back as another one. */
        private static byte[] utf8(String text) {
            if (hasHalfAPair(text)) {
                throw new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "a text has half of a surrogate pair, which is no Unicode character",
                        "write characters beyond U+FFFF as themselves or as both halves");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static boolean hasHalfAPair(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    boolean pair = Character.isHighSurrogate(text.charAt(i))
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    if (!pair) {
                        return true;
                    }
                    i++;
                }
            }
            return false;
        }

        void writeString(String text) {
            byte[] utf8 = utf8(text);
            writeInt(utf8.length + 1);
            writeBytes(utf8);
            writeByte(0);
        }

        int reserveLength() {
            int at = size;
            writeInt(0);
            return at;
        }

        void patchLength(int at) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, size - at);
        }

        private void ensure(int more) {
            if (size + more > MAX_BYTES) {
                throw new LumaException(
                        ErrorCode.TOO_LARGE, "the document takes more than " + MAX_BYTES / (1024 * 1024) + " MiB");
            }
            if (size + more > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
            }
        }

        byte[] toByteArray() {
            return size == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, size);
        }
    }
}
