package io.lumadb.server.route;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** An answer made in memory, in pieces, up to a limit. Used by one thread. */
final class BoundedBytes extends OutputStream {

    private static final int PIECE = 1024 * 1024;

    private final long most;
    private final List<byte[]> full = new ArrayList<>();
    private ByteArrayOutputStream piece = new ByteArrayOutputStream(4 * 1024);
    private long size;

    BoundedBytes(long most) {
        this.most = most;
    }

    long size() {
        return size;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        size += length;
        if (size > most) {
            throw new LumaException(
                    ErrorCode.TOO_LARGE,
                    "the result takes more than " + most / (1024 * 1024) + " MiB",
                    "ask for fewer rows with maxRows, or stream with 'Accept: application/x-ndjson'");
        }
        piece.write(bytes, offset, length);
        if (piece.size() >= PIECE) {
            full.add(piece.toByteArray());
            piece = new ByteArrayOutputStream(PIECE);
        }
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] bytes : full) {
            out.write(bytes);
        }
        piece.writeTo(out);
    }

    byte[] toByteArray() {
        if (full.isEmpty()) {
            return piece.toByteArray();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) size);
        full.forEach(all::writeBytes);
        all.writeBytes(piece.toByteArray());
        return all.toByteArray();
    }
}
