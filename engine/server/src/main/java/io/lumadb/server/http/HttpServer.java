package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.security.Gate;
import io.lumadb.storage.core.PromptThreads;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and serves routes. Made by {@link #start}; thread-safe. */
public final class HttpServer implements AutoCloseable {

    /** The event fired at every connection when the server stops: end what is under way, then close. */
    public static final Object STOPPING = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int EVENT_LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** How long requests may take to notice that their connections are gone. */
    private static final Duration HANDLERS_END = Duration.ofSeconds(2);

    private final HttpSettings settings;
    private final Router router;
    private final Gate gate;
    private final RequestObserver observer;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            EVENT_LOOPS, PromptThreads.of(new DefaultThreadFactory("luma-http", true)), NioIoHandler.newFactory());
    private final ExecutorService handlers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("luma-request-", 0).factory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger open = new AtomicInteger();
    private final Channel listener;
    private volatile boolean stopping;

    private HttpServer(HttpSettings settings, Router router, Gate gate, RequestObserver observer) {
        this.settings = settings;
        this.router = router;
        this.gate = gate;
        this.observer = observer;
        try {
            Optional<SslContext> tls = settings.tls().map(HttpServer::sslContext);
            this.listener = bind(tls);
        } catch (RuntimeException e) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            handlers.close();
            throw e;
        }
    }

    /** @throws LumaException UNAVAILABLE naming the port when it is in use */
    public static HttpServer start(HttpSettings settings, Router router, Gate gate, RequestObserver observer) {
        return new HttpServer(settings, router, gate, observer);
    }

    private Channel bind(Optional<SslContext> tls) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 * 1024, 256 * 1024))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, tls);
                    }
                });
        try {
            return bootstrap.bind(settings.address()).sync().channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LumaException(ErrorCode.UNAVAILABLE, "starting was interrupted", null, e);
        } catch (Exception e) {
            throw unbound(settings.address(), e);
        }
    }

    /**
     * The address itself, with a free port chosen where it asks for any.
     *
     * @throws LumaException UNAVAILABLE naming the port when it is in use
     */
    public static InetSocketAddress freeAddress(InetSocketAddress wanted) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(wanted);
            return new InetSocketAddress(wanted.getAddress(), probe.getLocalPort());
        } catch (IOException e) {
            throw unbound(wanted, e);
        }
    }

    private static LumaException unbound(InetSocketAddress address, Exception reason) {
        boolean taken = reason instanceof BindException
                && String.valueOf(reason.getMessage()).contains("in use");
        return taken
                ? new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "port " + address.getPort() + " of " + address.getHostString() + " is in use",
                        "stop the other program, or choose another port with --port",
                        reason)
                : new LumaException(
                        ErrorCode.UNAVAILABLE,
                        "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                                + reason.getMessage(),
                        null,
                        reason);
    }

    private static SslContext sslContext(HttpSettings.Tls tls) {
        try {
            return SslContextBuilder.forServer(
                            tls.certificate().toFile(), tls.key().toFile())
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the TLS certificate " + tls.certificate() + " or key " + tls.key() + " cannot be used: "
                            + e.getMessage(),
                    "both are PEM files, the key unencrypted PKCS#8",
                    e);
        }
    }

    private void prepare(SocketChannel channel, Optional<SslContext> tls) {
        ChannelPipeline pipeline = channel.pipeline();
        tls.ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc())));
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpSettings.MAX_HEAD_BYTES)
                .setMaxHeaderSize(HttpSettings.MAX_HEAD_BYTES)
                .setMaxChunkSize(64 * 1024)));
        pipeline.addLast(new Connection(this));
    }

    /** Counts a connection in; false when there are enough. */
    boolean admit(Channel channel) {
        connections.add(channel);
        observer.connectionOpened();
        return open.incrementAndGet() <= settings.maxConnections() && !stopping;
    }

    void departed() {
        open.decrementAndGet();
        observer.connectionClosed();
    }

    HttpSettings settings() {
        return settings;
    }

    Router router() {
        return router;
    }

    Gate gate() {
        return gate;
    }

    RequestObserver observer() {
        return observer;
    }

    ExecutorService handlers() {
        return handlers;
    }

    boolean stopping() {
        return stopping;
    }

    /** Where it listens, with the port that was chosen when 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Takes no new connections, lets requests under way end for up to five seconds, then closes what is left. */
    private void awaitHandlers() {
        try {
            if (!handlers.awaitTermination(HANDLERS_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Some requests were still being worked on when the server stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        listener.close().syncUninterruptibly();
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(STOPPING));
        connections.newCloseFuture().awaitUninterruptibly(DRAIN.toMillis());
        connections.close().awaitUninterruptibly(1000);
        // The loops outlive the handlers, whose answers go through them even when nobody reads those any more.
        handlers.shutdown();
        awaitHandlers();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
    }
}
