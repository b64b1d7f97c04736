package io.lumadb.query.execution.document;

import io.lumadb.document.error.LumaException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A format of {@code %} and a letter for each part of a moment, as {@code $dateToString} has it. */
final class DateFormat {

    private static final Pattern OFFSET = Pattern.compile("Z|[+-]\\d{2}:?\\d{2}");
    private static final Pattern WORD = Pattern.compile("\\p{Alpha}+");

    private final String operator;
    private final String format;

    DateFormat(String operator, String format) {
        this.operator = operator;
        this.format = format;
    }

    String write(ZonedDateTime moment) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (character != '%') {
                text.append(character);
            } else {
                i++;
                text.append(part(i < format.length() ? format.charAt(i) : ' ', moment));
            }
        }
        return text.toString();
    }

    private String part(char letter, ZonedDateTime moment) {
        return switch (letter) {
            case '%' -> "%";
            case 'Y' -> digits(4, moment.getYear());
            case 'm' -> digits(2, moment.getMonthValue());
            case 'd' -> digits(2, moment.getDayOfMonth());
            case 'H' -> digits(2, moment.getHour());
            case 'M' -> digits(2, moment.getMinute());
            case 'S' -> digits(2, moment.getSecond());
            case 'L' -> digits(3, moment.get(ChronoField.MILLI_OF_SECOND));
            case 'j' -> digits(3, moment.getDayOfYear());
            case 'b' -> moment.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'w' -> digits(1, DateOperators.dayOfWeek(moment));
            case 'u' -> digits(1, moment.getDayOfWeek().getValue());
            case 'U' -> digits(2, DateOperators.week(moment));
            case 'V' -> digits(2, moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> digits(4, moment.get(IsoFields.WEEK_BASED_YEAR));
            case 'z' -> offset(moment.getOffset().getTotalSeconds() / 60);
            case 'Z' -> String.format(Locale.ROOT, "%+03d", moment.getOffset().getTotalSeconds() / 60);
            default -> throw unknown(letter);
        };
    }

    private LumaException unknown(char letter) {
        return Operand.invalid(operator + " knows no part %" + letter
                + ": parts are %Y %m %d %H %M %S %L %j %b %B %w %u %U %V %G %z %Z %%");
    }

    private static String digits(int width, long number) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    private static String offset(int minutes) {
        return String.format(
                Locale.ROOT, "%s%02d%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
    }

    /** Reads what {@link #write} writes; a missing time is midnight. */
    ZonedDateTime read(String text, Optional<ZoneId> clock) {
        Map<Character, Integer> parts = new HashMap<>();
        String offset = null;
        int at = 0;
        int i = 0;
        while (i < format.length()) {
            char character = format.charAt(i);
            i++;
            boolean literal = character != '%' || i == format.length() || format.charAt(i) == '%';
            if (literal) {
                if (at >= text.length() || text.charAt(at) != character) {
                    throw unreadable(text);
                }
                at++;
                // A percent sign is written twice.
                i += character == '%' ? 1 : 0;
                continue;
            }
            char letter = format.charAt(i);
            i++;
            if (letter == 'z') {
                offset = match(OFFSET, text, at);
                at += offset.length();
            } else if (letter == 'b' || letter == 'B') {
                String name = match(WORD, text, at);
                parts.put('m', month(name, text));
                at += name.length();
            } else {
                String number = match(Pattern.compile("\\d{1," + width(letter) + "}"), text, at);
                parts.put(letter, Integer.parseInt(number));
                at += number.length();
            }
        }
        if (at < text.length()) {
            throw unreadable(text);
        }
        return put(parts, text).atZone(DateTexts.zone(offset, clock));
    }

    private static LocalDateTime put(Map<Character, Integer> parts, String text) {
        try {
            LocalTime time = LocalTime.of(
                    parts.getOrDefault('H', 0),
                    parts.getOrDefault('M', 0),
                    parts.getOrDefault('S', 0),
                    1_000_000 * parts.getOrDefault('L', 0));
            return day(parts).atTime(time);
        } catch (DateTimeException outOfRange) {
            throw Operand.invalid("$dateFromString cannot read '" + text + "': " + outOfRange.getMessage());
        }
    }

    private static LocalDate day(Map<Character, Integer> parts) {
        @Nullable Integer isoYear = parts.get('G');
        if (isoYear != null) {
            return LocalDate.of(isoYear, 1, 4)
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .plusWeeks(parts.getOrDefault('V', 1) - 1L)
                    .plusDays(parts.getOrDefault('u', 1) - 1L);
        }
        @Nullable Integer dayOfYear = parts.get('j');
        int year = parts.getOrDefault('Y', 1970);
        return dayOfYear != null
                ? LocalDate.ofYearDay(year, dayOfYear)
                : LocalDate.of(year, parts.getOrDefault('m', 1), parts.getOrDefault('d', 1));
    }

    private int width(char letter) {
        return switch (letter) {
            case 'Y', 'G' -> 4;
            case 'L', 'j' -> 3;
            case 'm', 'd', 'H', 'M', 'S', 'V', 'U' -> 2;
            case 'u', 'w' -> 1;
            default -> throw unknown(letter);
        };
    }

    private static String match(Pattern pattern, String text, int at) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw unreadable(text);
        }
        return matcher.group();
    }

    private static int month(String name, String text) {
        for (Month month : Month.values()) {
            boolean named = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).equalsIgnoreCase(name)
                    || month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(name);
            if (named) {
                return month.getValue();
            }
        }
        throw unreadable(text);
    }

    private static LumaException unreadable(String text) {
        return Operand.invalid("$dateFromString cannot read '" + text + "' by its format");
    }
}
