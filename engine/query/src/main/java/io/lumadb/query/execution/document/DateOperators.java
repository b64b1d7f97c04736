package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Taking moments apart, putting them together and moving them. */
final class DateOperators {

    private DateOperators() {}

    /** The parts that moments are taken into, by operator. Weeks count from the year's first Sunday, from 0 before it. */
    private static final Map<String, ToLongFunction<ZonedDateTime>> PARTS = Map.ofEntries(
            Map.entry("$year", ZonedDateTime::getYear),
            Map.entry("$month", ZonedDateTime::getMonthValue),
            Map.entry("$dayOfMonth", ZonedDateTime::getDayOfMonth),
            Map.entry("$hour", ZonedDateTime::getHour),
            Map.entry("$minute", ZonedDateTime::getMinute),
            Map.entry("$second", ZonedDateTime::getSecond),
            Map.entry("$millisecond", moment -> moment.get(ChronoField.MILLI_OF_SECOND)),
            Map.entry("$dayOfYear", ZonedDateTime::getDayOfYear),
            Map.entry("$dayOfWeek", DateOperators::dayOfWeek),
            Map.entry("$isoDayOfWeek", moment -> moment.getDayOfWeek().getValue()),
            Map.entry("$week", DateOperators::week),
            Map.entry("$isoWeek", moment -> moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
            Map.entry("$isoWeekYear", moment -> moment.get(IsoFields.WEEK_BASED_YEAR)));

    /** LQL's names of the parts that EXTRACT takes, by JQL's operators. */
    private static final Map<String, String> EXTRACTED = Map.of(
            "year", "$year",
            "month", "$month",
            "day", "$dayOfMonth",
            "hour", "$hour",
            "minute", "$minute",
            "second", "$second",
            "millisecond", "$millisecond",
            "doy", "$dayOfYear",
            "week", "$isoWeek",
            "dow", "$isoDayOfWeek");

    static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        PARTS.forEach((operator, part) -> functions.add(DocumentFunctions.of(
                operator, 1, 2, values -> part(operator, part, values.getFirst(), Operand.optional(values, 1)))));
        functions.add(DocumentFunctions.of("EXTRACT", 2, 2, DateOperators::extract));
        functions.add(DocumentFunctions.of("DATE_ADD", 3, 4, values -> moved("$dateAdd", values, 1)));
        functions.add(DocumentFunctions.of("DATE_SUB", 3, 4, values -> moved("$dateSubtract", values, -1)));
        functions.add(DocumentFunctions.of("$dateDiff", 3, 5, DateOperators::difference));
        functions.add(DocumentFunctions.of("$dateTrunc", 2, 5, DateOperators::truncated));
        functions.add(DocumentFunctions.of(
                "DATE_TRUNC",
                2,
                2,
                values -> truncated(
                        List.of(values.get(1), values.get(0), Value.MISSING, Value.MISSING, Value.of("monday")))));
        functions.add(DocumentFunctions.of("$dateFromParts", 1, 11, DateOperators::fromParts));
        functions.add(DocumentFunctions.of("$dateToParts", 1, 3, DateOperators::toParts));
        return functions;
    }

    static long dayOfWeek(ZonedDateTime moment) {
        return moment.getDayOfWeek().getValue() % 7 + 1L;
    }

    static long week(ZonedDateTime moment) {
        return (moment.getDayOfYear() + 7 - dayOfWeek(moment)) / 7;
    }

    private static Value part(String operator, ToLongFunction<ZonedDateTime> part, Value moment, Value zone) {
        if (moment.isNull() || zone instanceof Value.Null) {
            return Value.NULL;
        }
        return Value.of(part.applyAsLong(Zones.moment(operator, moment, Zones.zone(operator, zone))));
    }

    /** Parts that JQL has no operator for are LQL's. */
    private static Value extract(List<Value> values) {
        String name = Operand.text("EXTRACT", values.getFirst()).toLowerCase(Locale.ROOT);
        String operator = EXTRACTED.get(name);
        if (operator == null) {
            return FunctionTable.function("EXTRACT", 2).body().apply(values);
        }
        return part(operator, PARTS.getOrDefault(operator, _ -> 0), values.get(1), Value.MISSING);
    }

    /** {@code (moment, amount, unit, timezone)}. */
    private static Value moved(String operator, List<Value> values, int sign) {
        Value zone = Operand.optional(values, 3);
        if (Operand.anyNull(values.subList(0, 3)) || zone instanceof Value.Null) {
            return Value.NULL;
        }
        ZonedDateTime moment = Zones.moment(operator, values.get(0), Zones.zone(operator, zone));
        DateUnit unit = DateUnit.of(operator, values.get(2));
        Value amount = values.get(1);
        boolean whole = amount.isNumber()
                && Arithmetic.isFinite(amount)
                && Arithmetic.toDouble(amount) == Math.rint(Arithmetic.toDouble(amount));
        if (!whole) {
            throw Operand.wrong(operator, "whole amounts", amount);
        }
        try {
            return Zones.value(unit.plus(moment, Math.multiplyExact(sign, Arithmetic.toLong(amount))));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw Operand.invalid(operator + " leads to a moment that is out of range");
        }
    }

