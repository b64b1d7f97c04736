package io.lumadb.cluster.config;

import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.TieringRules;
import java.time.Duration;
import java.util.OptionalLong;

/** {@code [tiering]}: the policy of every collection that has none of its own. */
final class TieringSection {

    private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();

    private static final long LEAST_MOVE_RATE = 1L << 20;

    private TieringSection() {}

    /** The most bytes a second that move. Before {@link #read}, which closes the section. */
    static long maxMoveRate(Section tiering) {
        return tiering.size("max_move_rate", LEAST_MOVE_RATE).orElse(NodeConfig.Storage.DEFAULT_MOVE_RATE);
    }

    /** {@code volumes}: cold volumes that the node has. */
    static TieringPolicy read(Section tiering, int volumes) {
        TieringPolicy defaults = TieringPolicy.DEFAULT;
        try (tiering;
                Section hot = tiering.section("hot_policy");
                Section warm = tiering.section("warm_policy");
                Section cold = tiering.section("cold_policy")) {
            refuseStrategy(hot);
            refuseStrategy(warm);
            return new TieringPolicy(
                    new TieringPolicy.HotPolicy(
                            hot.flag("enabled", defaults.hot().enabled()), hot.size("max_bytes", 0)),
                    new TieringPolicy.WarmPolicy(
                            warm.flag("enabled", defaults.warm().enabled()),
                            age(warm, defaults.warm().ageThreshold()),
                            warm.size("max_bytes", 0)),
                    new TieringPolicy.ColdPolicy(
                            cold.flag("enabled", defaults.cold().enabled()),
                            age(cold, defaults.cold().ageThreshold()),
                            cold.size("max_bytes", 0),
                            strategy(cold, usual(volumes))));
        }
    }

    /** The default needs six volumes; on fewer, two copies are the least that survives the loss of one. */
    private static ColdStrategy usual(int volumes) {
        ColdStrategy coded = TieringPolicy.DEFAULT.cold().strategy();
        return TieringRules.fragments(coded) <= volumes ? coded : new ColdStrategy.Replication(Math.min(2, volumes));
    }

    private static Duration age(Section policy, Duration otherwise) {
        OptionalLong seconds = policy.number("age_threshold_seconds", 0, MOST_SECONDS);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : otherwise;
    }

    private static void refuseStrategy(Section policy) {
        if (!policy.has("strategy")) {
            return;
        }
        try (Section strategy = policy.section("strategy")) {
            String type = strategy.text("type").orElse("");
            throw policy.refusal(
                    "strategy",
                    type,
                    "hot and warm documents are replicated by Raft (cluster.replication_factor), and erasure coding would"
                            + " make every write rewrite its stripe: strategy belongs to cold_policy only");
        }
    }

    private static ColdStrategy strategy(Section cold, ColdStrategy otherwise) {
        if (!cold.has("strategy")) {
            return otherwise;
        }
        try (Section strategy = cold.section("strategy")) {
            String type = strategy.text("type").orElse("");
            return switch (type) {
                case "Replication" ->
                    new ColdStrategy.Replication(
                            (int) strategy.number("factor", 1, 16).orElse(1));
                case "ErasureCoding" ->
                    new ColdStrategy.ErasureCoding(
                            (int) required(strategy, "data_shards", strategy.number("data_shards", 1, 32)),
                            (int) required(strategy, "parity_shards", strategy.number("parity_shards", 0, 8)));
                default -> throw strategy.refusal("type", type, "write \"Replication\" or \"ErasureCoding\"");
            };
        }
    }

    private static long required(Section section, String key, OptionalLong value) {
        return value.orElseThrow(() -> section.refusal(key, "", "erasure coding needs this number"));
    }
}
