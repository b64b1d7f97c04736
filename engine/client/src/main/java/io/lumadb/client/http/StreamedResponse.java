package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A response body read as a stream while it arrives. Filled on the event loop, read by one other thread; past
 * {@link #MOST_BUFFERED} unread bytes the channel stops reading, so that a slow reader slows the server down.
 */
final class StreamedResponse extends InputStream implements ResponseSink {

    private static final int MOST_BUFFERED = 512 * 1024;

    private final CompletableFuture<StreamedResponse> headArrived;
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int buffered;
    private int offsetInFirst;
    private boolean ended;
    private boolean closed;
    private int status;
    private @Nullable ClientException failure;
    private @Nullable Channel channel;

    StreamedResponse(CompletableFuture<StreamedResponse> headArrived) {
        this.headArrived = headArrived;
    }

    int status() {
        return status;
    }

    @Override
    public void head(Channel responseChannel, int responseStatus, HttpHeaders headers) {
        synchronized (this) {
            channel = responseChannel;
            status = responseStatus;
        }
        headArrived.complete(this);
    }

    @Override
    public synchronized void content(ByteBuf bytes) {
        byte[] chunk = new byte[bytes.readableBytes()];
        bytes.readBytes(chunk);
        if (chunk.length == 0 || closed) {
            return;
        }
        chunks.add(chunk);
        buffered += chunk.length;
        if (buffered > MOST_BUFFERED && channel != null) {
            channel.config().setAutoRead(false);
        }
        notifyAll();
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public void fail(ClientException reason) {
        synchronized (this) {
            failure = reason;
            notifyAll();
        }
        headArrived.completeExceptionally(reason);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        awaitBytes();
        byte[] first = chunks.peekFirst();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - offsetInFirst);
        System.arraycopy(first, offsetInFirst, target, offset, count);
        offsetInFirst += count;
        if (offsetInFirst == first.length) {
            chunks.removeFirst();
            offsetInFirst = 0;
            buffered -= first.length;
            if (buffered <= MOST_BUFFERED / 2 && channel != null) {
                channel.config().setAutoRead(true);
            }
        }
        return count;
    }

    private void awaitBytes() throws IOException {
        while (chunks.isEmpty() && !ended) {
            if (failure != null) {
                throw new IOException(failure.detail(), failure);
            }
            if (closed) {
                throw new IOException("the response was closed");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(
                        new ClientException(ErrorCode.CANCELLED, "reading the response was interrupted", null, e));
            }
        }
    }

    /** Giving up before the end closes the connection: there is no other way to stop the server from sending. */
    @Override
    public synchronized void close() {
        closed = true;
        chunks.clear();
        if (!ended && channel != null) {
            channel.close();
        } else if (channel != null) {
            channel.config().setAutoRead(true);
        }
        notifyAll();
    }
}
