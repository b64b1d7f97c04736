package io.lumadb.client.wire;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.http.ClientTls;
import io.lumadb.document.error.ErrorCode;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of connections, each with one request under way at most. A connection that was lost is made anew for its
 * next request, to the next host of the address. Everything but opening and closing happens on {@link #loop()}.
 */
public final class WireConnections implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final long CHECK_MS = 500;

    private final ConnectionAddress address;
    private final Optional<SslContext> tls;
    private final long timeoutNanos;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("lumadb-load", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final @Nullable Link[] links;
    private int host;

    /** One connection, while there is one. */
    private record Link(Channel channel, AnswerReader reader) {}

    /**
     * @param count how many connections; they are made with their first requests
     * @param timeout after which an answer is given up, and its connection with it
     */
    public WireConnections(ConnectionAddress address, int count, Duration timeout) {
        this.address = address;
        this.tls = address.tls() ? Optional.of(ClientTls.context()) : Optional.empty();
        this.timeoutNanos = timeout.toNanos();
        this.links = new @Nullable Link[count];
        loop.scheduleAtFixedRate(this::giveUpLateOnes, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
    }

    /** The one thread of these connections. */
    public EventLoop loop() {
        return loop;
    }

    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** Sends a request's bytes, which are released. On {@link #loop()}, and not before the last answer has come. */
    public void send(int connection, ByteBuf request, WireAnswer answer) {
        Link link = links[connection];
        if (link != null && link.channel().isActive()) {
            write(link, request, answer);
        } else {
            connect(connection, request, answer);
        }
    }

    private static void write(Link link, ByteBuf request, WireAnswer answer) {
        link.reader().expect(answer, System.nanoTime());
        link.channel().writeAndFlush(request, link.channel().voidPromise());
    }

    private void connect(int connection, ByteBuf request, WireAnswer answer) {
        ConnectionAddress.Host to = address.hosts().get(host);
        AnswerReader reader = new AnswerReader(to.toString());
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(context ->
                                channel.pipeline().addLast(context.newHandler(channel.alloc(), to.name(), to.port())));
                        channel.pipeline().addLast(reader);
                    }
                })
                .connect(to.name(), to.port())
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        Link link = new Link(connected.channel(), reader);
                        links[connection] = link;
                        write(link, request, answer);
                    } else {
                        request.release();
                        host = (host + 1) % address.hosts().size();
                        answer.failed(unreachable(to, connected.cause()));
                    }
                });
    }

    private static ClientException unreachable(ConnectionAddress.Host host, Throwable cause) {
        return new ClientException(
                ErrorCode.UNAVAILABLE,
                "cannot connect to " + host + ": " + cause.getMessage(),
                "is the server running, and is the port right?",
                cause);
    }

    private void giveUpLateOnes() {
        long before = System.nanoTime() - timeoutNanos;
        for (Link link : links) {
            if (link != null && link.reader().waitingSinceBefore(before)) {
                link.reader()
                        .fail(
                                ErrorCode.TIMEOUT,
                                "no answer within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
                link.channel().close();
            }
        }
    }

    /** The host that requests go to now, for the {@code Host} header. */
    public ConnectionAddress.Host host() {
        return address.hosts().get(host);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
