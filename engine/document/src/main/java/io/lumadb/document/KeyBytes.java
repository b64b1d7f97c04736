package io.lumadb.document;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A key being written, for one thread: unlike its parent it takes no lock for each byte, of which a point read would take
 * dozens.
 */
public final class KeyBytes extends ByteArrayOutputStream {

    /** @param size bytes that most keys fit */
    public KeyBytes(int size) {
        super(size);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread writes
    public void write(int value) {
        room(1);
        buf[count++] = (byte) value;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void write(byte[] bytes, int offset, int length) {
        room(length);
        System.arraycopy(bytes, offset, buf, count, length);
        count += length;
    }

    private void room(int more) {
        if (buf.length - count < more) {
            buf = Arrays.copyOf(buf, Math.max(2 * buf.length, Math.addExact(count, more)));
        }
    }
}
