package io.lumadb.storage;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;

/** Which tiering policies the storage can obey. */
public final class TieringRules {

    private TieringRules() {}

    /**
     * Checks a policy before it is set.
     *
     * @throws LumaException NOT_BUILT_YET for erasure coding and for more than one copy; BAD_REQUEST for a factor below
     *     1, a negative age or a negative size
     */
    public static void validate(TieringPolicy policy) {
        requireNotNegative(
                "warm_policy.age_threshold_seconds",
                policy.warm().ageThreshold().toSeconds());
        requireNotNegative(
                "cold_policy.age_threshold_seconds",
                policy.cold().ageThreshold().toSeconds());
        policy.hot().maxBytes().ifPresent(bytes -> requireNotNegative("hot_policy.max_bytes", bytes));
        policy.warm().maxBytes().ifPresent(bytes -> requireNotNegative("warm_policy.max_bytes", bytes));
        policy.cold().maxBytes().ifPresent(bytes -> requireNotNegative("cold_policy.max_bytes", bytes));
        switch (policy.cold().strategy()) {
            case ColdStrategy.Replication(int factor) when factor == 1 -> {}
            case ColdStrategy.Replication(int factor)
            when factor < 1 ->
                throw new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "cold_policy.strategy.factor is " + factor + ", but at least one copy is needed",
                        "use 1");
            case ColdStrategy.Replication(int factor) -> throw notBuilt("Replication with factor " + factor);
            case ColdStrategy.ErasureCoding(int data, int parity) ->
                throw notBuilt("ErasureCoding " + data + "+" + parity);
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new LumaException(ErrorCode.BAD_REQUEST, name + " is " + value + ", but must be 0 or more");
        }
    }

    private static LumaException notBuilt(String strategy) {
        return new LumaException(
                ErrorCode.NOT_BUILT_YET,
                "this version does not have cold_policy.strategy " + strategy,
                "use {\"type\": \"Replication\", \"factor\": 1}");
    }
}
