package io.lumadb.client.http;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.document.error.ErrorCode;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over kept-alive connections to the first host that answers. Thread-safe: connections belong to the event
 * loop, the pool of idle ones is concurrent.
 */
final class HttpTransport implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CHUNKS_IN_FLIGHT = 8;
    private static final String HANDLER = "exchange";

    private final ConnectionAddress address;
    private final @Nullable SslContext tls;
    private final EventLoopGroup eventLoops;
    private final int connectTimeoutMs;
    private final ConcurrentLinkedDeque<Channel> idle = new ConcurrentLinkedDeque<>();
    private volatile int preferredHost;
    private volatile boolean closed;

    HttpTransport(ConnectionAddress address, int connectTimeoutMs) {
        this.address = address;
        this.connectTimeoutMs = connectTimeoutMs;
        this.tls = address.tls() ? ClientTls.context() : null;
        this.eventLoops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("lumadb-client", true), NioIoHandler.newFactory());
    }

    EventLoopGroup eventLoops() {
        return eventLoops;
    }

    @Nullable
    SslContext tls() {
        return tls;
    }

    ConnectionAddress.Host preferredHost() {
        return address.hosts().get(preferredHost);
    }

    /** Next time, begin with the host after the preferred one. */
    void preferNextHost() {
        preferredHost = (preferredHost + 1) % address.hosts().size();
    }

    /** Sends a request; its response goes to the sink. The future gives the channel, for giving up. */
    CompletableFuture<Channel> send(HttpCall call, ResponseSink sink) {
        CompletableFuture<Channel> sent = new CompletableFuture<>();
        Channel reusable = takeIdle();
        if (reusable != null) {
            // A server may close an idle connection just now: reading once more on a fresh one is safe.
            ResponseSink guarded = call.method().equals(HttpMethod.GET) ? retryOnce(call, sink) : sink;
            begin(reusable, call, guarded, sent);
        } else {
            connect(0, call, sink, sent);
        }
        return sent;
    }

    private ResponseSink retryOnce(HttpCall call, ResponseSink sink) {
        return new RetryingSink(sink, () -> connect(0, call, sink, new CompletableFuture<>()));
    }

    private @Nullable Channel takeIdle() {
        for (Channel channel = idle.pollFirst(); channel != null; channel = idle.pollFirst()) {
            if (channel.isActive()) {
                return channel;
            }
        }
        return null;
    }

    private void connect(int attempt, HttpCall call, ResponseSink sink, CompletableFuture<Channel> sent) {
        List<ConnectionAddress.Host> hosts = address.hosts();
        int index = (preferredHost + attempt) % hosts.size();
        ConnectionAddress.Host host = hosts.get(index);
        if (closed) {
            sink.fail(new ClientException(ErrorCode.UNAVAILABLE, "the client is closed", null, null));
            return;
        }
        bootstrap(host).connect(host.name(), host.port()).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                preferredHost = index;
                begin(connected.channel(), call, sink, sent);
            } else if (attempt + 1 < hosts.size()) {
                connect(attempt + 1, call, sink, sent);
            } else {
                sink.fail(unreachable(host, connected.cause()));
            }
        });
    }

    static ClientException unreachable(ConnectionAddress.Host host, @Nullable Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return new ClientException(
                    ErrorCode.UNAVAILABLE,
                    "no address found for host '" + host.name() + "'",
                    "check its spelling",
                    cause);
        }
        String why = cause == null ? "no answer" : cause.getMessage();
        return new ClientException(
                ErrorCode.UNAVAILABLE,
                "cannot connect to " + host + ": " + why,
                "is the server running, and is the port right?",
                cause);
    }

    private Bootstrap bootstrap(ConnectionAddress.Host host) {
        return new Bootstrap()
                .group(eventLoops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMs)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), host.name(), host.port()));
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpContentDecompressor(0))
                                .addLast(HANDLER, new ExchangeHandler(host.toString(), HttpTransport.this::release));
                    }
                });
    }

    private void release(Channel channel, boolean reusable) {
        if (reusable && channel.isActive() && !closed) {
            channel.config().setAutoRead(true);
            idle.addFirst(channel);
        } else {
            idle.remove(channel);
            channel.close();
        }
    }

    private void begin(Channel channel, HttpCall call, ResponseSink sink, CompletableFuture<Channel> sent) {
        channel.eventLoop().execute(() -> {
            ExchangeHandler handler = (ExchangeHandler) channel.pipeline().get(HANDLER);
            handler.begin(channel, sink, call.timeoutMs());
            if (!channel.isActive()) {
                handler.fail(channel, ErrorCode.UNAVAILABLE, "the server closed the connection");
                return;
            }
            write(channel, call);
            sent.complete(channel);
        });
    }

    private void write(Channel channel, HttpCall call) {
        switch (call.body()) {
            case HttpCall.Body.None _ ->
                channel.writeAndFlush(whole(call, Unpooled.EMPTY_BUFFER), channel.voidPromise());
            case HttpCall.Body.Whole(byte[] bytes) ->
                channel.writeAndFlush(whole(call, Unpooled.wrappedBuffer(bytes)), channel.voidPromise());
            case HttpCall.Body.Streamed(InputStream in, LongConsumer onBytes) -> {
                HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, call.method(), call.path());
                setHeaders(head, call);
                head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
                channel.writeAndFlush(head, channel.voidPromise());
                Thread.ofVirtual().name("lumadb-upload").start(() -> upload(channel, in, onBytes));
            }
        }
    }

    private DefaultFullHttpRequest whole(HttpCall call, ByteBuf body) {
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, call.method(), call.path(), body);
        setHeaders(request, call);
        if (body.isReadable() || !call.method().equals(HttpMethod.GET)) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return request;
    }

    private void setHeaders(HttpRequest request, HttpCall call) {
        request.headers().set(HttpHeaderNames.HOST, preferredHost().toString());
        call.headers().forEach((name, value) -> request.headers().set(name, value));
    }

    /** Runs on a virtual thread: reads ahead of the network by a bounded number of chunks. */
    private static void upload(Channel channel, InputStream in, LongConsumer onBytes) {
        Semaphore inFlight = new Semaphore(CHUNKS_IN_FLIGHT);
        long total = 0;
        try (in) {
            while (channel.isActive()) {
                byte[] chunk = in.readNBytes(CHUNK_BYTES);
                if (chunk.length == 0) {
                    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
                    return;
                }
                inFlight.acquire();
                total += chunk.length;
                channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk)))
                        .addListener(written -> inFlight.release());
                onBytes.accept(total);
            }
        } catch (IOException e) {
            failOnLoop(channel, "reading the data to send failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failOnLoop(channel, "sending was interrupted");
        }
    }

    private static void failOnLoop(Channel channel, String detail) {
        channel.eventLoop()
                .execute(() -> ((ExchangeHandler) channel.pipeline().get(HANDLER))
                        .fail(channel, ErrorCode.BAD_REQUEST, detail));
    }

    @Override
    public void close() {
        closed = true;
        idle.forEach(Channel::close);
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
