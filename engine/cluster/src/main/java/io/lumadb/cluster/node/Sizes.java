package io.lumadb.cluster.node;

import java.util.Locale;

/** Bytes for people. */
final class Sizes {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, amount >= 10 || unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
