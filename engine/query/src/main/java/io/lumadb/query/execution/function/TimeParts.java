package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Functions that read one part of a moment, in UTC. */
final class TimeParts {

    private static final Map<String, ToLongFunction<ZonedDateTime>> PARTS = new TreeMap<>();

    static {
        put(moment -> moment.get(ChronoField.MILLI_OF_SECOND), "millisecond", "milliseconds");
        put(moment -> moment.getNano() / 1000, "microsecond", "microseconds");
        put(ZonedDateTime::getSecond, "second", "seconds");
        put(ZonedDateTime::getMinute, "minute", "minutes");
        put(ZonedDateTime::getHour, "hour", "hours");
        put(ZonedDateTime::getDayOfMonth, "day", "days", "day_of_month");
        put(moment -> moment.getDayOfWeek().getValue() % 7, "dow");
        put(moment -> moment.getDayOfWeek().getValue(), "isodow", "day_of_week", "iso_day_of_week");
        put(ZonedDateTime::getDayOfYear, "doy", "day_of_year");
        put(moment -> moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), "week", "weeks", "iso_week", "week_of_year");
        put(ZonedDateTime::getMonthValue, "month", "months");
        put(moment -> moment.get(IsoFields.QUARTER_OF_YEAR), "quarter", "quarters");
        put(ZonedDateTime::getYear, "year", "years");
        put(moment -> moment.get(IsoFields.WEEK_BASED_YEAR), "isoyear", "iso_week_year", "year_of_week", "yow");
        put(moment -> Math.floorDiv(moment.getYear(), 10), "decade");
        put(moment -> century(moment.getYear(), 100), "century");
        put(moment -> century(moment.getYear(), 1000), "millennium");
        put(ZonedDateTime::toEpochSecond, "epoch");
        put(moment -> moment.getLong(ChronoField.EPOCH_DAY) + 2_440_588, "julian");
        put(_ -> 0, "timezone", "timezone_hour", "timezone_minute");
    }

    private TimeParts() {}

    private static void put(ToLongFunction<ZonedDateTime> part, String... names) {
        for (String name : names) {
            PARTS.put(name, part);
        }
    }

    /** The year 1 begins the first; the year 0 ends the one before it, which is −1, as PostgreSQL counts. */
    private static long century(int year, int length) {
        return year > 0 ? (year + length - 1) / length : -((long) length - year) / length;
    }

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        Stream.of("MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR")
                .forEach(name -> functions.add(part(name, "The " + name.toLowerCase(Locale.ROOT) + " of a moment")));
        functions.add(part("DAY_OF_MONTH", "The day of a moment's month, from 1"));
        functions.add(part("DAY_OF_WEEK", "The day of a moment's week, 1 for Monday to 7 for Sunday"));
        functions.add(part("DAY_OF_YEAR", "The day of a moment's year, from 1"));
        functions.add(part("WEEK_OF_YEAR", "The week of a moment's year (ISO 8601)"));
        ScalarFunction extract = strict(
                "EXTRACT",
                "part, timestamp",
                "A part of a moment, such as 'year', 'quarter', 'dow' (0 for Sunday) or 'epoch' (seconds). Also EXTRACT(year FROM timestamp)",
                TimeParts::extract);
        functions.add(extract);
        functions.add(extract.named("DATE_PART"));
        functions.add(strict(
                "MONTHNAME",
                "timestamp",
                "The English name of a moment's month",
                Bodies.moment(moment -> Value.of(moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)))));
        functions.add(strict(
                "DAYNAME",
                "timestamp",
                "The English name of a moment's day of the week",
                Bodies.moment(
                        moment -> Value.of(moment.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)))));
        return functions;
    }

    private static ScalarFunction part(String name, String description) {
        ToLongFunction<ZonedDateTime> part = find(name.toLowerCase(Locale.ROOT)).orElseThrow();
        return strict(name, "timestamp", description, Bodies.moment(moment -> Value.of(part.applyAsLong(moment))));
    }

    private static Optional<ToLongFunction<ZonedDateTime>> find(String name) {
        return Optional.ofNullable(PARTS.get(name));
    }

    private static Value extract(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Text(String name))
                || !(arguments.get(1) instanceof Value.Timestamp moment)) {
            return Value.NULL;
        }
        ToLongFunction<ZonedDateTime> part = find(name.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> QueryError.about(
                        name,
                        ErrorCode.INVALID_QUERY,
                        "'" + name + "' is not a part of a moment",
                        Suggestions.nearest(name, PARTS.keySet())
                                .map(nearest -> "did you mean '" + nearest + "'?")
                                .orElse("the parts are " + String.join(", ", PARTS.keySet()))));
        return Value.of(part.applyAsLong(Bodies.utc(moment)));
    }
}
