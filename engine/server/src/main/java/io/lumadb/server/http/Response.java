package io.lumadb.server.http;

import java.io.IOException;
import java.util.List;

/** An answer: whole when it is known, streamed when it is long. */
public sealed interface Response {

    String JSON = "application/json";
    String NDJSON = "application/x-ndjson";
    String PROBLEM = "application/problem+json";

    int status();

    List<Header> headers();

    record Header(String name, String value) {}

    /** The body is the array itself: nobody may change it afterwards. */
    record Whole(int status, String contentType, byte[] body, List<Header> headers) implements Response {
        public Whole {
            headers = List.copyOf(headers);
        }
    }

    /**
     * Written while it is made. The head goes out with the first bytes: a failure before that is still a problem body, a
     * failure after it closes the connection before the body's end, so that nobody takes the part for the whole.
     */
    record Streamed(int status, String contentType, List<Header> headers, BodyWriter writer) implements Response {
        public Streamed {
            headers = List.copyOf(headers);
        }
    }

    /** Writes a body on the request's virtual thread. */
    @FunctionalInterface
    interface BodyWriter {
        void write(ResponseBody out) throws IOException;
    }

    static Response json(byte[] body) {
        return new Whole(200, JSON, body, List.of());
    }

    static Response json(int status, byte[] body) {
        return new Whole(status, JSON, body, List.of());
    }

    static Response text(String contentType, byte[] body) {
        return new Whole(200, contentType, body, List.of());
    }

    static Response noContent() {
        return new Whole(204, "", new byte[0], List.of());
    }
}
