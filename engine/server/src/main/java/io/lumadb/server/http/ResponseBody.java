package io.lumadb.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A streamed answer's body. Written by one handler thread; blocks it while the client does not read. The head goes out
 * with the first bytes that leave.
 */
public final class ResponseBody extends OutputStream {

    private final ChunkOutput chunks;
    private final OutputStream front;

    ResponseBody(Channel channel, HttpResponse head, boolean gzip, Runnable onFirstByte) throws IOException {
        this.chunks = new ChunkOutput(channel, head, onFirstByte);
        this.front = gzip ? new GZIPOutputStream(chunks, 8 * 1024, true) : chunks;
    }

    /** Whether the head has gone out: then the status can no longer be changed. */
    public boolean committed() {
        return chunks.committed();
    }

    @Override
    public void write(int value) throws IOException {
        front.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        front.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        front.flush();
    }

    /** Sends what is left and the end mark. */
    @Override
    public void close() throws IOException {
        if (front instanceof GZIPOutputStream gzip) {
            gzip.finish();
        }
        chunks.close();
    }

    /** Event loop only: the channel may be writable again, or is closed. */
    void flowChanged() {
        chunks.flowChanged();
    }

    /** Gives up: releases what was not sent. */
    void drop() {
        chunks.drop();
    }
}
