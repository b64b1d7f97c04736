package io.lumadb.server.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The heads of answers. */
final class Heads {

    private static final AsciiString NO_SNIFF_NAME = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private static volatile DateText date = new DateText(0, AsciiString.EMPTY_STRING);

    private Heads() {}

    private record DateText(long second, AsciiString text) {}

    static HttpHeaders of(Response response, String contentType) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        headers.set(HttpHeaderNames.DATE, now());
        if (!contentType.isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
            headers.set(NO_SNIFF_NAME, NO_SNIFF);
        }
        for (Response.Header header : response.headers()) {
            headers.set(header.name(), header.value());
        }
        return headers;
    }

    static DefaultHttpResponse streamed(Response.Streamed response, boolean gzip, boolean keepAlive) {
        HttpHeaders headers = of(response, response.contentType());
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        if (gzip) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), headers);
    }

    /** RFC 9110 §5.6.7, formatted once a second. */
    private static AsciiString now() {
        long second = System.currentTimeMillis() / 1000;
        DateText known = date;
        if (known.second != second) {
            known = new DateText(
                    second,
                    new AsciiString(IMF_FIXDATE.format(
                            Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC))));
            date = known;
        }
        return known.text;
    }
}
