package io.lumadb.query.execution.operator.spill;

import io.lumadb.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/** Writes values, each self-delimiting: a tag, then fixed little-endian or variable-length content. For one thread. */
public final class SpillOutput {

    /** Where full buffers go. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int length);
    }

    private static final byte[] NONE = {};

    private final Sink sink;
    private final int bufferBytes;
    /** Made when it is needed: many files are made for few that are written to at a time. */
    private byte[] buffer = NONE;

    private int size;

    SpillOutput(Sink sink, int bufferBytes) {
        this.sink = sink;
        this.bufferBytes = bufferBytes;
    }

    public void writeByte(int value) {
        if (size == buffer.length) {
            makeRoom();
        }
        buffer[size++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first: small numbers take one byte. Negative ones take ten. */
    public void writeVariable(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    /** Like {@link #writeVariable}, with the sign in the lowest bit. */
    public void writeSigned(long value) {
        writeVariable(value << 1 ^ value >> 63);
    }

    public void writeFixed(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            writeByte((int) (value >>> shift));
        }
    }

    public void writeDouble(double value) {
        writeFixed(Double.doubleToRawLongBits(value));
    }

    /** The length, then the bytes. */
    public void writeBytes(byte[] bytes) {
        writeVariable(bytes.length);
        int from = 0;
        while (from < bytes.length) {
            if (size == buffer.length) {
                makeRoom();
            }
            int part = Math.min(bytes.length - from, buffer.length - size);
            System.arraycopy(bytes, from, buffer, size, part);
            size += part;
            from += part;
        }
    }

    public void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public void writeValues(List<Value> values) {
        writeVariable(values.size());
        values.forEach(this::writeValue);
    }

    public void writeValue(Value value) {
        switch (value) {
            case Value.Missing _ -> writeByte(ValueTag.MISSING);
            case Value.Null _ -> writeByte(ValueTag.NULL);
            case Value.Bool(boolean flag) -> writeByte(flag ? ValueTag.TRUE : ValueTag.FALSE);
            case Value.Int64(long number) -> {
                writeByte(ValueTag.INT64);
                writeSigned(number);
            }
            case Value.Float64(double number) -> {
                writeByte(ValueTag.DOUBLE);
                writeDouble(number);
            }
            case Value.Decimal(Decimal128 number) -> {
                writeByte(ValueTag.DECIMAL);
                writeFixed(number.getLow());
                writeFixed(number.getHigh());
            }
            case Value.Text(String text) -> {
                writeByte(ValueTag.TEXT);
                writeText(text);
            }
            case Value.Timestamp(long millis) -> {
                writeByte(ValueTag.TIMESTAMP);
                writeSigned(millis);
            }
            case Value.Binary(byte[] bytes) -> {
                writeByte(ValueTag.BINARY);
                writeBytes(bytes);
            }
            case Value.Vector(float[] components) -> {
                writeByte(ValueTag.VECTOR);
                writeVariable(components.length);
                for (float component : components) {
                    writeSigned(Float.floatToRawIntBits(component));
                }
            }
            case Value.Array(List<Value> elements) -> {
                writeByte(ValueTag.ARRAY);
                writeValues(elements);
            }
            case Value.Obj(Map<String, Value> fields) -> {
                writeByte(ValueTag.OBJECT);
                writeVariable(fields.size());
                fields.forEach((name, field) -> {
                    writeText(name);
                    writeValue(field);
                });
            }
        }
    }

    private void makeRoom() {
        if (buffer.length == 0) {
            buffer = new byte[bufferBytes];
        } else {
            sink.write(buffer, size);
            size = 0;
        }
    }

    /** Hands on what is in the buffer, and lets the buffer go. */
    void flush() {
        if (size > 0) {
            sink.write(buffer, size);
            size = 0;
        }
        buffer = NONE;
    }

    /** Lets the buffer go with what is in it. */
    void drop() {
        size = 0;
        buffer = NONE;
    }
}
