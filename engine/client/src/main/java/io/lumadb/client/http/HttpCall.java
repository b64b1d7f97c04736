package io.lumadb.client.http;

import io.netty.handler.codec.http.HttpMethod;
import java.io.InputStream;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path with its query string
 * @param body small bodies whole, large ones as a stream
 * @param timeoutMs from sending to the last byte of the answer; 0 for none
 */
record HttpCall(HttpMethod method, String path, Map<String, String> headers, Body body, long timeoutMs) {

    sealed interface Body {
        record None() implements Body {}

        @SuppressWarnings("ArrayRecordComponent")
        record Whole(byte[] bytes) implements Body {}

        /** Sent in chunks as it is read; {@code onBytes} is told how many bytes have gone so far. */
        record Streamed(InputStream in, LongConsumer onBytes) implements Body {}
    }

    static HttpCall get(String path, long timeoutMs) {
        return new HttpCall(HttpMethod.GET, path, Map.of(), new Body.None(), timeoutMs);
    }

    static HttpCall of(HttpMethod method, String path, byte @Nullable [] json, long timeoutMs) {
        Map<String, String> headers = json == null ? Map.of() : Map.of("Content-Type", "application/json");
        return new HttpCall(method, path, headers, json == null ? new Body.None() : new Body.Whole(json), timeoutMs);
    }

    HttpCall with(String header, String value) {
        Map<String, String> more = new java.util.LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, path, more, body, timeoutMs);
    }
}
