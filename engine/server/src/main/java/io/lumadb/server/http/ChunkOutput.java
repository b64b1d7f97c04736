package io.lumadb.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes into HTTP chunks. Written by one handler thread, which waits while the channel has enough to send, for at most
 * {@link #PATIENCE_MS}.
 */
final class ChunkOutput extends OutputStream {

    private static final int CHUNK = 32 * 1024;
    private static final long PATIENCE_MS = 300_000;

    private final Channel channel;
    private final HttpResponse head;
    private final Runnable onFirstByte;
    private final Object flow = new Object();
    private @Nullable ByteBuf chunk;
    private boolean committed;

    ChunkOutput(Channel channel, HttpResponse head, Runnable onFirstByte) {
        this.channel = channel;
        this.head = head;
        this.onFirstByte = onFirstByte;
    }

    boolean committed() {
        return committed;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (chunk == null) {
                chunk = channel.alloc().buffer(CHUNK, CHUNK);
            }
            int part = Math.min(left, chunk.writableBytes());
            chunk.writeBytes(bytes, from, part);
            from += part;
            left -= part;
            if (!chunk.isWritable()) {
                send();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (chunk != null && chunk.isReadable()) {
            send();
        }
    }

    private void send() throws IOException {
        awaitWritable();
        ByteBuf ready = chunk;
        chunk = null;
        if (ready != null) {
            commit();
            channel.writeAndFlush(new DefaultHttpContent(ready));
        }
    }

    private void commit() {
        if (!committed) {
            committed = true;
            onFirstByte.run();
            channel.write(head);
        }
    }

    private void awaitWritable() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000;
        synchronized (flow) {
            while (channel.isActive() && !channel.isWritable()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException("the client read nothing for " + PATIENCE_MS / 1000 + " s");
                }
                try {
                    flow.wait(Math.min(left, 1000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("writing the answer was interrupted", e);
                }
            }
        }
        if (!channel.isActive()) {
            throw new IOException("the client closed the connection");
        }
    }

    /** Event loop only: the channel may be writable again, or is closed. */
    void flowChanged() {
        synchronized (flow) {
            flow.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        commit();
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    void drop() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }
}
