package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Gathers a response into memory. */
final class WholeResponse implements ResponseSink {

    /** A finished response; {@code etag} is empty where the server sent none. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, String etag, byte[] body) {}

    private final CompletableFuture<Answer> answer;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private int status;
    private String etag = "";

    WholeResponse(CompletableFuture<Answer> answer) {
        this.answer = answer;
    }

    @Override
    public void head(Channel channel, int responseStatus, HttpHeaders headers) {
        status = responseStatus;
        etag = headers.get(HttpHeaderNames.ETAG, "");
    }

    @Override
    public void content(ByteBuf bytes) {
        try {
            bytes.readBytes(body, bytes.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        answer.complete(new Answer(status, etag, body.toByteArray()));
    }

    @Override
    public void fail(ClientException reason) {
        answer.completeExceptionally(reason);
    }
}
