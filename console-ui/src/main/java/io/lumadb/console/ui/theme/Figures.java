package io.lumadb.console.ui.theme;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers as every screen writes them: three digits that matter and a unit, such as {@code 12.3 k}, {@code 4.2 MiB} or
 * {@code 1.8 ms}. What is not a number is written {@code –}.
 */
public final class Figures {

    /** What stands where there is no number yet. */
    public static final String NOTHING = "–";

    private static final String[] COUNT_UNITS = {"", "k", "M", "G", "T"};
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Figures() {}

    /** A number and its unit apart, for places that write the unit smaller; the unit may be empty. */
    public record Figure(String number, String unit) {

        @Override
        public String toString() {
            return unit.isEmpty() ? number : number + " " + unit;
        }
    }

    /** How many: {@code 987}, {@code 12.3 k}, {@code 4.56 M}. */
    public static String count(double count) {
        return countFigure(count).toString();
    }

    public static String count(long count) {
        return count((double) count);
    }

    public static Figure countFigure(double count) {
        return scaled(count, 1000, COUNT_UNITS, true);
    }

    /** How many, to the last digit: {@code 1,234,567}. */
    public static String exact(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 shard}, {@code 8 shards}. */
    public static String counted(long count, String one, String many) {
        return exact(count) + " " + (count == 1 ? one : many);
    }

    /** How many a second: {@code 0.4/s}, {@code 12.3 k/s}. */
    public static String rate(double perSecond) {
        return rateFigure(perSecond, "").toString();
    }

    /** A rate of something: number {@code 12.3}, unit {@code k ops/s}. */
    public static Figure rateFigure(double perSecond, String what) {
        Figure count = scaled(perSecond, 1000, COUNT_UNITS, false);
        String per = what.isEmpty() ? "/s" : what + "/s";
        if (what.isEmpty() && count.unit().isEmpty()) {
            return new Figure(count.number() + per, "");
        }
        return new Figure(
                count.number(), count.unit().isEmpty() ? per : count.unit() + (what.isEmpty() ? "" : " ") + per);
    }

    /** {@code 812 B}, {@code 4.2 MiB}. */
    public static String bytes(double bytes) {
        return bytesFigure(bytes).toString();
    }

    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    public static Figure bytesFigure(double bytes) {
        return scaled(bytes, 1024, BYTE_UNITS, true);
    }

    /** {@code 4.2 MiB/s}. */
    public static String byteRate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A latency given in microseconds: {@code 320 µs}, {@code 1.8 ms}, {@code 2.1 s}. */
    public static String micros(double micros) {
        return microsFigure(micros).toString();
    }

    public static Figure microsFigure(double micros) {
        if (!Double.isFinite(micros)) {
            return new Figure(NOTHING, "");
        }
        if (micros < 999.5) {
            return new Figure(digits(micros, micros >= 10), "µs");
        }
        if (micros < 999_500) {
            return new Figure(digits(micros / 1e3, false), "ms");
        }
        if (micros < 120e6) {
            return new Figure(digits(micros / 1e6, false), "s");
        }
        return new Figure(duration(Duration.ofNanos((long) (micros * 1e3))), "");
    }

    /** A time given in milliseconds, as {@link #micros}. */
    public static String millis(double millis) {
        return micros(millis * 1e3);
    }

    /** {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 4 d 3 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    /** How old something is: {@code 0.3 s}, {@code 12 s}, {@code 3 min}, {@code 2 h}, {@code 5 d}. */
    public static String age(Duration age) {
        double seconds = Math.max(0, age.toMillis() / 1000.0);
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 60) {
            return (long) seconds + " s";
        }
        if (seconds < 3_600) {
            return (long) (seconds / 60) + " min";
        }
        if (seconds < 86_400) {
            return (long) (seconds / 3_600) + " h";
        }
        return (long) (seconds / 86_400) + " d";
    }

    /** A share of one: {@code 98.7 %}. */
    public static String percent(double share) {
        return percentFigure(share).toString();
    }

    public static Figure percentFigure(double share) {
        if (!Double.isFinite(share)) {
            return new Figure(NOTHING, "");
        }
        double percent = share * 100;
        boolean whole = Math.abs(percent) >= 99.95 || percent == 0;
        return new Figure(String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", percent), "%");
    }

    /** A factor: {@code 3.2 ×}. */
    public static String factor(double factor) {
        return factorFigure(factor).toString();
    }

    public static Figure factorFigure(double factor) {
        return Double.isFinite(factor)
                ? new Figure(String.format(Locale.ROOT, "%.1f", factor), "×")
                : new Figure(NOTHING, "");
    }

    /** The time of day on this machine: {@code 14:03:22}. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Day and time on this machine: {@code 2026-03-14 14:03:22}. */
    public static String moment(Instant at) {
        return MOMENT.format(at.atZone(ZoneId.systemDefault()));
    }

    private static Figure scaled(double value, double step, String[] units, boolean whole) {
        if (!Double.isFinite(value)) {
            return new Figure(NOTHING, "");
        }
        double size = Math.abs(value);
        int unit = 0;
        // 999.95 would be written 1000: it is one of the next unit already.
        while (size >= step - 0.05 && unit < units.length - 1) {
            size /= step;
            unit++;
        }
        String number = digits(size, whole && unit == 0);
        return new Figure(value < 0 && !number.equals("0") ? "-" + number : number, units[unit]);
    }

    private static String digits(double value, boolean whole) {
        if (whole || value >= 99.95) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (value != 0 && value < 0.995) {
            String text = String.format(Locale.ROOT, "%.2f", value);
            return text.equals("0.00") ? "0" : text;
        }
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + " " + largeUnit : large + " " + largeUnit + " " + small + " " + smallUnit;
    }
}
