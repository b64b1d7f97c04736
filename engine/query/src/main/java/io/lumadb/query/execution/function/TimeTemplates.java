package io.lumadb.query.execution.function;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Templates of moments as text: PostgreSQL's ({@code YYYY-MM-DD HH24:MI:SS}) and MySQL's ({@code %Y-%m-%d %H:%i:%s}). English names, not
 * padded. What is no part of a moment stands for itself, and so does what is in double quotes.
 */
final class TimeTemplates {

    /** PostgreSQL's words, longest first, since some begin with others. */
    private static final List<String> WORDS = List.of(
            "MONTH", "HH24", "HH12", "YYYY", "IYYY", "DDD", "DAY", "MON", "YY", "MM", "DD", "DY", "ID", "HH", "MI",
            "SS", "MS", "US", "AM", "PM", "IW", "WW", "TZ", "D", "Q");

    private static final Recent<DateTimeFormatter> POSTGRES = new Recent<>(TimeTemplates::readPostgres);
    private static final Recent<DateTimeFormatter> MYSQL = new Recent<>(TimeTemplates::readMySql);

    private TimeTemplates() {}

    static DateTimeFormatter postgres(String template) {
        return POSTGRES.of(template);
    }

    static DateTimeFormatter mySql(String template) {
        return MYSQL.of(template);
    }

    /** Reads a moment; a part that the template lacks is its first. DateTimeException for a text of another form. */
    static Instant parse(DateTimeFormatter template, String text) {
        TemporalAccessor parsed = template.parse(text.strip());
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            if (!parsed.isSupported(ChronoField.YEAR)) {
                throw new DateTimeException("no year");
            }
            date = LocalDate.of(
                    parsed.get(ChronoField.YEAR),
                    part(parsed, ChronoField.MONTH_OF_YEAR, 1),
                    part(parsed, ChronoField.DAY_OF_MONTH, 1));
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            int hour = part(parsed, ChronoField.HOUR_OF_DAY, part(parsed, ChronoField.HOUR_OF_AMPM, 0));
            time = LocalTime.of(
                    hour,
                    part(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                    part(parsed, ChronoField.SECOND_OF_MINUTE, 0),
                    part(parsed, ChronoField.NANO_OF_SECOND, part(parsed, ChronoField.MILLI_OF_SECOND, 0) * 1_000_000));
        }
        return date.atTime(time).toInstant(ZoneOffset.UTC);
    }

    private static int part(TemporalAccessor parsed, TemporalField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }

