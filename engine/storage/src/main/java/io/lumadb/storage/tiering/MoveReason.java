package io.lumadb.storage.tiering;

import io.lumadb.storage.view.TierMoveBatch.Reason;
import java.time.Duration;
import java.util.Locale;

/** Why a batch moves: a kind, and the rule in words. As text, {@code policy: idle for 5 s (warm_policy)}. */
public record MoveReason(Reason kind, String detail) {

    private static final String LIMIT = "over max_bytes";

    /** A collection is over the limit of this policy. */
    static MoveReason limit(String policy) {
        return new MoveReason(Reason.POLICY, LIMIT + " (" + policy + ")");
    }

    boolean isLimit() {
        return detail.startsWith(LIMIT);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ": " + detail;
    }

    /** Reads what {@link #toString} wrote; a text without a known kind is taken as a manual move's. */
    public static MoveReason parse(String text) {
        int colon = text.indexOf(": ");
        if (colon > 0) {
            String kind = text.substring(0, colon).toUpperCase(Locale.ROOT);
            for (Reason reason : Reason.values()) {
                if (reason.name().equals(kind)) {
                    return new MoveReason(reason, text.substring(colon + 2));
                }
            }
        }
        return new MoveReason(Reason.MANUAL, text);
    }

    /** A duration in its largest whole unit: {@code 7 d}, {@code 90 s}, {@code 250 ms}. */
    static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + " h" : seconds / 60 + " min";
    }
}
