package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ShardStatus;
import io.lumadb.client.model.TierAmounts;
import io.lumadb.console.ui.theme.Figures;

/** What a cell's colour can stand for. */
public enum Measure {
    READS(0, "Reads", "documents read a second", Within.MEAN),
    WRITES(1, "Writes", "documents written a second", Within.MEAN),
    BYTES(2, "Bytes", "bytes read and written a second", Within.MEAN),
    P99(3, "p99", "99th percentile of a write", Within.LARGEST),
    TIERS(4, "Tiers", "share of the documents that is hot, warm, cold", Within.NEWEST),
    LAG(5, "Lag", "log entries the slowest replica is behind", Within.LARGEST),
    HEAT(6, "Heat", "accesses a second, decayed over a minute", Within.MEAN);

    /** What becomes of several samples that fall into one column. */
    enum Within {
        MEAN,
        LARGEST,
        NEWEST
    }

    private final int channel;
    private final String title;
    private final String words;
    private final Within within;

    Measure(int channel, String title, String words, Within within) {
        this.channel = channel;
        this.title = title;
        this.words = words;
        this.within = within;
    }

    /** Where its values stand among those of the others, from 0. */
    int channel() {
        return channel;
    }

    public String title() {
        return title;
    }

    /** What it counts, with its unit. */
    public String words() {
        return words;
    }

    Within within() {
        return within;
    }

    /** The value as {@link HeatHistory} keeps it: a number ≥ 0, or NaN where the shard has none. */
    double of(ShardStatus shard) {
        return switch (this) {
            case READS -> shard.reads();
            case WRITES -> shard.writes();
            case BYTES -> shard.readBytes() + shard.writeBytes();
            case P99 -> shard.p99Micros();
            case TIERS -> tierShares(shard.tiers());
            case LAG -> shard.lag();
            case HEAT -> shard.heat();
        };
    }

    private static double tierShares(TierAmounts tiers) {
        return TierShares.pack(
                tiers.hot().documents(), tiers.warm().documents(), tiers.cold().documents());
    }

    /** A value of {@link #of} with its unit; {@link Figures#NOTHING} for none. */
    public String format(double value) {
        if (!Double.isFinite(value)) {
            return Figures.NOTHING;
        }
        return switch (this) {
            case READS, WRITES, HEAT -> Figures.rate(value);
            case BYTES -> Figures.byteRate(value);
            case P99 -> value == 0 ? "idle" : Figures.micros(value);
            case TIERS -> TierShares.unpack(value).words();
            case LAG -> Figures.counted(Math.round(value), "entry", "entries");
        };
    }
}
