package io.lumadb.query.language;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tiering policies as objects, with the keys that the API and {@code luma.toml} have. What is left out is as in
 * {@link TieringPolicy#DEFAULT}.
 */
public final class PolicyObjects {

    private PolicyObjects() {}

    /**
     * Reads a policy.
     *
     * @param position where it stands in the text, for errors
     * @throws QueryError naming a key that is not known or a value that does not fit
     */
    public static TieringPolicy read(Value.Obj policy, TextPosition position) {
        Reader whole = new Reader(policy, "the policy", position);
        whole.allow("hot_policy", "warm_policy", "cold_policy");
        TieringPolicy standard = TieringPolicy.DEFAULT;
        Reader hot = whole.inner("hot_policy");
        hot.allow("enabled", "max_bytes");
        Reader warm = whole.inner("warm_policy");
        warm.allow("enabled", "age_threshold_seconds", "max_bytes");
        Reader cold = whole.inner("cold_policy");
        cold.allow("enabled", "age_threshold_seconds", "max_bytes", "strategy");
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(hot.flag("enabled", standard.hot().enabled()), hot.bytes()),
                new TieringPolicy.WarmPolicy(
                        warm.flag("enabled", standard.warm().enabled()),
                        warm.age(standard.warm().ageThreshold()),
                        warm.bytes()),
                new TieringPolicy.ColdPolicy(
                        cold.flag("enabled", standard.cold().enabled()),
                        cold.age(standard.cold().ageThreshold()),
                        cold.bytes(),
                        cold.strategy(standard.cold().strategy())));
    }

    /** Writes a policy with all its keys. */
    public static Value.Obj write(TieringPolicy policy) {
        Map<String, Value> hot = new LinkedHashMap<>();
        hot.put("enabled", Value.of(policy.hot().enabled()));
        putBytes(hot, policy.hot().maxBytes());
        Map<String, Value> warm = new LinkedHashMap<>();
        warm.put("enabled", Value.of(policy.warm().enabled()));
        warm.put("age_threshold_seconds", seconds(policy.warm().ageThreshold()));
        putBytes(warm, policy.warm().maxBytes());
        Map<String, Value> cold = new LinkedHashMap<>();
        cold.put("enabled", Value.of(policy.cold().enabled()));
        cold.put("age_threshold_seconds", seconds(policy.cold().ageThreshold()));
        putBytes(cold, policy.cold().maxBytes());
        cold.put("strategy", strategy(policy.cold().strategy()));
        Map<String, Value> whole = new LinkedHashMap<>();
        whole.put("hot_policy", new Value.Obj(hot));
        whole.put("warm_policy", new Value.Obj(warm));
        whole.put("cold_policy", new Value.Obj(cold));
        return new Value.Obj(whole);
    }

    private static void putBytes(Map<String, Value> fields, OptionalLong bytes) {
        bytes.ifPresent(most -> fields.put("max_bytes", Value.of(most)));
    }

    private static Value seconds(Duration age) {
        return Value.of(age.toSeconds());
    }

    private static Value strategy(ColdStrategy strategy) {
        Map<String, Value> fields = new LinkedHashMap<>();
        switch (strategy) {
            case ColdStrategy.Replication(int factor) -> {
                fields.put("type", Value.of("Replication"));
                fields.put("factor", Value.of(factor));
            }
            case ColdStrategy.ErasureCoding(int data, int parity) -> {
                fields.put("type", Value.of("ErasureCoding"));
                fields.put("data_shards", Value.of(data));
                fields.put("parity_shards", Value.of(parity));
            }
        }
        return new Value.Obj(fields);
    }

    /** Reads the keys of one object, naming it in errors. */
    private record Reader(Value.Obj object, String name, TextPosition position) {

        void allow(String... keys) {
            for (String key : object.fields().keySet()) {
                if (!List.of(keys).contains(key)) {
                    String nearest = Suggestions.didYouMean(key, List.of(keys));
                    String refused = key.equals("strategy")
                            ? "hot and warm documents are replicated by Raft, only cold_policy has a strategy"
                            : "keys are " + String.join(", ", keys);
                    throw error(
                            "unknown key '" + key + "' in " + name,
                            nearest == null || key.equals("strategy") ? refused : nearest);
                }
            }
        }

        Reader inner(String key) {
            return switch (object.get(key)) {
                case Value.Missing _ -> new Reader(new Value.Obj(Map.of()), key, position);
                case Value.Obj inner -> new Reader(inner, key, position);
                case Value other -> throw error(key + " is an object, not a " + other.typeName(), "write {…}");
            };
        }

        boolean flag(String key, boolean standard) {
            return switch (object.get(key)) {
                case Value.Missing _ -> standard;
                case Value.Bool(boolean flag) -> flag;
                case Value other ->
                    throw error(
                            name + "." + key + " is true or false, not a " + other.typeName(), "write true or false");
            };
        }

        OptionalLong bytes() {
            return object.fields().containsKey("max_bytes")
                    ? OptionalLong.of(whole("max_bytes", 0, Long.MAX_VALUE))
                    : OptionalLong.empty();
        }

        Duration age(Duration standard) {
            return object.fields().containsKey("age_threshold_seconds")
                    ? Duration.ofSeconds(whole("age_threshold_seconds", 0, Integer.MAX_VALUE))
                    : standard;
        }

        ColdStrategy strategy(ColdStrategy standard) {
            if (!object.fields().containsKey("strategy")) {
                return standard;
            }
            Reader strategy = inner("strategy");
            Value type = strategy.object.get("type");
            if (type.equals(Value.of("Replication"))) {
                strategy.allow("type", "factor");
                return new ColdStrategy.Replication((int) strategy.whole("factor", 1, 16));
            }
            if (type.equals(Value.of("ErasureCoding"))) {
                strategy.allow("type", "data_shards", "parity_shards");
                return new ColdStrategy.ErasureCoding(
                        (int) strategy.whole("data_shards", 1, 32), (int) strategy.whole("parity_shards", 0, 8));
            }
            throw error("unknown strategy type", "write type: 'Replication' or type: 'ErasureCoding'");
        }

        private long whole(String key, long least, long most) {
            if (object.get(key) instanceof Value.Int64(long number) && number >= least && number <= most) {
                return number;
            }
            throw error(name + "." + key + " is a whole number from " + least + " to " + most, "mend " + key);
        }

        private QueryError error(String detail, String hint) {
            return new QueryError(ErrorCode.INVALID_QUERY, detail, position, hint);
        }
    }
}
