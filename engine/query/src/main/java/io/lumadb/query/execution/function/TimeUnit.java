package io.lumadb.query.execution.function;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

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
    YEAR(ChronoUnit.YEARS, 1);

    private static final List<String> NAMES =
            List.of("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year");

    private final ChronoUnit unit;
    private final int count;

    TimeUnit(ChronoUnit unit, int count) {
        this.unit = unit;
        this.count = count;
    }

    /** Reads {@code day}, {@code DAYS}, … INVALID_QUERY for anything else. */
    static TimeUnit of(String name) {
        String singular = name.strip().toLowerCase(Locale.ROOT);
        if (singular.endsWith("s")) {
            singular = singular.substring(0, singular.length() - 1);
        }
        int index = NAMES.indexOf(singular);
        if (index < 0) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "'" + name + "' is not a unit of time",
                    null,
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
        };
    }

    long extract(ZonedDateTime moment) {
        return switch (this) {
            case MILLISECOND -> moment.get(ChronoField.MILLI_OF_SECOND);
            case SECOND -> moment.getSecond();
            case MINUTE -> moment.getMinute();
            case HOUR -> moment.getHour();
            case DAY -> moment.getDayOfMonth();
            case WEEK -> moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> moment.getMonthValue();
            case QUARTER -> moment.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> moment.getYear();
        };
    }
}
