package io.lumadb.server.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many failures within a window for one key. Remembers the {@link #MOST_KEYS} most recent keys.
 * Guarded by its own lock.
 */
final class AttemptLimit {

    private static final int MOST_KEYS = 10_000;

    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final Map<String, ArrayDeque<Instant>> attempts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Instant>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    AttemptLimit(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** Counts an attempt. Answers how many seconds to wait: 0 means go on. */
    synchronized long begin(String key) {
        Instant now = clock.instant();
        ArrayDeque<Instant> times = attempts.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(window).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() >= most) {
            Duration wait = Duration.between(now, times.getFirst().plus(window));
            return Math.max(1, wait.toSeconds() + 1);
        }
        times.addLast(now);
        return 0;
    }

    /** The attempt was a success: all of the key's attempts are forgotten. */
    synchronized void forget(String key) {
        attempts.remove(key);
    }

    /** The attempt was a success: it does not count, those before it do. */
    synchronized void takeBack(String key) {
        ArrayDeque<Instant> times = attempts.get(key);
        if (times != null) {
            times.pollLast();
        }
    }
}
