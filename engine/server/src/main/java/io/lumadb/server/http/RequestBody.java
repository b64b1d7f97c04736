package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a stream, filled by the event loop and read by one handler thread. Past {@link #MOST_BUFFERED}
 * unread bytes it asks the connection to stop reading. Guarded by its own lock.
 */
final class RequestBody extends InputStream {

    private static final int MOST_BUFFERED = 512 * 1024;
    private static final long PATIENCE_MS = 60_000;

    private final Runnable onFlowChanged;
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int offsetInFirst;
    private int buffered;
    private boolean full;
    private boolean ended;
    private boolean discarded;
    private @Nullable String broken;

    /** @param onFlowChanged told, on the reader's thread, that {@link #full} is no longer so */
    RequestBody(Runnable onFlowChanged) {
        this.onFlowChanged = onFlowChanged;
    }

    /** Event loop only. */
    synchronized void offer(byte[] chunk) {
        if (discarded || chunk.length == 0) {
            return;
        }
        chunks.add(chunk);
        buffered += chunk.length;
        full = buffered > MOST_BUFFERED;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The connection was lost before the end. */
    synchronized void breakOff(String reason) {
        if (!ended) {
            broken = reason;
            notifyAll();
        }
    }

    /** Whether the connection should stop reading for now. */
    synchronized boolean full() {
        return full && !discarded;
    }

    /** Nobody reads any more: what still comes is dropped. */
    synchronized void discard() {
        discarded = true;
        chunks.clear();
        buffered = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int count;
        boolean drained = false;
        synchronized (this) {
            awaitBytes();
            byte[] first = chunks.peekFirst();
            if (first == null) {
                return -1;
            }
            count = Math.min(length, first.length - offsetInFirst);
            System.arraycopy(first, offsetInFirst, target, offset, count);
            offsetInFirst += count;
            if (offsetInFirst == first.length) {
                chunks.removeFirst();
                offsetInFirst = 0;
                buffered -= first.length;
                if (full && buffered <= MOST_BUFFERED / 2) {
                    full = false;
                    drained = true;
                }
            }
        }
        if (drained) {
            onFlowChanged.run();
        }
        return count;
    }

    @Override
    public synchronized int available() {
        return buffered - offsetInFirst;
    }

    private void awaitBytes() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (chunks.isEmpty() && !ended) {
            if (broken != null) {
                throw new IOException(broken);
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new LumaException(
                        ErrorCode.TIMEOUT, "no byte of the request body came for " + PATIENCE_MS / 1000 + " s");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("reading the request body was interrupted", e);
            }
        }
    }
}
