package io.lumadb.server.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.wire.ApiJson;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** What a client asked for: {@code {"subscribe": ["shards", "moves"], "intervalMs": 500}}. */
record Subscription(Set<Topic> topics, int intervalMs) {

    private static final int FASTEST_MS = 100;
    private static final int SLOWEST_MS = 60_000;
    private static final int USUAL_MS = 1000;
    private static final String EXAMPLE = "send {\"subscribe\": [\"shards\", \"moves\"], \"intervalMs\": 500}";

    /** @throws LumaException BAD_REQUEST saying what does not fit */
    static Subscription parse(String text) {
        JsonNode message = ApiJson.tree(text.getBytes(StandardCharsets.UTF_8));
        JsonNode names = message.path("subscribe");
        if (!names.isArray()) {
            throw new LumaException(ErrorCode.BAD_REQUEST, "the message has no array 'subscribe'", EXAMPLE);
        }
        EnumSet<Topic> topics = EnumSet.noneOf(Topic.class);
        names.forEach(name -> topics.add(Topic.of(name.asText())));
        long interval = ApiJson.optionalNumber(message, "intervalMs").orElse((long) USUAL_MS);
        if (interval < FASTEST_MS || interval > SLOWEST_MS) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "intervalMs is " + interval,
                    "use " + FASTEST_MS + " to " + SLOWEST_MS + " milliseconds");
        }
        return new Subscription(topics, (int) interval);
    }
}
