package io.lumadb.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A key being written. For one thread: a point read writes one or two, so there are no locks and few steps. */
public final class KeyBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int count;

    /** @param size bytes that most keys fit */
    public KeyBytes(int size) {
        this.bytes = new byte[size];
    }

    void writeByte(int value) {
        room(1);
        bytes[count++] = (byte) value;
    }

    /** Four bytes, the highest first. */
    public void writeInt(int value) {
        room(Integer.BYTES);
        INTS.set(bytes, count, value);
        count += Integer.BYTES;
    }

    /** Eight bytes, the highest first. */
    void writeLong(long value) {
        room(Long.BYTES);
        LONGS.set(bytes, count, value);
        count += Long.BYTES;
    }

    public void writeBytes(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, bytes, count, some.length);
        count += some.length;
    }

    /** What was written so far, whatever is written later. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, count);
    }

    private void room(int more) {
        if (bytes.length - count < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(count, more)));
        }
    }
}
