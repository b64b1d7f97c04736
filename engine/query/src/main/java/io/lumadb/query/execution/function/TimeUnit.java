package io.lumadb.query.execution.function;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The units of time that functions name, all in UTC; weeks begin on Monday (ISO 8601). */
enum TimeUnit {
    MILLISECOND(ChronoUnit.MILLIS, 1),
    SECOND(ChronoUnit.SECONDS, 1),
    MINUTE(ChronoUnit.MINUTES, 1),
    HOUR(ChronoUnit.HOURS, 1),
    DAY(ChronoUnit.DAYS, 1),
    WEEK(ChronoUnit.WEEKS, 1),
    MONTH(ChronoUnit.MONTHS, 1),
    QUARTER(ChronoUnit.MONTHS, 3),
    YEAR(ChronoUnit.YEARS, 1),
    DECADE(ChronoUnit.YEARS, 10),
    CENTURY(ChronoUnit.YEARS, 100),
    MILLENNIUM(ChronoUnit.YEARS, 1000);

    private static final List<String> NAMES = Arrays.stream(values())
            .map(unit -> unit.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final Map<String, String> PLURALS = Map.of("centuries", "century", "millennia", "millennium");

    private final ChronoUnit unit;
    private final int count;

    TimeUnit(ChronoUnit unit, int count) {
        this.unit = unit;
        this.count = count;
    }

    /** Reads {@code day}, {@code DAYS}, … INVALID_QUERY for anything else. */
    static TimeUnit of(String name) {
        String written = name.strip().toLowerCase(Locale.ROOT);
        String singular = PLURALS.getOrDefault(
                written, written.endsWith("s") ? written.substring(0, written.length() - 1) : written);
        int index = NAMES.indexOf(singular);
        if (index < 0) {
            throw QueryError.about(
                    name,
                    ErrorCode.INVALID_QUERY,
                    "'" + name + "' is not a unit of time",
                    Suggestions.nearest(singular, NAMES)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("the units are " + String.join(", ", NAMES)));
        }
        return values()[index];
    }

    ZonedDateTime plus(ZonedDateTime moment, long amount) {
        return moment.plus(Math.multiplyExact(amount, count), unit);
    }

    /** Whole units from one moment to the other. */
    long between(ZonedDateTime from, ZonedDateTime to) {
        return unit.between(from, to) / count;
    }

    /** The beginning of the unit that a moment lies in; centuries begin in the year 1, decades in the year 0. */
    ZonedDateTime truncate(ZonedDateTime moment) {
        return switch (this) {
            case MILLISECOND, SECOND, MINUTE, HOUR, DAY -> moment.truncatedTo(unit);
            case WEEK -> moment.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case QUARTER ->
                moment.truncatedTo(ChronoUnit.DAYS)
                        .withDayOfMonth(1)
                        .withMonth((moment.getMonthValue() - 1) / 3 * 3 + 1);
            case YEAR -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case DECADE -> YEAR.truncate(moment).withYear(moment.getYear() - Math.floorMod(moment.getYear(), count));
            case CENTURY, MILLENNIUM ->
                YEAR.truncate(moment).withYear(moment.getYear() - Math.floorMod(moment.getYear() - 1, count));
        };
    }
}
