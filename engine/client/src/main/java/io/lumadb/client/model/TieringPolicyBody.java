package io.lumadb.client.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** {@code GET/PUT /api/v1/tiering/policies/{c}}, with the key names of {@code luma.toml}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TieringPolicyBody(
        @JsonProperty("hot_policy") @Nullable Rule hot,
        @JsonProperty("warm_policy") @Nullable Rule warm,
        @JsonProperty("cold_policy") @Nullable Rule cold) {

    /** {@code age_threshold_seconds}: idle seconds before a document moves into this tier; 0 = as soon as possible. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            @Nullable Boolean enabled,
            @JsonProperty("age_threshold_seconds") @Nullable Long ageThresholdSeconds,
            @JsonProperty("max_bytes") @Nullable Long maxBytes,
            @Nullable Strategy strategy) {}

    /** {@code Replication} with {@code factor}, or {@code ErasureCoding} with {@code data_shards, parity_shards}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Strategy(
            String type,
            @Nullable Integer factor,
            @JsonProperty("data_shards") @Nullable Integer dataShards,
            @JsonProperty("parity_shards") @Nullable Integer parityShards) {}
}
