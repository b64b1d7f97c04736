package io.lumadb.query.execution.document;

import io.lumadb.document.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Reads moments, time zones and days of the week, as the operators of moments take them. */
final class Zones {

    private Zones() {}

    static ZonedDateTime moment(String operator, Value value, ZoneId zone) {
        if (value instanceof Value.Timestamp moment) {
            return moment.instant().atZone(zone);
        }
        throw Operand.wrong(operator, "moments", value);
    }

    static Value value(ZonedDateTime moment) {
        return Value.of(moment.toInstant());
    }

    /** UTC without one; a name of the time zone database, or an offset such as {@code +03:30}. */
    static ZoneId zone(String operator, Value value) {
        if (value.isNull()) {
            return ZoneOffset.UTC;
        }
        String name = Operand.text(operator, value);
        try {
            boolean offset = name.startsWith("+") || name.startsWith("-");
            return offset ? ZoneOffset.of(name) : ZoneId.of(name).normalized();
        } catch (DateTimeException unknown) {
            throw Operand.invalid(operator + " knows no time zone '" + name + "'");
        }
    }

    /** Sunday without one; a name of which the first three letters do. */
    static DayOfWeek startOfWeek(String operator, Value value) {
        if (value.isNull()) {
            return DayOfWeek.SUNDAY;
        }
        String name = Operand.text(operator, value).toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name) || day.name().substring(0, 3).equals(name)) {
                return day;
            }
        }
        throw Operand.wrong(operator, "days of the week such as 'monday'", value);
    }
}