    private static DateTimeFormatter readPostgres(String template) {
        DateTimeFormatterBuilder builder = builder();
        for (int at = 0; at < template.length(); ) {
            if (template.charAt(at) == '"') {
                int end = template.indexOf('"', at + 1);
                int to = end < 0 ? template.length() : end;
                builder.appendLiteral(template.substring(at + 1, to));
                at = to + 1;
                continue;
            }
            boolean fill = template.regionMatches(true, at, "FM", 0, 2);
            int from = fill ? at + 2 : at;
            String word = WORDS.stream()
                    .filter(it -> template.regionMatches(true, from, it, 0, it.length()))
                    .findFirst()
                    .orElse("");
            if (word.isEmpty()) {
                builder.appendLiteral(template.charAt(at));
                at++;
            } else {
                at = from + word.length();
                append(builder, word, template.substring(from, at), fill);
            }
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatterBuilder builder() {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().parseLenient();
    }

    /** {@code written}: the word in its own letters, whose case names take over. */
    private static void append(DateTimeFormatterBuilder builder, String word, String written, boolean unpadded) {
        switch (word) {
            case "YYYY" -> number(builder, ChronoField.YEAR, 4, 9, unpadded);
            case "IYYY" -> number(builder, IsoFields.WEEK_BASED_YEAR, 4, 9, unpadded);
            case "YY" -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1970);
            case "MONTH" -> names(builder, ChronoField.MONTH_OF_YEAR, TextStyle.FULL, written);
            case "MON" -> names(builder, ChronoField.MONTH_OF_YEAR, TextStyle.SHORT, written);
            case "DAY" -> names(builder, ChronoField.DAY_OF_WEEK, TextStyle.FULL, written);
            case "DY" -> names(builder, ChronoField.DAY_OF_WEEK, TextStyle.SHORT, written);
            case "AM", "PM" ->
                builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, cased(written, "AM"), 1L, cased(written, "PM")));
            case "MM" -> number(builder, ChronoField.MONTH_OF_YEAR, 2, 2, unpadded);
            case "DDD" -> number(builder, ChronoField.DAY_OF_YEAR, 3, 3, unpadded);
            case "DD" -> number(builder, ChronoField.DAY_OF_MONTH, 2, 2, unpadded);
            case "D" -> number(builder, WeekFields.SUNDAY_START.dayOfWeek(), 1, 1, unpadded);
            case "ID" -> number(builder, ChronoField.DAY_OF_WEEK, 1, 1, unpadded);
            case "HH24" -> number(builder, ChronoField.HOUR_OF_DAY, 2, 2, unpadded);
            case "HH12", "HH" -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, 2, 2, unpadded);
            case "MI" -> number(builder, ChronoField.MINUTE_OF_HOUR, 2, 2, unpadded);
            case "SS" -> number(builder, ChronoField.SECOND_OF_MINUTE, 2, 2, unpadded);
            case "MS" -> builder.appendFraction(ChronoField.MILLI_OF_SECOND, 3, 3, false);
            case "US" -> builder.appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, false);
            case "Q" -> number(builder, IsoFields.QUARTER_OF_YEAR, 1, 1, unpadded);
            case "WW" -> number(builder, ChronoField.ALIGNED_WEEK_OF_YEAR, 2, 2, unpadded);
            case "IW" -> number(builder, IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2, 2, unpadded);
            default -> builder.appendLiteral("UTC");
        }
    }

    private static void number(
            DateTimeFormatterBuilder builder, TemporalField field, int width, int most, boolean unpadded) {
        if (width == most && !unpadded) {
            builder.appendValue(field, width);
        } else {
            builder.appendValue(field, unpadded ? 1 : width, most, SignStyle.NORMAL);
        }
    }

    private static void names(DateTimeFormatterBuilder builder, ChronoField field, TextStyle style, String written) {
        Map<Long, String> names = new TreeMap<>();
        if (field == ChronoField.DAY_OF_WEEK) {
            for (DayOfWeek day : DayOfWeek.values()) {
                names.put((long) day.getValue(), cased(written, day.getDisplayName(style, Locale.ENGLISH)));
            }
        } else {
            for (Month month : Month.values()) {
                names.put((long) month.getValue(), cased(written, month.getDisplayName(style, Locale.ENGLISH)));
            }
        }
        builder.appendText(field, names);
    }

    /** A name in the case of the word that asks for it: MONTH, Month or month. */
    private static String cased(String written, String name) {
        if (written.equals(written.toUpperCase(Locale.ROOT))) {
            return name.toUpperCase(Locale.ROOT);
        }
        return Character.isLowerCase(written.charAt(0)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static DateTimeFormatter readMySql(String template) {
        DateTimeFormatterBuilder builder = builder();
        int at = 0;
        while (at < template.length()) {
            boolean part = template.charAt(at) == '%' && at + 1 < template.length();
            char letter = template.charAt(part ? at + 1 : at);
            if (!part) {
                builder.appendLiteral(letter);
            } else if (letter == 'T') {
                appendAll(builder, "HH24", ":", "MI", ":", "SS");
            } else if (letter == 'r') {
                appendAll(builder, "HH12", ":", "MI", ":", "SS", " ", "AM");
            } else {
                appendMySql(builder, letter);
            }
            at += part ? 2 : 1;
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private static void appendAll(DateTimeFormatterBuilder builder, String... parts) {
        for (String part : parts) {
            if (WORDS.contains(part)) {
                append(builder, part, part, false);
            } else {
                builder.appendLiteral(part);
            }
        }
    }

    private static void appendMySql(DateTimeFormatterBuilder builder, char letter) {
        switch (letter) {
            case 'Y' -> append(builder, "YYYY", "YYYY", false);
            case 'y' -> append(builder, "YY", "YY", false);
            case 'M' -> append(builder, "MONTH", "Month", false);
            case 'b' -> append(builder, "MON", "Mon", false);
            case 'W' -> append(builder, "DAY", "Day", false);
            case 'a' -> append(builder, "DY", "Dy", false);
            case 'm' -> append(builder, "MM", "MM", false);
            case 'c' -> append(builder, "MM", "MM", true);
            case 'd' -> append(builder, "DD", "DD", false);
            case 'e' -> append(builder, "DD", "DD", true);
            case 'j' -> append(builder, "DDD", "DDD", false);
            case 'H' -> append(builder, "HH24", "HH24", false);
            case 'k' -> append(builder, "HH24", "HH24", true);
            case 'h', 'I' -> append(builder, "HH12", "HH12", false);
            case 'l' -> append(builder, "HH12", "HH12", true);
            case 'i' -> append(builder, "MI", "MI", false);
            case 's', 'S' -> append(builder, "SS", "SS", false);
            case 'f' -> append(builder, "US", "US", false);
            case 'p' -> append(builder, "AM", "AM", false);
            case 'v' -> append(builder, "IW", "IW", false);
            case 'x' -> append(builder, "IYYY", "IYYY", false);
            default -> builder.appendLiteral(letter);
        }
    }
}
