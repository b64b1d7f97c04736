package io.lumadb.console.ui.tiers;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Idle times as people write them: {@code 20 s}, {@code 5 min}, {@code 2 h}, {@code 1 h 30 min}, {@code 7 d}. */
final class DurationText {

    static final String EXPECTED = "write a time such as 20 s, 5 min, 2 h or 7 d";

    private static final Pattern PART = Pattern.compile("\\G\\s*(\\d{1,10})\\s*([a-z]*)\\s*");

    private DurationText() {}

    /** Seconds; empty when it is not a time. A bare number counts seconds. */
    static OptionalLong parse(String text) {
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        long seconds = 0;
        int end = 0;
        while (part.find()) {
            long unit = unit(part.group(2));
            if (unit == 0) {
                return OptionalLong.empty();
            }
            seconds += Long.parseLong(part.group(1)) * unit;
            end = part.end();
        }
        return end == 0 || end < text.length() ? OptionalLong.empty() : OptionalLong.of(seconds);
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "", "s", "sec", "second", "seconds" -> 1;
            case "m", "min", "minute", "minutes" -> 60;
            case "h", "hour", "hours" -> 3_600;
            case "d", "day", "days" -> 86_400;
            default -> 0;
        };
    }

    /** What {@link #parse} reads back. */
    static String write(long seconds) {
        StringBuilder text = new StringBuilder();
        long rest = seconds;
        long[] sizes = {86_400, 3_600, 60, 1};
        String[] units = {"d", "h", "min", "s"};
        for (int i = 0; i < sizes.length; i++) {
            if (rest >= sizes[i]) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(rest / sizes[i])
                        .append(' ')
                        .append(units[i]);
                rest %= sizes[i];
            }
        }
        return text.isEmpty() ? "0 s" : text.toString();
    }
}
