package io.lumadb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.StreamListener;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The live stream over WebSocket. When the connection ends it tries again after 0.25 s, doubling up to 5 s, and goes to the
 * next host each time. State belongs to the client's one event loop.
 */
final class ReconnectingStream implements LumaClient.LiveStream {

    private static final int MOST_FRAME_BYTES = 64 * 1024 * 1024;
    private static final long FIRST_DELAY_MS = 250;
    private static final long LONGEST_DELAY_MS = 5_000;

    private final HttpTransport transport;
    private final TokenKeeper token;
    private final Set<StreamListener.Topic> topics;
    private final int intervalMs;
    private final StreamListener listener;
    private final FrameReader frames;
    private volatile boolean closed;
    private volatile @Nullable Channel channel;
    private long delayMs = FIRST_DELAY_MS;

    ReconnectingStream(
            HttpTransport transport,
            TokenKeeper token,
            Set<StreamListener.Topic> topics,
            int intervalMs,
            StreamListener listener) {
        this.transport = transport;
        this.token = token;
        this.topics = Set.copyOf(topics);
        this.intervalMs = intervalMs;
        this.listener = listener;
        this.frames = new FrameReader(listener);
    }

    ReconnectingStream open() {
        listener.onState(StreamListener.State.CONNECTING, "");
        connect();
        return this;
    }

    private void connect() {
        if (closed) {
            return;
        }
        ConnectionAddress.Host host = transport.preferredHost();
        new Bootstrap()
                .group(transport.eventLoops())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        configure(opened, host);
                    }
                })
                .connect(host.name(), host.port())
                .addListener((ChannelFuture connected) -> {
                    channel = connected.channel();
                    if (!connected.isSuccess()) {
                        reconnect(HttpTransport.unreachable(host, connected.cause())
                                .detail());
                    }
                });
    }

    private void configure(Channel opened, ConnectionAddress.Host host) {
        String scheme = transport.tls() == null ? "ws://" : "wss://";
        HttpHeaders headers = new DefaultHttpHeaders();
        String bearer = token.token();
        if (bearer != null) {
            headers.set("Authorization", "Bearer " + bearer);
        }
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create(scheme + host + "/api/v1/stream"))
                .version(WebSocketVersion.V13)
                .customHeaders(headers)
                .maxFramePayloadLength(MOST_FRAME_BYTES)
                .build();
        if (transport.tls() != null) {
            opened.pipeline().addLast(transport.tls().newHandler(opened.alloc(), host.name(), host.port()));
        }
        opened.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(64 * 1024))
                .addLast(new WebSocketClientProtocolHandler(config))
                .addLast(new WebSocketFrameAggregator(MOST_FRAME_BYTES))
                .addLast(new Receiver());
    }

    private void subscribe(Channel opened) {
        Map<String, Object> request = Map.of(
                "subscribe",
                topics.stream()
                        .map(topic -> topic.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                "intervalMs",
                intervalMs);
        opened.writeAndFlush(new TextWebSocketFrame(opened.alloc().buffer().writeBytes(WireJson.write(request))));
        delayMs = FIRST_DELAY_MS;
        listener.onState(StreamListener.State.LIVE, "");
    }

    private void reconnect(String why) {
        if (closed || transport.eventLoops().isShuttingDown()) {
            return;
        }
        listener.onState(StreamListener.State.RECONNECTING, why);
        transport.preferNextHost();
        transport.eventLoops().schedule(this::connect, delayMs, TimeUnit.MILLISECONDS);
        delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        listener.onState(StreamListener.State.CLOSED, "");
    }

    private final class Receiver extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private String endReason = "the connection was lost";

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                subscribe(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            JsonNode message = WireJson.tree(ByteBufUtil.getBytes(frame.content()));
            frames.read(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            reconnect(endReason);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            endReason = cause instanceof ClientException known
                    ? known.detail()
                    : "the stream failed: " + cause.getMessage();
            context.close();
        }
    }
}
