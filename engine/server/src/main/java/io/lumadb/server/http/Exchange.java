package io.lumadb.server.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer under way. The event loop of the connection owns the state; {@link #responseBody} is also read
 * by the handler's thread, which made it.
 */
final class Exchange {

    final HttpRequest head;
    final boolean keepAlive;
    Optional<Route> route = Optional.empty();
    @Nullable Request request;
    @Nullable RequestBody stream;
    volatile @Nullable ResponseBody responseBody;

    /** The last byte of the request has come. */
    boolean requestComplete;

    /** An answer was decided on: what still comes of the body is dropped. */
    boolean answered;

    /** The last byte of the answer was written. */
    boolean responseComplete;

    /** The answer says that the connection closes behind it. */
    boolean last;

    /** When the last byte came in; for streaming routes, the head. */
    long startNanos = System.nanoTime();

    private byte[] body = new byte[0];
    private @Nullable ByteArrayOutputStream growing;
    private int filled;

    Exchange(HttpRequest head) {
        this.head = head;
        this.keepAlive = HttpUtil.isKeepAlive(head);
    }

    /** Makes room for a body of the announced length, or an unknown one (-1). */
    void expectBody(long length) {
        if (length >= 0) {
            body = new byte[(int) length];
        } else {
            growing = new ByteArrayOutputStream(8 * 1024);
        }
    }

    long collected() {
        return growing == null ? filled : growing.size();
    }

    void collect(io.netty.buffer.ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (growing != null) {
            byte[] part = new byte[length];
            bytes.readBytes(part);
            growing.write(part, 0, length);
        } else if (length > 0) {
            bytes.readBytes(body, filled, length);
            filled += length;
        }
    }

    byte[] collectedBody() {
        return growing == null ? body : growing.toByteArray();
    }

    void dropBody() {
        body = new byte[0];
        growing = null;
        if (stream != null) {
            stream.discard();
        }
    }
}
