package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;

/** Starts a request over when its connection died before the first byte of an answer. Used on one event loop. */
final class RetryingSink implements ResponseSink {

    private final ResponseSink sink;
    private final Runnable again;
    private boolean answered;

    RetryingSink(ResponseSink sink, Runnable again) {
        this.sink = sink;
        this.again = again;
    }

    @Override
    public void head(Channel channel, int status, HttpHeaders headers) {
        answered = true;
        sink.head(channel, status, headers);
    }

    @Override
    public void content(ByteBuf bytes) {
        sink.content(bytes);
    }

    @Override
    public void end() {
        sink.end();
    }

    @Override
    public void fail(ClientException reason) {
        if (answered || reason.code() != ErrorCode.UNAVAILABLE) {
            sink.fail(reason);
        } else {
            again.run();
        }
    }
}
