package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** From HTTP to WebSocket (RFC 6455 §4.2). */
final class SocketUpgrade {

    private static final int LONGEST_FRAME = 64 * 1024;

    private SocketUpgrade() {}

    /** Answers the handshake, and puts the handler in the connection's place. */
    static void begin(ChannelHandlerContext context, HttpRequest head, ChannelHandler handler, Connection connection) {
        if (!head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            throw new HttpFailure(
                    426, ErrorCode.BAD_REQUEST, "this is a WebSocket", "connect with 'Upgrade: websocket'");
        }
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(head.uri(), null, false, LONGEST_FRAME).newHandshaker(head);
        if (handshaker == null) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "that WebSocket version is not known", "use version 13 (RFC 6455)");
        }
        FullHttpRequest request = new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                context.pipeline().addLast(new WebSocketFrameAggregator(LONGEST_FRAME), handler);
                context.pipeline().remove(connection);
            } else {
                context.close();
            }
        });
    }
}
