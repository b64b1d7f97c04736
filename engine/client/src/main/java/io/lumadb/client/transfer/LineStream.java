package io.lumadb.client.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Lines of text that are made while they are read, as a stream. Used by one thread. */
public final class LineStream extends InputStream {

    private final Iterator<String> lines;
    private byte[] current = new byte[0];
    private int position;

    /** @param lines without their line ends */
    public LineStream(Iterator<String> lines) {
        this.lines = lines;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == current.length) {
            if (!lines.hasNext()) {
                return -1;
            }
            current = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }
}
