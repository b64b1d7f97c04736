package io.lumadb.server.stream;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.HttpServer;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a subscriber sends. A message that cannot be read is answered with an error frame and the socket stays open; after
 * {@link #MOST_MISTAKES} of them it is closed. State belongs to the channel's event loop.
 */
final class StreamHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);
    private static final int MOST_MISTAKES = 10;

    private final Subscriber subscriber;
    private int mistakes;

    StreamHandler(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        subscriber.attach(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> subscribe(context, text.text());
            case PingWebSocketFrame ping ->
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close ->
                context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            case BinaryWebSocketFrame _, ContinuationWebSocketFrame _ ->
                mistake(
                        context,
                        new LumaException(
                                ErrorCode.BAD_REQUEST, "binary frames are not understood", "send JSON as text"));
            default -> LOG.trace("Ignoring a {}", frame.getClass().getSimpleName());
        }
    }

    private void subscribe(ChannelHandlerContext context, String text) {
        try {
            subscriber.subscribe(Subscription.parse(text));
        } catch (LumaException e) {
            mistake(context, e);
        }
    }

    private void mistake(ChannelHandlerContext context, LumaException failure) {
        mistakes++;
        if (mistakes > MOST_MISTAKES) {
            context.writeAndFlush(new CloseWebSocketFrame(
                            WebSocketCloseStatus.INVALID_MESSAGE_TYPE, MOST_MISTAKES + " messages could not be read"))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            subscriber.tellFailure(failure);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            subscriber.catchUp();
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the event is one object
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (HttpServer.STOPPING.equals(event)) {
            context.writeAndFlush(
                            new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "the server stops"))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        subscriber.detach();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("A stream was lost: {}", cause.getMessage());
        } else {
            LOG.debug("A stream failed", cause);
        }
        context.close();
    }
}
