package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Casts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Moments as texts and as numbers, and back; all in UTC. */
final class TimeTexts {

    private static final Recent<DateTimeFormatter> JAVA =
            new Recent<>(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));

    private static final UnaryOperator<Value> TIMESTAMP = Casts.to("timestamp");

    private TimeTexts() {}

    static List<ScalarFunction> all() {
        ScalarFunction toChar = strict(
                "TO_CHAR",
                "value, template",
                "A moment by a template such as 'YYYY-MM-DD HH24:MI:SS', or a number by one such as 'FM999,990.00'",
                arguments -> arguments.getFirst().isNumber()
                        ? NumberTemplates.print(arguments.getFirst(), arguments.get(1))
                        : printed(arguments, TimeTemplates::postgres));
        return List.of(
                toChar,
                strict(
                        "DATE_FORMAT",
                        "timestamp, template",
                        "A moment by a template such as '%Y-%m-%d %H:%i:%s', or by Java's letters: 'yyyy-MM-dd HH:mm:ss'",
                        arguments -> printed(
                                arguments,
                                template -> template.indexOf('%') >= 0
                                        ? TimeTemplates.mySql(template)
                                        : JAVA.of(template))),
                strict(
                        "TO_TIMESTAMP",
                        "value[, template]",
                        "The moment that a text in ISO 8601, or one by a template such as 'DD.MM.YYYY', or milliseconds since 1970 stand for",
                        arguments -> arguments.size() == 1
                                ? TIMESTAMP.apply(arguments.getFirst())
                                : parsed(arguments, TimeTemplates::postgres)),
                strict(
                        "TO_DATE",
                        "value[, template]",
                        "The beginning of the day that a text stands for, as TO_TIMESTAMP reads it",
                        arguments -> dayOf(
                                arguments.size() == 1
                                        ? TIMESTAMP.apply(arguments.getFirst())
                                        : parsed(arguments, TimeTemplates::postgres))),
                strict(
                        "DATE",
                        "value",
                        "The beginning of a moment's day, or of the one that a text stands for",
                        arguments -> dayOf(TIMESTAMP.apply(arguments.getFirst()))),
                strict(
                        "DATE_PARSE",
                        "text, template",
                        "The moment that a text stands for by a template such as '%d.%m.%Y'",
                        arguments -> parsed(arguments, TimeTemplates::mySql)),
                strict(
                        "FROM_UNIXTIME",
                        "seconds",
                        "The moment so many seconds after the start of 1970",
                        Bodies.number(seconds -> fromSeconds(seconds))),
                strict(
                        "TO_UNIXTIME",
                        "timestamp",
                        "The seconds from the start of 1970 to a moment, as a double",
                        arguments -> arguments.getFirst() instanceof Value.Timestamp(long millis)
                                ? Value.of(millis / 1000.0)
                                : Value.NULL),
                strict(
                        "FROM_UNIX_MILLIS",
                        "milliseconds",
                        "The moment so many milliseconds after the start of 1970",
                        arguments -> arguments.getFirst() instanceof Value.Int64(long millis)
                                ? new Value.Timestamp(millis)
                                : Value.NULL),
                strict(
                        "UNIX_MILLIS",
                        "timestamp",
                        "The milliseconds from the start of 1970 to a moment",
                        arguments -> arguments.getFirst() instanceof Value.Timestamp(long millis)
                                ? Value.of(millis)
                                : Value.NULL));
    }

    private static Value dayOf(Value moment) {
        return moment instanceof Value.Timestamp timestamp
                ? Bodies.moment(TimeUnit.DAY.truncate(Bodies.utc(timestamp)))
                : Value.NULL;
    }

    /** A template that Java does not know gives NULL. */
    private static Value printed(List<Value> arguments, Function<String, DateTimeFormatter> template) {
        if (!(arguments.get(0) instanceof Value.Timestamp moment)
                || !(arguments.get(1) instanceof Value.Text(String written))) {
            return Value.NULL;
        }
        try {
            return Value.of(template.apply(written).format(Bodies.utc(moment)));
        } catch (IllegalArgumentException | DateTimeException notATemplate) {
            return Value.NULL;
        }
    }

    private static Value parsed(List<Value> arguments, Function<String, DateTimeFormatter> template) {
        if (!(arguments.get(0) instanceof Value.Text(String text))
                || !(arguments.get(1) instanceof Value.Text(String written))) {
            return Value.NULL;
        }
        try {
            return Value.of(TimeTemplates.parse(template.apply(written), text));
        } catch (DateTimeException notAMoment) {
            return Value.NULL;
        }
    }

    private static Value fromSeconds(Value seconds) {
        if (!Arithmetic.isFinite(seconds)) {
            return Value.NULL;
        }
        BigDecimal millis = Arithmetic.toBigDecimal(seconds).movePointRight(3).setScale(0, RoundingMode.FLOOR);
        try {
            return new Value.Timestamp(millis.longValueExact());
        } catch (ArithmeticException outOfRange) {
            throw Arithmetic.overflow("FROM_UNIXTIME(" + Arithmetic.text(seconds) + ")");
        }
    }
}
