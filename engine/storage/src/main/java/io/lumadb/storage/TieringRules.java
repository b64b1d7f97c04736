package io.lumadb.storage;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.erasure.ReedSolomon;

/** Which tiering policies the storage can obey. */
public final class TieringRules {

    private static final int MOST_COPIES = 16;

    private TieringRules() {}

    /**
     * Checks a policy before it is set.
     *
     * @param volumes cold volumes that the node has
     * @throws LumaException BAD_REQUEST for a negative age or size, for shards or copies out of range, and for more
     *     fragments than there are volumes
     */
    public static void validate(TieringPolicy policy, int volumes) {
        requireNotNegative(
                "warm_policy.age_threshold_seconds",
                policy.warm().ageThreshold().toSeconds());
        requireNotNegative(
                "cold_policy.age_threshold_seconds",
                policy.cold().ageThreshold().toSeconds());
        policy.hot().maxBytes().ifPresent(bytes -> requireNotNegative("hot_policy.max_bytes", bytes));
        policy.warm().maxBytes().ifPresent(bytes -> requireNotNegative("warm_policy.max_bytes", bytes));
        policy.cold().maxBytes().ifPresent(bytes -> requireNotNegative("cold_policy.max_bytes", bytes));
        if (policy.cold().enabled()) {
            requireVolumes(policy.cold().strategy(), volumes);
        } else {
            requireRanges(policy.cold().strategy());
        }
    }

    /**
     * Refuses a strategy that a node with so many cold volumes cannot obey: each fragment has a volume of its own.
     *
     * @throws LumaException BAD_REQUEST saying how many volumes there are and which key to set
     */
    public static void requireVolumes(ColdStrategy strategy, int volumes) {
        requireRanges(strategy);
        int fragments = fragments(strategy);
        if (fragments > volumes) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "cold_policy.strategy " + words(strategy) + " needs " + fragments + " cold volumes, and there "
                            + (volumes == 1 ? "is 1" : "are " + volumes),
                    "each fragment needs a volume of its own: list at least " + fragments
                            + " folders in storage.cold_volumes of luma.toml, or ask for fewer");
        }
    }

    private static void requireRanges(ColdStrategy strategy) {
        switch (strategy) {
            case ColdStrategy.Replication(int factor) -> requireWithin("factor", factor, 1, MOST_COPIES);
            case ColdStrategy.ErasureCoding(int data, int parity) -> {
                requireWithin("data_shards", data, 1, ReedSolomon.MOST_DATA_SHARDS);
                requireWithin("parity_shards", parity, 0, ReedSolomon.MOST_PARITY_SHARDS);
            }
        }
    }

    /** How many fragments a segment has. */
    public static int fragments(ColdStrategy strategy) {
        return switch (strategy) {
            case ColdStrategy.Replication(int factor) -> factor;
            case ColdStrategy.ErasureCoding(int data, int parity) -> data + parity;
        };
    }

    private static String words(ColdStrategy strategy) {
        return switch (strategy) {
            case ColdStrategy.Replication(int factor) -> "Replication with factor " + factor;
            case ColdStrategy.ErasureCoding(int data, int parity) -> "ErasureCoding " + data + "+" + parity;
        };
    }

    private static void requireWithin(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "cold_policy.strategy." + key + " is " + value,
                    "use " + least + " to " + most);
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new LumaException(ErrorCode.BAD_REQUEST, name + " is " + value + ", but must be 0 or more");
        }
    }
}