    /** {@code (startDate, endDate, unit, timezone, startOfWeek)}. */
    private static Value difference(List<Value> values) {
        Value zone = Operand.optional(values, 3);
        if (Operand.anyNull(values.subList(0, 3)) || zone instanceof Value.Null) {
            return Value.NULL;
        }
        ZoneId clock = Zones.zone("$dateDiff", zone);
        DayOfWeek startOfWeek = Zones.startOfWeek("$dateDiff", Operand.optional(values, 4));
        return Value.of(DateUnit.of("$dateDiff", values.get(2))
                .between(
                        Zones.moment("$dateDiff", values.get(0), clock),
                        Zones.moment("$dateDiff", values.get(1), clock),
                        startOfWeek));
    }

    /** {@code (date, unit, binSize, timezone, startOfWeek)}. */
    private static Value truncated(List<Value> values) {
        Value size = Operand.optional(values, 2);
        Value zone = Operand.optional(values, 3);
        if (Operand.anyNull(values.subList(0, 2)) || size instanceof Value.Null || zone instanceof Value.Null) {
            return Value.NULL;
        }
        long count = size instanceof Value.Missing ? 1 : Operand.integer("$dateTrunc", size);
        if (count < 1) {
            throw Operand.wrong("$dateTrunc", "a bin of 1 unit or more", size);
        }
        ZonedDateTime moment = Zones.moment("$dateTrunc", values.getFirst(), Zones.zone("$dateTrunc", zone));
        return Zones.value(DateUnit.of("$dateTrunc", values.get(1))
                .truncate(moment, count, Zones.startOfWeek("$dateTrunc", Operand.optional(values, 4))));
    }

    /**
     * {@code (year, month, day, hour, minute, second, millisecond, timezone, isoWeekYear, isoWeek, isoDayOfWeek)}. Parts
     * outside their range carry over.
     */
    private static Value fromParts(List<Value> values) {
        if (values.stream().anyMatch(Value.Null.class::isInstance)) {
            return Value.NULL;
        }
        boolean iso = !(Operand.optional(values, 8) instanceof Value.Missing);
        if (!iso && values.getFirst() instanceof Value.Missing) {
            throw Operand.invalid("$dateFromParts takes a year or an isoWeekYear");
        }
        try {
            LocalDate day = iso
                    ? LocalDate.of(part(values, 8, 1), 1, 4)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .plusWeeks(part(values, 9, 1) - 1L)
                            .plusDays(part(values, 10, 1) - 1L)
                    : LocalDate.of(part(values, 0, 1), 1, 1)
                            .plusMonths(part(values, 1, 1) - 1L)
                            .plusDays(part(values, 2, 1) - 1L);
            return Zones.value(day.atStartOfDay()
                    .plusHours(part(values, 3, 0))
                    .plusMinutes(part(values, 4, 0))
                    .plusSeconds(part(values, 5, 0))
                    .plusNanos(1_000_000L * part(values, 6, 0))
                    .atZone(Zones.zone("$dateFromParts", Operand.optional(values, 7))));
        } catch (DateTimeException outOfRange) {
            throw Operand.invalid("$dateFromParts makes no moment: " + outOfRange.getMessage());
        }
    }

    private static int part(List<Value> values, int index, int standard) {
        Value value = Operand.optional(values, index);
        return value instanceof Value.Missing ? standard : Operand.integer("$dateFromParts", value);
    }

    /** {@code (date, timezone, iso8601)}. */
    private static Value toParts(List<Value> values) {
        Value zone = Operand.optional(values, 1);
        if (values.getFirst().isNull() || zone instanceof Value.Null) {
            return Value.NULL;
        }
        ZonedDateTime moment = Zones.moment("$dateToParts", values.getFirst(), Zones.zone("$dateToParts", zone));
        boolean iso = Operand.isTrue(Operand.optional(values, 2));
        List<String> names = iso
                ? List.of("$isoWeekYear", "$isoWeek", "$isoDayOfWeek", "$hour", "$minute", "$second", "$millisecond")
                : List.of("$year", "$month", "$dayOfMonth", "$hour", "$minute", "$second", "$millisecond");
        Map<String, Value> parts = new LinkedHashMap<>();
        for (String name : names) {
            String field = name.equals("$dayOfMonth") ? "day" : name.substring(1);
            parts.put(field, Value.of(PARTS.getOrDefault(name, _ -> 0).applyAsLong(moment)));
        }
        return new Value.Obj(parts);
    }
}
