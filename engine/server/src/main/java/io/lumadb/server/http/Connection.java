package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: takes requests one after another, also when several were sent at once, and answers them in
 * order. All state belongs to the channel's event loop; other threads come in through {@link Answering}.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_WAITING = 64;
    private static final int SHORT_BODY = 64 * 1024;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** How much of an unwanted body is read, so that the client gets to see the answer instead of a reset. */
    private static final long MOST_DISCARDED = 256L * 1024 * 1024;

    private final HttpServer server;
    private final Admission admission;
    private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Answering answering;
    private @Nullable Exchange current;
    private @Nullable ScheduledFuture<?> watch;
    private String remoteAddress = "";
    private long lastRead = System.nanoTime();
    private long discarded;
    private boolean draining;
    private boolean closing;

    Connection(HttpServer server) {
        this.server = server;
        this.admission = new Admission(server);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        answering = new Answering(this, server, active.channel());
        if (active.channel().remoteAddress() instanceof InetSocketAddress address) {
            remoteAddress = address.getAddress().getHostAddress();
        }
        active.channel().closeFuture().addListener(_ -> server.departed());
        if (!server.admit(active.channel())) {
            closing = true;
            answering.refuseConnection();
            return;
        }
        watch = active.executor().scheduleAtFixedRate(this::closeWhenIdle, 30, 30, TimeUnit.SECONDS);
    }

    private void closeWhenIdle() {
        long quiet = System.nanoTime() - lastRead;
        Exchange exchange = current;
        if (exchange == null && quiet > IDLE_NANOS) {
            channelContext().close();
        } else if (exchange != null && !exchange.requestComplete && exchange.stream == null && quiet > STALLED_NANOS) {
            LumaException late =
                    new HttpFailure(408, ErrorCode.TIMEOUT, "the rest of the request did not come within 60 s", null);
            fail(exchange, late);
        }
    }

    private ChannelHandlerContext channelContext() {
        if (context == null) {
            throw new IllegalStateException("the connection is not active yet");
        }
        return context;
    }

    private Answering answering() {
        if (answering == null) {
            throw new IllegalStateException("the connection is not active yet");
        }
        return answering;
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        lastRead = System.nanoTime();
        if (closing || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        waiting.add(part);
        drain();
    }

    /** Takes what waits, up to the next request while one is under way. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            HttpObject next = waiting.peek();
            while (next != null && !(next instanceof HttpRequest && current != null)) {
                waiting.poll();
                take(next);
                next = waiting.peek();
            }
        } finally {
            draining = false;
        }
        readOrPause();
    }

    private void readOrPause() {
        Exchange exchange = current;
        boolean bodyFull = exchange != null && exchange.stream != null && exchange.stream.full();
        boolean read = waiting.size() <= MOST_WAITING && !bodyFull;
        if (channelContext().channel().config().isAutoRead() != read) {
            channelContext().channel().config().setAutoRead(read);
        }
    }

    private void take(HttpObject message) {
        try {
            if (message instanceof HttpRequest head) {
                begin(head);
            }
            if (message instanceof HttpContent content) {
                takeContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest head) {
        Exchange exchange = new Exchange(head);
        current = exchange;
        try {
            if (head.decoderResult().isFailure()) {
                closing = true;
                throw Admission.unreadable(head.decoderResult().cause());
            }
            Route route = admission.find(exchange, head, remoteAddress);
            if (HttpUtil.is100ContinueExpected(head)) {
                channelContext()
                        .writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
            prepareBody(exchange, route, head);
        } catch (LumaException e) {
            if (closing || !endsSoon(head)) {
                fail(exchange, e);
            } else {
                exchange.answered = true;
                exchange.refusal = e;
            }
        }
    }

    /** A short body is read to its end before the refusal, so that the connection can be used again. */
    private static boolean endsSoon(HttpRequest head) {
        return !HttpUtil.isTransferEncodingChunked(head) && HttpUtil.getContentLength(head, 0L) <= SHORT_BODY;
    }

    private void prepareBody(Exchange exchange, Route route, HttpRequest head) {
        if (route.handler() instanceof Handler.Streaming(Handler.Work work)) {
            Request request = request(exchange);
            RequestBody stream =
                    new RequestBody(() -> channelContext().executor().execute(this::readOrPause));
            exchange.stream = stream;
            request.setStream(stream);
            answering().onHandlerThread(exchange, request, work);
            return;
        }
        long length = HttpUtil.getContentLength(head, -1L);
        if (length > server.settings().maxBody()) {
            throw Request.tooLarge(server.settings().maxBody());
        }
        exchange.expectBody(length < 0 && !HttpUtil.isTransferEncodingChunked(head) ? 0 : length);
    }

    private static Request request(Exchange exchange) {
        if (exchange.request == null) {
            throw new IllegalStateException("no route was found for this exchange");
        }
        return exchange.request;
    }

    private void takeContent(HttpContent content) {
        Exchange exchange = current;
        if (exchange == null) {
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (content.decoderResult().isFailure()) {
            breakOff(exchange, content.decoderResult().cause());
            return;
        }
        if (exchange.answered && exchange.stream == null) {
            discard(content);
        } else if (exchange.stream != null) {
            offer(exchange.stream, content, last);
        } else if (exchange.collected() + content.content().readableBytes()
                > server.settings().maxBody()) {
            fail(exchange, Request.tooLarge(server.settings().maxBody()));
        } else {
            exchange.collect(content.content());
        }
        if (last) {
            exchange.requestComplete = true;
            if (exchange.responseComplete) {
                next(exchange);
            } else if (exchange.refusal != null) {
                refuse(exchange, exchange.refusal);
            } else if (!exchange.answered && exchange.stream == null) {
                dispatch(exchange);
            }
        }
    }

    private void breakOff(Exchange exchange, Throwable cause) {
        closing = true;
        if (exchange.stream != null) {
            exchange.stream.breakOff("the request body is malformed: " + cause.getMessage());
        } else if (!exchange.answered) {
            fail(exchange, Admission.unreadable(cause));
        }
    }

    private void discard(HttpContent content) {
        discarded += content.content().readableBytes();
        if (discarded > MOST_DISCARDED) {
            channelContext().close();
        }
    }

    private static void offer(RequestBody stream, HttpContent content, boolean last) {
        byte[] bytes = new byte[content.content().readableBytes()];
        content.content().readBytes(bytes);
        stream.offer(bytes);
        if (last) {
            stream.end();
        }
    }

    private void dispatch(Exchange exchange) {
        exchange.startNanos = System.nanoTime();
        Request request = request(exchange);
        request.setBody(exchange.collectedBody());
        switch (request.route().handler()) {
            case Handler.Inline(Handler.Work work) -> answering().here(exchange, request, work);
            case Handler.Async(Handler.AsyncWork work) -> answering().whenDone(exchange, request, work);
            case Handler.Blocking(Handler.Work work) -> answering().onHandlerThread(exchange, request, work);
            case Handler.Streaming _ -> throw new IllegalStateException("a streaming route begins with its head");
            case Handler.Socket(Handler.SocketOpener opener) -> upgrade(exchange, request, opener);
        }
    }

    private void upgrade(Exchange exchange, Request request, Handler.SocketOpener opener) {
        try {
            SocketUpgrade.begin(channelContext(), exchange.head, opener.open(request), this);
            if (watch != null) {
                watch.cancel(false);
            }
        } catch (Exception e) {
            fail(exchange, Problems.reasonOf(e));
        }
    }

    private void fail(Exchange exchange, LumaException failure) {
        if (!exchange.answered) {
            exchange.answered = true;
            exchange.dropBody();
            refuse(exchange, failure);
        }
    }

    private void refuse(Exchange exchange, LumaException failure) {
        List<Response.Header> more = failure instanceof NotAllowed other ? List.of(other.allowHeader()) : List.of();
        answering().respond(exchange, Problems.response(failure, more));
    }

    /** Whether the connection can be used again behind this exchange. */
    boolean reusable(Exchange exchange) {
        return exchange.keepAlive && exchange.requestComplete && !closing && !server.stopping();
    }

    /** The answer's last byte was written; on the event loop. */
    void responded(Exchange exchange, boolean keepOpen) {
        exchange.responseComplete = true;
        exchange.answered = true;
        exchange.last = !keepOpen;
        if (exchange.stream != null) {
            exchange.stream.discard();
        }
        if (!keepOpen) {
            closeGently(exchange);
        } else if (exchange.requestComplete) {
            next(exchange);
        }
        readOrPause();
    }

    /** A client that is still sending gets its answer before the connection goes. */
    private void closeGently(Exchange exchange) {
        ChannelHandlerContext channel = channelContext();
        if (exchange.requestComplete || closing) {
            closing = true;
            channel.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
        } else {
            channel.executor().schedule(() -> channel.close(), 10, TimeUnit.SECONDS);
        }
    }

    private void next(Exchange exchange) {
        if (current == exchange) {
            current = null;
            if (exchange.last || closing || server.stopping()) {
                closing = true;
                channelContext().close();
                return;
            }
            drain();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        Exchange exchange = current;
        if (exchange != null && exchange.responseBody != null) {
            exchange.responseBody.flowChanged();
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the event is one object
    public void userEventTriggered(ChannelHandlerContext ignored, Object event) {
        if (HttpServer.STOPPING.equals(event) && current == null) {
            closing = true;
            channelContext().close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        letGo();
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (watch != null) {
            watch.cancel(false);
        }
    }

    private void letGo() {
        Exchange exchange = current;
        if (exchange == null) {
            return;
        }
        if (exchange.stream != null) {
            exchange.stream.breakOff("the client closed the connection before the body's end");
        }
        if (exchange.responseBody != null) {
            exchange.responseBody.flowChanged();
        }
        if (exchange.request != null && !exchange.responseComplete) {
            exchange.request.abandon();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Connection from {} was lost: {}", remoteAddress, cause.getMessage());
        } else {
            LOG.warn("Connection from {} failed", remoteAddress, cause);
        }
        failed.close();
    }
}
