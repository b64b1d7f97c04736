package io.lumadb.document.catalog;

import java.time.Duration;
import java.util.OptionalLong;

/** When documents move between the tiers, and how the cold ones are kept. Idle time counts from the last access. */
public record TieringPolicy(HotPolicy hot, WarmPolicy warm, ColdPolicy cold) {

    /**
     * The policy of a cluster whose {@code luma.toml} says nothing: an hour to warm, a week to cold, and cold documents in 4 + 2
     * fragments on the six volumes that a node makes.
     */
    public static final TieringPolicy DEFAULT = new TieringPolicy(
            new HotPolicy(true, OptionalLong.empty()),
            new WarmPolicy(true, Duration.ofHours(1), OptionalLong.empty()),
            new ColdPolicy(true, Duration.ofDays(7), OptionalLong.empty(), new ColdStrategy.ErasureCoding(4, 2)));

    /**
     * Whether writes and much-read documents are kept in RAM.
     *
     * @param maxBytes the most bytes of the collection that stay hot on one node
     */
    public record HotPolicy(boolean enabled, OptionalLong maxBytes) {}

    /** Whether a hot document moves to warm, and after how long without an access. */
    public record WarmPolicy(boolean enabled, Duration ageThreshold, OptionalLong maxBytes) {}

    /** Whether a warm document moves to cold, after how long without an access, and how it is kept there. */
    public record ColdPolicy(boolean enabled, Duration ageThreshold, OptionalLong maxBytes, ColdStrategy strategy) {}
}
