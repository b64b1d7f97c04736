package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a connection: gives the bytes of the response under way to its sink. State belongs to the channel's
 * event loop.
 */
final class ExchangeHandler extends SimpleChannelInboundHandler<HttpObject> {

    private final BiConsumer<Channel, Boolean> onIdle;
    private final String peer;
    private @Nullable ResponseSink sink;
    private @Nullable ScheduledFuture<?> timeout;
    private boolean keepAlive = true;

    /** @param onIdle told when the exchange is over, and whether the connection can be used again */
    ExchangeHandler(String peer, BiConsumer<Channel, Boolean> onIdle) {
        this.peer = peer;
        this.onIdle = onIdle;
    }

    /** Call on the event loop, before the request is written. */
    void begin(Channel channel, ResponseSink newSink, long timeoutMs) {
        sink = newSink;
        keepAlive = true;
        if (timeoutMs > 0) {
            timeout = channel.eventLoop()
                    .schedule(
                            () -> fail(
                                    channel,
                                    ErrorCode.TIMEOUT,
                                    "no answer from " + peer + " within " + timeoutMs + " ms"),
                            timeoutMs,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        ResponseSink current = sink;
        if (current == null) {
            context.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            keepAlive = HttpUtil.isKeepAlive(response);
            current.head(context.channel(), response.status().code(), response.headers());
        }
        if (message instanceof HttpContent content) {
            current.content(content.content());
            if (message instanceof LastHttpContent) {
                finish();
                current.end();
                onIdle.accept(context.channel(), keepAlive);
            }
        }
    }

    private void finish() {
        sink = null;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    void fail(Channel channel, ErrorCode code, String detail) {
        ResponseSink current = sink;
        finish();
        channel.close();
        if (current != null) {
            current.fail(new ClientException(code, detail, null, null));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context.channel(), ErrorCode.UNAVAILABLE, peer + " closed the connection");
        onIdle.accept(context.channel(), false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context.channel(), ErrorCode.UNAVAILABLE, "the connection to " + peer + " failed: " + cause.getMessage());
    }
}
