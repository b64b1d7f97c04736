package io.lumadb.server.http;

import io.lumadb.document.error.ErrorCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs handlers where they belong and writes their answers. Answers are made ready on the thread that has them; the
 * connection's event loop only sends them. Has no state of its own.
 */
final class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    /** Below this, packing costs more than it saves: one packet. */
    private static final int WORTH_PACKING = 1400;

    private final Connection connection;
    private final HttpServer server;
    private final Channel channel;

    Answering(Connection connection, HttpServer server, Channel channel) {
        this.connection = connection;
        this.server = server;
        this.channel = channel;
    }

    void here(Exchange exchange, Request request, Handler.Work work) {
        Response response;
        try {
            response = work.answer(request);
        } catch (Exception e) {
            response = Problems.response(Problems.reasonOf(e));
        }
        respond(exchange, response);
    }

    void whenDone(Exchange exchange, Request request, Handler.AsyncWork work) {
        try {
            work.answer(request).whenComplete((response, failure) -> {
                respond(exchange, failure == null ? response : Problems.response(Problems.reasonOf(failure)));
            });
        } catch (Exception e) {
            respond(exchange, Problems.response(Problems.reasonOf(e)));
        }
    }

    void onHandlerThread(Exchange exchange, Request request, Handler.Work work) {
        try {
            server.handlers().execute(() -> handle(exchange, request, work));
        } catch (RejectedExecutionException e) {
            LOG.debug("Request came while stopping", e);
            respond(
                    exchange,
                    Problems.response(new RetryLater(ErrorCode.UNAVAILABLE, "the server is stopping", null, 5)));
        }
    }

    /** Nothing may escape from here: a client that waits must get an answer, whatever failed. */
    private void handle(Exchange exchange, Request request, Handler.Work work) {
        Response response;
        try {
            response = work.answer(request);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            response = Problems.response(Problems.reasonOf(e));
        }
        respond(exchange, response);
    }

    /** From any thread. A streamed answer is written on a handler thread. */
    void respond(Exchange exchange, Response response) {
        switch (response) {
            case Response.Whole whole -> respondWhole(exchange, whole);
            case Response.Streamed streamed -> {
                if (channel.eventLoop().inEventLoop()) {
                    server.handlers().execute(() -> stream(exchange, streamed));
                } else {
                    stream(exchange, streamed);
                }
            }
        }
    }

    private void respondWhole(Exchange exchange, Response.Whole whole) {
        boolean gzip = whole.body().length >= WORTH_PACKING && acceptsGzip(exchange);
        byte[] body = gzip ? packed(whole.body()) : whole.body();
        HttpHeaders headers = Heads.of(whole, whole.contentType());
        if (gzip) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (whole.status() != 204) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        }
        FullHttpResponse message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(whole.status()),
                Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE);
        if (channel.eventLoop().inEventLoop()) {
            send(exchange, message);
        } else {
            try {
                channel.eventLoop().execute(() -> send(exchange, message));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("An answer came after the server had stopped", stopped);
            }
        }
    }

    private void send(Exchange exchange, FullHttpResponse message) {
        boolean keepOpen = connection.reusable(exchange);
        if (!keepOpen) {
            message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        server.observer().answered(exchange.route, message.status().code(), System.nanoTime() - exchange.startNanos);
        channel.writeAndFlush(message, channel.voidPromise());
        connection.responded(exchange, keepOpen);
    }

    private void stream(Exchange exchange, Response.Streamed streamed) {
        boolean gzip = acceptsGzip(exchange);
        try {
            ResponseBody body = new ResponseBody(
                    channel,
                    Heads.streamed(streamed, gzip, exchange.keepAlive),
                    gzip,
                    () -> server.observer()
                            .answered(exchange.route, streamed.status(), System.nanoTime() - exchange.startNanos));
            exchange.responseBody = body;
            write(exchange, streamed, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Exchange exchange, Response.Streamed streamed, ResponseBody body) {
        try {
            streamed.writer().write(body);
            body.close();
            channel.eventLoop().execute(() -> connection.responded(exchange, exchange.keepAlive));
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            body.drop();
            exchange.responseBody = null;
            if (body.committed()) {
                LOG.debug("An answer broke off behind its head", e);
                channel.close();
            } else if (channel.isActive()) {
                respond(exchange, Problems.response(Problems.reasonOf(e)));
            }
        }
    }

    private static boolean acceptsGzip(Exchange exchange) {
        return exchange.request != null && exchange.request.acceptsGzip();
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8 * 1024)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Too many connections: says so and closes, without reading. */
    void refuseConnection() {
        Response response = Problems.response(new RetryLater(
                ErrorCode.UNAVAILABLE,
                "there are " + server.settings().maxConnections() + " connections already",
                "close some, or raise limits.max_connections",
                5));
        if (response instanceof Response.Whole whole) {
            HttpHeaders headers = Heads.of(whole, whole.contentType());
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(whole.body().length));
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            channel.writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.valueOf(whole.status()),
                            Unpooled.wrappedBuffer(whole.body()),
                            headers,
                            EmptyHttpHeaders.INSTANCE))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
