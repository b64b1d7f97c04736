package io.lumadb.console.ui.tiers;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 256 MiB}, {@code 1.5 GiB}. KB, MB and GB are powers of 1000. */
final class BytesText {

    static final String EXPECTED = "write a size such as 64 MiB or 1.5 GiB, or leave it empty for no limit";

    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([a-z]*)\\s*");
    private static final String[] UNITS = {"TiB", "GiB", "MiB", "KiB"};

    private BytesText() {}

    /** Bytes; empty when it is not a size. */
    static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        double unit = switch (size.group(2)) {
            case "", "b" -> 1;
            case "kib", "k" -> 1L << 10;
            case "mib", "m" -> 1L << 20;
            case "gib", "g" -> 1L << 30;
            case "tib", "t" -> 1L << 40;
            case "kb" -> 1e3;
            case "mb" -> 1e6;
            case "gb" -> 1e9;
            case "tb" -> 1e12;
            default -> 0;
        };
        double bytes = Double.parseDouble(size.group(1)) * unit;
        return unit == 0 || bytes > 1L << 60 ? OptionalLong.empty() : OptionalLong.of(Math.round(bytes));
    }

    /** Exactly, in the largest unit that divides it: what {@link #parse} reads back. */
    static String write(long bytes) {
        for (int i = 0; i < UNITS.length; i++) {
            long unit = 1L << 10 * (UNITS.length - i);
            if (bytes > 0 && bytes % unit == 0) {
                return bytes / unit + " " + UNITS[i];
            }
        }
        return bytes + " B";
    }
}
