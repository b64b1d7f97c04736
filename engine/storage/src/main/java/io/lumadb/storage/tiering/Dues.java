package io.lumadb.storage.tiering;

import io.lumadb.document.Tier;
import io.lumadb.document.catalog.TieringPolicy;

/**
 * When a policy moves an idle document down. The one place that says so: the passes move by it, the X-ray foretells it,
 * and the preview counts it. Times are milliseconds since the epoch; {@link #NEVER} where no rule applies.
 */
record Dues(TieringPolicy policy) {

    static final long NEVER = Long.MAX_VALUE;
    /** What rose because it was read stays for so long at least, so that no document goes up and down by turns. */
    static final long STAY_MILLIS = 60_000;

    /** {@code risenMillis}: when accesses brought it up, or 0. */
    long leavesHot(long lastAccessMillis, long risenMillis) {
        if (!policy.hot().enabled()) {
            return 0;
        }
        long age = hotAgeMillis();
        return age == NEVER
                ? NEVER
                : Math.max(lastAccessMillis + age, risenMillis == 0 ? 0 : risenMillis + STAY_MILLIS);
    }

    /** Idle time after which a hot document goes; with warm off, hot documents pass through warm on their way to cold. */
    long hotAgeMillis() {
        if (policy.warm().enabled()) {
            return policy.warm().ageThreshold().toMillis();
        }
        return policy.cold().enabled() ? policy.cold().ageThreshold().toMillis() : NEVER;
    }

    long leavesWarm(long lastAccessMillis) {
        return policy.cold().enabled()
                ? lastAccessMillis + policy.cold().ageThreshold().toMillis()
                : NEVER;
    }

    /** Whether documents of a tier come up when they are read often. */
    boolean rise(Tier from) {
        return switch (from) {
            case HOT -> false;
            case WARM -> policy.hot().enabled();
            // Without a hot tier they come to warm, unless they would be cold again at once.
            case COLD ->
                policy.hot().enabled()
                        || !policy.cold().enabled()
                        || policy.cold().ageThreshold().toMillis() >= STAY_MILLIS;
        };
    }

    /** Why a hot document goes when it is due. */
    String hotRule() {
        if (!policy.hot().enabled()) {
            return "the hot tier is off (hot_policy)";
        }
        return policy.warm().enabled()
                ? "idle for " + MoveReason.words(policy.warm().ageThreshold()) + " (warm_policy)"
                : "idle for " + MoveReason.words(policy.cold().ageThreshold()) + " (cold_policy, the warm tier is off)";
    }

    String warmRule() {
        return "idle for " + MoveReason.words(policy.cold().ageThreshold()) + " (cold_policy)";
    }
}
