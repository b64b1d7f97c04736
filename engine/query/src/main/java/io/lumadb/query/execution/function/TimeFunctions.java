package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Casts;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Functions of moments, all in UTC. Units are texts such as {@code 'day'}. */
final class TimeFunctions {

    private TimeFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>(List.of(
                strict("DATE_TRUNC", 2, 2, TimeFunctions::truncate),
                strict("EXTRACT", 2, 2, TimeFunctions::extract),
                strict("DATE_PART", 2, 2, TimeFunctions::extract),
                strict("DATE_ADD", 2, 3, arguments -> shift(arguments, 1)),
                strict("DATE_SUB", 2, 3, arguments -> shift(arguments, -1)),
                strict("DATE_DIFF", 3, 3, TimeFunctions::difference),
                strict("DATE_FORMAT", 2, 2, TimeFunctions::format),
                strict("TO_TIMESTAMP", 1, 1, arguments -> Casts.to("timestamp").apply(arguments.getFirst())),
                strict(
                        "UNIX_MILLIS",
                        1,
                        1,
                        arguments -> arguments.getFirst() instanceof Value.Timestamp(long millis)
                                ? Value.of(millis)
                                : Value.NULL)));
        for (TimeUnit unit : TimeUnit.values()) {
            functions.add(part(unit.name(), unit::extract));
        }
        functions.add(part("DAY_OF_WEEK", moment -> moment.getDayOfWeek().getValue()));
        functions.add(part("DAY_OF_YEAR", ZonedDateTime::getDayOfYear));
        return functions;
    }

    private static ScalarFunction part(String name, ToLongFunction<ZonedDateTime> part) {
        return strict(
                name,
                1,
                1,
                arguments -> arguments.getFirst() instanceof Value.Timestamp timestamp
                        ? Value.of(part.applyAsLong(utc(timestamp)))
                        : Value.NULL);
    }

    private static ZonedDateTime utc(Value.Timestamp timestamp) {
        return timestamp.instant().atZone(ZoneOffset.UTC);
    }

    private static Value truncate(List<Value> arguments) {
        Optional<TimeUnit> unit = unit(arguments);
        Optional<Value.Timestamp> moment = timestamp(arguments);
        return unit.isPresent() && moment.isPresent()
                ? Value.of(unit.get().truncate(utc(moment.get())).toInstant())
                : Value.NULL;
    }

    /** Beside the units: {@code dow} (1 = Monday), {@code doy} and {@code epoch} (seconds). */
    private static Value extract(List<Value> arguments) {
        Optional<Value.Timestamp> moment = timestamp(arguments);
        if (moment.isEmpty() || !(arguments.getFirst() instanceof Value.Text(String name))) {
            return Value.NULL;
        }
        ZonedDateTime time = utc(moment.get());
        return Value.of(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "dow", "isodow", "day_of_week" -> time.getDayOfWeek().getValue();
                    case "doy", "day_of_year" -> time.getDayOfYear();
                    case "epoch" -> time.toEpochSecond();
                    default -> TimeUnit.of(name).extract(time);
                });
    }

    /** With two arguments the second is milliseconds; with three, an amount and a unit in any order. */
    private static Value shift(List<Value> arguments, int sign) {
        Optional<Value.Timestamp> moment = timestamp(arguments);
        Optional<Long> amount = arguments.stream()
                .filter(Value.Int64.class::isInstance)
                .map(number -> ((Value.Int64) number).value())
                .findFirst();
        Optional<TimeUnit> unit = arguments.size() == 2 ? Optional.of(TimeUnit.MILLISECOND) : unit(arguments);
        if (moment.isEmpty() || amount.isEmpty() || unit.isEmpty()) {
            return Value.NULL;
        }
        try {
            ZonedDateTime shifted = unit.get().plus(utc(moment.get()), Math.multiplyExact(sign, amount.get()));
            return Value.of(shifted.toInstant());
        } catch (DateTimeException outOfRange) {
            throw Arithmetic.overflow(outOfRange);
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow(
                    "a shift by " + amount.get() + " " + unit.get().name().toLowerCase(Locale.ROOT));
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
        ZonedDateTime from = utc(unitFirst ? moments.getFirst() : moments.getLast());
        ZonedDateTime to = utc(unitFirst ? moments.getLast() : moments.getFirst());
        return Value.of(unit.get().between(from, to));
    }

    /** The pattern follows java.time.format.DateTimeFormatter: {@code yyyy-MM-dd HH:mm}. */
    private static Value format(List<Value> arguments) {
        if (!(arguments.get(0) instanceof Value.Timestamp moment)
                || !(arguments.get(1) instanceof Value.Text(String pattern))) {
            return Value.NULL;
        }
        try {
            return Value.of(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(utc(moment)));
        } catch (IllegalArgumentException | DateTimeException notAPattern) {
            return Value.NULL;
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
