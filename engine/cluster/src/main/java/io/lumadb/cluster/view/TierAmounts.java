package io.lumadb.cluster.view;

/** The three tiers of a shard, a collection or the cluster. */
public record TierAmounts(TierAmount hot, TierAmount warm, TierAmount cold) {}
