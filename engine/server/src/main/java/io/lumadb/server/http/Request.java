package io.lumadb.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.security.Caller;
import io.lumadb.server.wire.ApiJson;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request as a handler sees it. Read by one thread at a time: the event loop first, then the handler's thread;
 * {@link #onAbandon} may be told from the event loop at any moment.
 */
public final class Request {

    private static final byte[] NO_BODY = new byte[0];

    private final Route route;
    private final String uri;
    private final HttpHeaders headers;
    private final List<String> variables;
    private final String remoteAddress;
    private final Caller caller;
    private final long maxBody;
    private @Nullable Map<String, List<String>> parameters;
    private byte[] body = NO_BODY;
    private @Nullable InputStream stream;
    private @Nullable Runnable abandoned;
    private boolean gone;

    Request(
            Route route,
            String uri,
            HttpHeaders headers,
            List<String> variables,
            String remoteAddress,
            Caller caller,
            long maxBody) {
        this.route = route;
        this.uri = uri;
        this.headers = headers;
        this.variables = variables;
        this.remoteAddress = remoteAddress;
        this.caller = caller;
        this.maxBody = maxBody;
    }

    void setBody(byte[] bytes) {
        body = bytes;
    }

    void setStream(InputStream in) {
        stream = in;
    }

    public Route route() {
        return route;
    }

    /** Whoever asks; {@link Caller#NOBODY} on public routes. */
    public Caller caller() {
        return caller;
    }

    /** The address the connection came from, without the port. */
    public String remoteAddress() {
        return remoteAddress;
    }

    /** The nth variable of the route's path, from 0. */
    public String variable(int index) {
        return variables.get(index);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean accepts(String contentType) {
        String accept = headers.get("Accept");
        return accept != null && accept.contains(contentType);
    }

    /** Whether the client asked for newline-delimited JSON. */
    public boolean wantsNdjson() {
        return accepts(Response.NDJSON);
    }

    boolean acceptsGzip() {
        String encodings = headers.get("Accept-Encoding");
        return encodings != null && encodings.contains("gzip") && !encodings.contains("gzip;q=0");
    }

    /** A parameter behind the question mark; of several by that name, the first. */
    public Optional<String> parameter(String name) {
        if (uri.indexOf('?') < 0) {
            return Optional.empty();
        }
        if (parameters == null) {
            parameters = new QueryStringDecoder(uri).parameters();
        }
        List<String> values = parameters.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** @throws LumaException BAD_REQUEST when it is there and not a whole number of 0 or more */
    public OptionalLong number(String name) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= 0) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException e) {
            throw badNumber(name, text.get(), e);
        }
        throw badNumber(name, text.get(), null);
    }

    private static LumaException badNumber(String name, String text, @Nullable Throwable cause) {
        return new LumaException(
                ErrorCode.BAD_REQUEST,
                "parameter '" + name + "' is '" + text + "'",
                name + " wants a whole number of 0 or more",
                cause);
    }

    /** True for {@code ?name=true}. */
    public boolean flag(String name) {
        return parameter(name).map(value -> value.isEmpty() || value.equals("true")).orElse(false);
    }

    /**
     * The whole body, unpacked; empty when there is none, and on streaming routes.
     *
     * @throws LumaException TOO_LARGE when it is too large unpacked; BAD_REQUEST when it cannot be unpacked
     */
    public byte[] body() {
        if (body.length == 0 || !headers.contains("Content-Encoding")) {
            return body;
        }
        try (InputStream in = unpack(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes((int) Math.min(maxBody + 1, Integer.MAX_VALUE - 8));
            if (unpacked.length > maxBody) {
                throw tooLarge(maxBody);
            }
            return unpacked;
        } catch (IOException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the body is not the gzip it says it is: " + e.getMessage(), null, e);
        }
    }

    static LumaException tooLarge(long most) {
        return new LumaException(
                ErrorCode.TOO_LARGE,
                "the body is larger than " + most + " bytes",
                "send less at a time, or stream documents to the import route");
    }

    /** The body as a JSON tree. BAD_REQUEST when it is not JSON, with line and column. */
    public JsonNode json() {
        return ApiJson.tree(body());
    }

    /**
     * The body of a streaming route, unpacked when it came as gzip.
     *
     * @throws LumaException BAD_REQUEST for another content encoding
     */
    public InputStream stream() throws IOException {
        return unpack(stream == null ? InputStream.nullInputStream() : stream);
    }

    private InputStream unpack(InputStream in) throws IOException {
        String encoding = headers.get("Content-Encoding");
        if (encoding == null || encoding.equals("identity")) {
            return in;
        }
        if (encoding.equals("gzip")) {
            return new GZIPInputStream(in, 64 * 1024);
        }
        throw new LumaException(
                ErrorCode.BAD_REQUEST, "content encoding '" + encoding + "' is not known", "use gzip, or none");
    }

    /** Runs the action when the client goes away before the answer is complete; at once when it is gone already. */
    public void onAbandon(Runnable action) {
        synchronized (this) {
            if (!gone) {
                abandoned = action;
                return;
            }
        }
        action.run();
    }

    void abandon() {
        Runnable action;
        synchronized (this) {
            gone = true;
            action = abandoned;
            abandoned = null;
        }
        if (action != null) {
            action.run();
        }
    }
}
