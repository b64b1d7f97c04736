package io.lumadb.server.stream;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a stream can carry. */
enum Topic {
    TOPOLOGY,
    SHARDS,
    TIERS,
    MOVES,
    METRICS,
    EVENTS,
    QUERIES;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws LumaException BAD_REQUEST naming the topics there are */
    static Topic of(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "unknown topic '" + name + "'",
                        "topics are "
                                + Arrays.stream(values()).map(Topic::wireName).collect(Collectors.joining(", "))));
    }
}
