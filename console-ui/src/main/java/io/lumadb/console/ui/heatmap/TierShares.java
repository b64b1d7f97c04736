package io.lumadb.console.ui.heatmap;

import io.lumadb.console.ui.theme.Figures;

/**
 * How the documents of a shard are spread over the tiers; each share 0 to 1, together 1. Packed it is a whole number of 14
 * bits, hot above warm in 127ths, so that it fits a cell of {@link HeatHistory} and the hottest of several is the largest.
 */
record TierShares(double hot, double warm, double cold) {

    static final int STEPS = 127;

    /** NaN when there are no documents. */
    static double pack(long hot, long warm, long cold) {
        double whole = (double) hot + warm + cold;
        if (whole <= 0) {
            return Double.NaN;
        }
        int hotSteps = (int) Math.round(hot / whole * STEPS);
        int warmSteps = (int) Math.min(STEPS - hotSteps, Math.round(warm / whole * STEPS));
        return hotSteps << 7 | warmSteps;
    }

    static TierShares unpack(double packed) {
        int steps = (int) packed;
        double hot = (steps >> 7) / (double) STEPS;
        double warm = (steps & STEPS) / (double) STEPS;
        return new TierShares(hot, warm, Math.max(0, 1 - hot - warm));
    }

    String words() {
        return Figures.percent(hot) + " hot, " + Figures.percent(warm) + " warm, " + Figures.percent(cold) + " cold";
    }
}
