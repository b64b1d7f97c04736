package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.function.ScalarFunction;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $dateToString} and {@code $dateFromString}. */
final class DateTexts {

    private static final Pattern ISO =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?"
                    + " ?(Z|[+-]\\d{2}:?\\d{2})?");

    private DateTexts() {}

    static List<ScalarFunction> all() {
        return List.of(
                DocumentFunctions.of("$dateToString", 1, 4, DateTexts::written),
                DocumentFunctions.of("$dateFromString", 1, 5, DateTexts::read));
    }

    /** {@code (date, format, timezone, onNull)}. */
    private static Value written(List<Value> values) {
        if (values.getFirst().isNull()) {
            Value onNull = Operand.optional(values, 3);
            return onNull instanceof Value.Missing ? Value.NULL : onNull;
        }
        Value format = Operand.optional(values, 1);
        Value zone = Operand.optional(values, 2);
        if (format instanceof Value.Null || zone instanceof Value.Null) {
            return Value.NULL;
        }
        ZoneId clock = Zones.zone("$dateToString", zone);
        String standard = clock.equals(ZoneOffset.UTC) ? "%Y-%m-%dT%H:%M:%S.%LZ" : "%Y-%m-%dT%H:%M:%S.%L";
        String pattern = format instanceof Value.Missing ? standard : Operand.text("$dateToString", format);
        return Value.of(new DateFormat("$dateToString", pattern)
                .write(Zones.moment("$dateToString", values.getFirst(), clock)));
    }

    /** {@code (dateString, format, timezone, onError, onNull)}. */
    private static Value read(List<Value> values) {
        if (values.getFirst().isNull()) {
            Value onNull = Operand.optional(values, 4);
            return onNull instanceof Value.Missing ? Value.NULL : onNull;
        }
        Value format = Operand.optional(values, 1);
        Value zone = Operand.optional(values, 2);
        if (format instanceof Value.Null || zone instanceof Value.Null) {
            return Value.NULL;
        }
        Optional<ZoneId> clock = zone.isNull() ? Optional.empty() : Optional.of(Zones.zone("$dateFromString", zone));
        try {
            String text = Operand.text("$dateFromString", values.getFirst());
            return Zones.value(
                    format instanceof Value.Missing
                            ? iso(text, clock)
                            : new DateFormat("$dateFromString", Operand.text("$dateFromString", format))
                                    .read(text, clock));
        } catch (LumaException refused) {
            Value onError = Operand.optional(values, 3);
            if (onError instanceof Value.Missing) {
                throw refused;
            }
            return onError;
        }
    }

    private static ZonedDateTime iso(String text, Optional<ZoneId> clock) {
        Matcher parts = ISO.matcher(text.strip());
        if (!parts.matches()) {
            throw Operand.invalid("$dateFromString cannot read '" + text + "' as a moment");
        }
        try {
            String fraction = parts.group(7) == null ? "" : parts.group(7);
            LocalDateTime local = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6),
                    Integer.parseInt((fraction + "000000000").substring(0, 9)));
            return local.atZone(zone(parts.group(8), clock));
        } catch (DateTimeException outOfRange) {
            throw Operand.invalid("$dateFromString cannot read '" + text + "' as a moment: " + outOfRange.getMessage());
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }

    /** An offset in the text and a time zone beside it would contradict each other. */
    static ZoneId zone(@Nullable String offset, Optional<ZoneId> clock) {
        if (offset == null) {
            return clock.orElse(ZoneOffset.UTC);
        }
        if (clock.isPresent()) {
            throw Operand.invalid(
                    "$dateFromString takes a time zone from the text or from \"timezone\", not from both");
        }
        return offset.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(offset);
    }
}
