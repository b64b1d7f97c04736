package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Functions that make and move moments, all in UTC. Units are texts such as {@code 'day'}. */
final class TimeFunctions {

    private TimeFunctions() {}

    static List<ScalarFunction> all() {
        ScalarFunction truncate = strict(
                "DATE_TRUNC",
                "unit, timestamp",
                "The beginning of the unit that a moment lies in; weeks begin on Monday",
                TimeFunctions::truncate);
        return List.of(
                statementTime("NOW", "The moment at which the statement began"),
                statementTime(
                        "CURRENT_TIMESTAMP", "The moment at which the statement began; the brackets may be left out"),
                statementTime(
                        "CURRENT_DATE",
                        "The beginning of the day on which the statement began; the brackets may be left out"),
                truncate,
                strict(
                        "DATE_ADD",
                        "timestamp, amount[, unit]",
                        "The moment so many units later, milliseconds if not said; the month's last day where it has no such day",
                        arguments -> shift(arguments, 1)),
                strict(
                        "DATE_SUB",
                        "timestamp, amount[, unit]",
                        "The moment so many units earlier, milliseconds if not said",
                        arguments -> shift(arguments, -1)),
                strict(
                        "DATE_DIFF",
                        "unit, from, to",
                        "How many whole units lie between two moments; negative where the second is earlier. DATE_DIFF(a, b, unit) is a minus b",
                        TimeFunctions::difference),
                strict(
                        "LAST_DAY",
                        "timestamp",
                        "The beginning of the last day of the month",
                        Bodies.moment(moment -> Bodies.moment(
                                TimeUnit.MONTH.truncate(moment).with(TemporalAdjusters.lastDayOfMonth())))),
                strict(
                        "MAKE_DATE",
                        "year, month, day",
                        "The beginning of a day; NULL where there is no such day",
                        TimeFunctions::make),
                strict(
                        "MAKE_TIMESTAMP",
                        "year, month, day, hour, minute, second",
                        "A moment, its seconds with a fraction if wanted; NULL where there is no such moment",
                        TimeFunctions::make));
    }

    /** Known to the compiler, which alone knows the statement's time. */
    private static ScalarFunction statementTime(String name, String description) {
        return strict(name, "", description, _ -> {
            throw new IllegalStateException(name + " is the statement's time");
        });
    }

    private static Value truncate(List<Value> arguments) {
        Optional<TimeUnit> unit = unit(arguments);
        Optional<Value.Timestamp> moment = timestamp(arguments);
        return unit.isPresent() && moment.isPresent()
                ? Bodies.moment(unit.get().truncate(Bodies.utc(moment.get())))
                : Value.NULL;
    }

    /** {@code TRUNC(timestamp[, unit])}, to the day without a unit. */
    static Value truncateTo(List<Value> arguments) {
        return truncate(arguments.size() == 1 ? List.of(Value.of("day"), arguments.getFirst()) : arguments);
    }

    /** With two arguments the second is milliseconds; with three, an amount and a unit in any order. */
    private static Value shift(List<Value> arguments, int sign) {
        Optional<Value.Timestamp> moment = timestamp(arguments);
        OptionalLong amount = arguments.stream()
                .map(Bodies::integer)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
        Optional<TimeUnit> unit = arguments.size() == 2 ? Optional.of(TimeUnit.MILLISECOND) : unit(arguments);
        if (moment.isEmpty() || amount.isEmpty() || unit.isEmpty()) {
            return Value.NULL;
        }
        try {
            ZonedDateTime shifted =
                    unit.get().plus(Bodies.utc(moment.get()), Math.multiplyExact(sign, amount.getAsLong()));
            return Value.of(shifted.toInstant());
        } catch (DateTimeException outOfRange) {
            throw Arithmetic.overflow(outOfRange);
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow(
                    "a shift by " + amount.getAsLong() + " " + unit.get().name().toLowerCase(Locale.ROOT));
        }
    }

    /** {@code (unit, from, to)} counts from the first to the second, {@code (a, b, unit)} is a minus b. */
    private static Value difference(List<Value> arguments) {
        List<Value.Timestamp> moments = arguments.stream()
                .filter(Value.Timestamp.class::isInstance)
                .map(Value.Timestamp.class::cast)
                .toList();
        Optional<TimeUnit> unit = unit(arguments);
        if (moments.size() != 2 || unit.isEmpty()) {
            return Value.NULL;
        }
        boolean unitFirst = arguments.getFirst() instanceof Value.Text;
        ZonedDateTime from = Bodies.utc(unitFirst ? moments.getFirst() : moments.getLast());
        ZonedDateTime to = Bodies.utc(unitFirst ? moments.getLast() : moments.getFirst());
        try {
            return Value.of(unit.get().between(from, to));
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("the time from " + from + " to " + to);
        }
    }

    private static Value make(List<Value> arguments) {
        int[] parts = new int[5];
        for (int i = 0; i < Math.min(arguments.size(), parts.length); i++) {
            OptionalLong part = Bodies.integer(arguments.get(i));
            if (part.isEmpty() || part.getAsLong() != (int) part.getAsLong()) {
                return Value.NULL;
            }
            parts[i] = (int) part.getAsLong();
        }
        Value last = arguments.size() > parts.length ? arguments.getLast() : Value.of(0);
        double seconds = Arithmetic.isFinite(last) ? Arithmetic.toDouble(last) : -1;
        if (seconds < 0 || seconds >= 60) {
            return Value.NULL;
        }
        try {
            ZonedDateTime minute =
                    ZonedDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], 0, 0, ZoneOffset.UTC);
            return Value.of(minute.toInstant().plusMillis(Math.round(seconds * 1000)));
        } catch (DateTimeException noSuchMoment) {
            return Value.NULL;
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("MAKE_TIMESTAMP");
        }
    }

    private static Optional<TimeUnit> unit(List<Value> arguments) {
        return arguments.stream()
                .filter(Value.Text.class::isInstance)
                .map(text -> TimeUnit.of(((Value.Text) text).value()))
                .findFirst();
    }

    private static Optional<Value.Timestamp> timestamp(List<Value> arguments) {
        return arguments.stream()
                .filter(Value.Timestamp.class::isInstance)
                .map(Value.Timestamp.class::cast)
                .findFirst();
    }
}
