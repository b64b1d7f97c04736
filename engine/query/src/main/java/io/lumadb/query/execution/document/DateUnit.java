package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The units that operators of moments count in. */
enum DateUnit {
    YEAR(ChronoUnit.YEARS, 12),
    QUARTER(ChronoUnit.MONTHS, 3),
    MONTH(ChronoUnit.MONTHS, 1),
    WEEK(ChronoUnit.WEEKS, 0),
    DAY(ChronoUnit.DAYS, 0),
    HOUR(ChronoUnit.HOURS, 0),
    MINUTE(ChronoUnit.MINUTES, 0),
    SECOND(ChronoUnit.SECONDS, 0),
    MILLISECOND(ChronoUnit.MILLIS, 0);

    /** Bins of several units are counted from here. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private final ChronoUnit unit;
    private final int months;

    DateUnit(ChronoUnit unit, int months) {
        this.unit = unit;
        this.months = months;
    }

    static DateUnit of(String operator, Value value) {
        String name = Operand.text(operator, value);
        for (DateUnit unit : values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(name)) {
                return unit;
            }
        }
        throw Operand.invalid(operator + " knows no unit '" + name + "': units are "
                + Arrays.stream(values())
                        .map(unit -> unit.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    /** Units of a day and more move the date on the clock of the time zone, smaller ones the moment. */
    ZonedDateTime plus(ZonedDateTime moment, long amount) {
        return switch (this) {
            case YEAR, MONTH, WEEK, DAY -> moment.plus(amount, unit);
            case QUARTER -> moment.plusMonths(Math.multiplyExact(amount, months));
            case HOUR, MINUTE, SECOND, MILLISECOND ->
                moment.toInstant().plus(amount, unit).atZone(moment.getZone());
        };
    }

    /** How many borders of the unit lie between two moments. */
    long between(ZonedDateTime start, ZonedDateTime end, DayOfWeek startOfWeek) {
        return periodOf(end, startOfWeek) - periodOf(start, startOfWeek);
    }

    private long periodOf(ZonedDateTime moment, DayOfWeek startOfWeek) {
        return switch (this) {
            case YEAR, QUARTER, MONTH -> Math.floorDiv(monthsSinceFirst(moment), months);
            case WEEK -> Math.floorDiv(ChronoUnit.DAYS.between(firstWeek(startOfWeek), moment.toLocalDate()), 7);
            case DAY -> ChronoUnit.DAYS.between(FIRST_DAY, moment.toLocalDate());
            case HOUR, MINUTE, SECOND, MILLISECOND ->
                Math.floorDiv(millisSinceFirst(moment), unit.getDuration().toMillis());
        };
    }

    /** The beginning of the bin of so many units that a moment lies in. */
    ZonedDateTime truncate(ZonedDateTime moment, long count, DayOfWeek startOfWeek) {
        return switch (this) {
            case YEAR, QUARTER, MONTH -> {
                long bin = Math.multiplyExact(count, months);
                yield FIRST_DAY
                        .plusMonths(Math.floorDiv(monthsSinceFirst(moment), bin) * bin)
                        .atStartOfDay(moment.getZone());
            }
            case WEEK -> dayBin(moment, firstWeek(startOfWeek), Math.multiplyExact(count, 7));
            case DAY -> dayBin(moment, FIRST_DAY, count);
            case HOUR, MINUTE, SECOND, MILLISECOND -> {
                long bin = Math.multiplyExact(count, unit.getDuration().toMillis());
                Instant first = FIRST_DAY.atStartOfDay(moment.getZone()).toInstant();
                yield first.plusMillis(Math.floorDiv(millisSinceFirst(moment), bin) * bin)
                        .atZone(moment.getZone());
            }
        };
    }

    private static ZonedDateTime dayBin(ZonedDateTime moment, LocalDate first, long days) {
        long since = ChronoUnit.DAYS.between(first, moment.toLocalDate());
        return first.plusDays(Math.floorDiv(since, days) * days).atStartOfDay(moment.getZone());
    }

    private static LocalDate firstWeek(DayOfWeek startOfWeek) {
        return FIRST_DAY.with(TemporalAdjusters.nextOrSame(startOfWeek));
    }

    private static long monthsSinceFirst(ZonedDateTime moment) {
        return 12L * (moment.getYear() - FIRST_DAY.getYear()) + moment.getMonthValue() - 1;
    }

    private static long millisSinceFirst(ZonedDateTime moment) {
        return ChronoUnit.MILLIS.between(FIRST_DAY.atStartOfDay(moment.getZone()), moment);
    }
}
