package io.lumadb.server.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lumadb.cluster.config.ByteSizes;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Suggestions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A tiering policy with the key names of {@code luma.toml}. */
public record PolicyBody(
        @JsonProperty("hot_policy") @Nullable Rule hot,
        @JsonProperty("warm_policy") @Nullable Rule warm,
        @JsonProperty("cold_policy") @Nullable Rule cold) {

    private static final List<String> TIERS = List.of("hot_policy", "warm_policy", "cold_policy");
    private static final List<String> RULE_KEYS = List.of("enabled", "age_threshold_seconds", "max_bytes", "strategy");
    private static final List<String> STRATEGY_KEYS = List.of("type", "factor", "data_shards", "parity_shards");

    /** {@code age_threshold_seconds}: idle seconds before a document moves into this tier. */
    public record Rule(
            @Nullable Boolean enabled,
            @JsonProperty("age_threshold_seconds") @Nullable Long ageThresholdSeconds,
            @JsonProperty("max_bytes") @Nullable Long maxBytes,
            @Nullable Strategy strategy) {}

    /** {@code Replication} with {@code factor}, or {@code ErasureCoding} with {@code data_shards, parity_shards}. */
    public record Strategy(
            String type,
            @Nullable Integer factor,
            @JsonProperty("data_shards") @Nullable Integer dataShards,
            @JsonProperty("parity_shards") @Nullable Integer parityShards) {}

    public static PolicyBody of(TieringPolicy policy) {
        return new PolicyBody(
                new Rule(policy.hot().enabled(), null, boxed(policy.hot().maxBytes()), null),
                new Rule(
                        policy.warm().enabled(),
                        policy.warm().ageThreshold().toSeconds(),
                        boxed(policy.warm().maxBytes()),
                        null),
                new Rule(
                        policy.cold().enabled(),
                        policy.cold().ageThreshold().toSeconds(),
                        boxed(policy.cold().maxBytes()),
                        switch (policy.cold().strategy()) {
                            case ColdStrategy.Replication(int factor) ->
                                new Strategy("Replication", factor, null, null);
                            case ColdStrategy.ErasureCoding(int data, int parity) ->
                                new Strategy("ErasureCoding", null, data, parity);
                        }));
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    /**
     * Reads a policy.
     *
     * @param otherwise what holds for keys that are not there
     * @throws LumaException BAD_REQUEST naming the key that does not fit
     */
    public static TieringPolicy read(JsonNode body, TieringPolicy otherwise) {
        refuseUnknown(body, TIERS, "a tiering policy");
        for (String tier : TIERS) {
            refuseUnknown(body.path(tier), RULE_KEYS, tier);
        }
        refuseUnknown(body.path("cold_policy").path("strategy"), STRATEGY_KEYS, "strategy");
        PolicyBody read = ApiJson.read(plain(body), PolicyBody.class);
        Rule none = new Rule(null, null, null, null);
        Rule hot = read.hot == null ? none : read.hot;
        Rule warm = read.warm == null ? none : read.warm;
        Rule cold = read.cold == null ? none : read.cold;
        refuseStrategy("hot_policy", hot);
        refuseStrategy("warm_policy", warm);
        if (hot.ageThresholdSeconds != null) {
            throw bad("hot_policy has no age_threshold_seconds", "documents become hot by being written or read often");
        }
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(
                        enabled(hot, otherwise.hot().enabled()),
                        most("hot_policy", hot, otherwise.hot().maxBytes())),
                new TieringPolicy.WarmPolicy(
                        enabled(warm, otherwise.warm().enabled()),
                        age("warm_policy", warm, otherwise.warm().ageThreshold()),
                        most("warm_policy", warm, otherwise.warm().maxBytes())),
                new TieringPolicy.ColdPolicy(
                        enabled(cold, otherwise.cold().enabled()),
                        age("cold_policy", cold, otherwise.cold().ageThreshold()),
                        most("cold_policy", cold, otherwise.cold().maxBytes()),
                        cold.strategy == null ? otherwise.cold().strategy() : strategy(cold.strategy)));
    }

    private static void refuseUnknown(JsonNode node, List<String> known, String where) {
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        if (!node.isObject()) {
            throw bad(where + " is not an object", "write it as {…}");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw bad(where + " has no key '" + name + "'", advice(name, known));
            }
        });
    }

    /** What to do about a name that is not known: the nearest one, or all where none is near. */
    public static String advice(String name, List<String> known) {
        return Suggestions.nearest(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(known.isEmpty() ? "there is none yet" : "there are " + String.join(", ", known));
    }

    /** The policy with sizes as numbers of bytes; refuses values that would be read as something else. */
    private static JsonNode plain(JsonNode body) {
        if (!body.isObject()) {
            return body;
        }
        ObjectNode plain = body.deepCopy();
        for (String tier : TIERS) {
            if (plain.path(tier) instanceof ObjectNode rule) {
                requireFlag(tier, rule.path("enabled"));
                requireWhole(tier, rule.path("age_threshold_seconds"));
                JsonNode size = rule.path("max_bytes");
                if (!size.isMissingNode() && !size.isNull()) {
                    rule.put("max_bytes", bytes(tier, size));
                }
            }
        }
        return plain;
    }

    private static void requireFlag(String tier, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw bad(tier + ".enabled is " + value, "use true or false, without quotes");
        }
    }

    private static void requireWhole(String tier, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !(value.isIntegralNumber() && value.canConvertToLong())) {
            throw bad(
                    tier + ".age_threshold_seconds is " + value,
                    "use whole seconds as a number, such as 3600 for an hour");
        }
    }

    private static long bytes(String tier, JsonNode value) {
        OptionalLong bytes = value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : value.isTextual() ? ByteSizes.parse(value.textValue()) : OptionalLong.empty();
        return bytes.orElseThrow(() -> bad(
                tier + ".max_bytes is " + value,
                "use a number of bytes, such as 1073741824, or a size with its unit, such as \"1GiB\""));
    }

    private static void refuseStrategy(String tier, Rule rule) {
        if (rule.strategy != null) {
            throw bad(
                    tier + " takes no strategy: hot and warm documents are replicated by Raft",
                    "erasure coding and copies are for cold_policy");
        }
    }

    private static boolean enabled(Rule rule, boolean otherwise) {
        return rule.enabled == null ? otherwise : rule.enabled;
    }

    private static OptionalLong most(String tier, Rule rule, OptionalLong otherwise) {
        if (rule.maxBytes != null && rule.maxBytes < 0) {
            throw bad(tier + ".max_bytes is " + rule.maxBytes, "use 0 or more bytes");
        }
        return rule.maxBytes == null ? otherwise : OptionalLong.of(rule.maxBytes);
    }

    private static Duration age(String tier, Rule rule, Duration otherwise) {
        if (rule.ageThresholdSeconds == null) {
            return otherwise;
        }
        long seconds = rule.ageThresholdSeconds;
        if (seconds < 0 || seconds > Duration.ofDays(36_500).toSeconds()) {
            throw bad(tier + ".age_threshold_seconds is " + seconds, "use 0 (as soon as possible) to a hundred years");
        }
        return Duration.ofSeconds(seconds);
    }

    private static ColdStrategy strategy(Strategy strategy) {
        String type = String.valueOf(strategy.type);
        return switch (type) {
            case "Replication" -> new ColdStrategy.Replication(within("factor", strategy.factor, 1, 16));
            case "ErasureCoding" ->
                new ColdStrategy.ErasureCoding(
                        within("data_shards", strategy.dataShards, 1, 32),
                        within("parity_shards", strategy.parityShards, 0, 8));
            default -> throw bad("strategy type '" + type + "' is not known", "use Replication or ErasureCoding");
        };
    }

    private static int within(String key, @Nullable Integer value, int least, int most) {
        if (value == null || value < least || value > most) {
            throw bad(
                    "strategy." + key + (value == null ? " is missing" : " is " + value),
                    "use " + least + " to " + most);
        }
        return value;
    }

    private static LumaException bad(String detail, String hint) {
        return new LumaException(ErrorCode.BAD_REQUEST, detail, hint);
    }
}
