package io.lumadb.query.nql.condition;

import io.lumadb.document.Value;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Times;
import io.lumadb.query.nql.text.Complaints;
import io.lumadb.query.nql.text.Numerals;
import io.lumadb.query.nql.text.Word;
import io.lumadb.query.nql.text.Words;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.Comparison;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expressions;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads times, in UTC; a week begins on Monday (ISO 8601). They become timestamps when a sentence is read. A day, a week, a
 * month or a year is the whole of it: <i>on 2026-01-31</i> is any time of that day and <i>after 2026-01-31</i> begins with the
 * next one. A moment written with its time of day is just that moment.
 */
public final class Moments {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*");
    private static final Pattern MONTH = Pattern.compile("(19|20)[0-9]{2}-(0[1-9]|1[0-2])");
    static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");

    /** The ways to write a time, for hints. */
    public static final String KNOWN =
            "times are: now, today, yesterday, last 7 days, this week, last month, january 2026, 2026-01-31, 2026-01, "
                    + "2026-01-31T12:00:00Z";

    private final Words words;
    private final LocalDateTime now;

    /** Counts from what the clock says now. */
    public Moments(Words words, InstantSource clock) {
        this.words = words;
        this.now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * A stretch of time.
     *
     * @param end behind it; where {@code closed}, the last moment of it
     * @param day whether it is one day, which as a value means its first moment
     */
    public record Span(LocalDateTime start, LocalDateTime end, boolean closed, boolean day) {

        /** What holds of a field whose time stands so to the whole stretch. */
        Expression compared(ComparisonOperator operator, Expression field) {
            return switch (operator) {
                case EQUAL -> within(field);
                case NOT_EQUAL -> new Expression.Not(within(field));
                case LESS, GREATER_OR_EQUAL -> new Comparison(operator, field, timestamp(start));
                case GREATER ->
                    new Comparison(closed ? operator : ComparisonOperator.GREATER_OR_EQUAL, field, timestamp(end));
                case LESS_OR_EQUAL ->
                    new Comparison(closed ? operator : ComparisonOperator.LESS, field, timestamp(end));
            };
        }

        public Expression within(Expression field) {
            return closed ? new Expression.Between(field, timestamp(start), timestamp(end)) : until(field, end);
        }

        /** From the start of this one to the end of another one. */
        Expression through(Span last, Expression field) {
            return last.closed
                    ? new Expression.Between(field, timestamp(start), timestamp(last.end))
                    : until(field, last.end);
        }

        private Expression until(Expression field, LocalDateTime behind) {
            return Expressions.and(List.of(
                    new Comparison(ComparisonOperator.GREATER_OR_EQUAL, field, timestamp(start)),
                    new Comparison(ComparisonOperator.LESS, field, timestamp(behind))));
        }

        Expression first() {
            return timestamp(start);
        }
    }

    static Expression timestamp(LocalDateTime time) {
        return new Expression.Literal(Value.of(time.toInstant(ZoneOffset.UTC)));
    }

    /** The moment so long before now, for <i>older than 30 days</i>. */
    record Age(long count, String unit) {
        boolean years() {
            return unit.startsWith("year");
        }
    }

    Expression before(Age age) {
        return timestamp(moved(age.count(), age.unit(), -1).orElseThrow());
    }

    /** Takes {@code now}, {@code 2026-01-31T12:00:00Z} or {@code 2026-01-31 12:00}. */
    Optional<Expression> instant() {
        Word word = words.peek();
        if (words.accept("now")) {
            return Optional.of(timestamp(now));
        }
        if (!word.isPlain()) {
            return Optional.empty();
        }
        if (MOMENT.matcher(word.text()).matches()) {
            words.next();
            return Optional.of(dated(word, () -> new Expression.Literal(Value.of(Times.parse(word.text())))));
        }
        Word time = words.peek(1);
        if (DAY.matcher(word.text()).matches()
                && time.isPlain()
                && TIME_OF_DAY.matcher(time.text()).matches()) {
            words.next();
            words.next();
            return Optional.of(dated(
                    word, () -> new Expression.Literal(Value.of(Times.parse(word.text() + "T" + time.text())))));
        }
        return Optional.empty();
    }

    /** Takes {@code 3 days ago}. */
    Optional<Expression> ago() {
        int before = words.position();
        Optional<Age> age = age();
        if (age.isPresent() && words.accept("ago")) {
            return age.map(this::before);
        }
        words.goTo(before);
        return Optional.empty();
    }

    /** Takes {@code 30 days}, {@code a week}. */
    Optional<Age> age() {
        Word number = words.peek();
        OptionalLong count = number.is("a") || number.is("an") ? OptionalLong.of(1) : Numerals.counted(number);
        String unit = words.peek(1).lower();
        if (count.isEmpty()
                || !words.peek(1).isPlain()
                || moved(count.getAsLong(), unit, -1).isEmpty()) {
            return Optional.empty();
        }
        words.next();
        words.next();
        return Optional.of(new Age(count.getAsLong(), unit));
    }

    /** Whether a time begins so many words ahead. */
    public boolean startsAt(int ahead, boolean years) {
        int here = words.position();
        words.goTo(here + ahead);
        try {
            return instant().isPresent() || ago().isPresent() || span(years).isPresent();
        } catch (QueryError impossibleDate) {
            // It is written as a date: whoever reads it says what is wrong with it.
            return true;
        } finally {
            words.goTo(here);
        }
    }

    /**
     * Takes {@code today}, {@code last 7 days}, {@code this month}, {@code 2026-01-31} and their like.
     *
     * @param years whether four digits are a year, as behind {@code since}
     * @throws QueryError for {@code the last week}, which some mean the last seven days by
     */
    public Optional<Span> span(boolean years) {
        int before = words.position();
        Word first = words.peek();
        if (words.accept("the") && words.sees("last") && isCalendar(words.peek(1))) {
            String unit = words.peek(1).lower();
            throw QueryError.syntax(
                    "'the last " + unit + "' may be the calendar's, or the time up to now",
                    words.span(first, words.position() + 2),
                    "write last " + unit + " for the calendar's, or the last " + days(unit) + " days");
        }
        Optional<Span> span = named().or(this::counted).or(this::month).or(() -> written(years));
        if (span.isEmpty()) {
            words.goTo(before);
        }
        return span;
    }

    private static boolean isCalendar(Word word) {
        return word.is("week") || word.is("month") || word.is("year");
    }

    private static int days(String unit) {
        return switch (unit) {
            case "week" -> 7;
            case "month" -> 30;
            default -> 365;
        };
    }

    private Optional<Span> named() {
        LocalDate today = now.toLocalDate();
        if (words.accept("today")) {
            return Optional.of(day(today));
        }
        if (words.accept("yesterday")) {
            return Optional.of(day(today.minusDays(1)));
        }
        if (words.accept("tomorrow")) {
            return Optional.of(day(today.plusDays(1)));
        }
        String which = words.peek().lower();
        int forward = switch (which) {
            case "last" -> -1;
            case "this" -> 0;
            case "next" -> 1;
            default -> 2;
        };
        if (!words.peek().isPlain() || forward == 2) {
            return Optional.empty();
        }
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (words.accept(which + " week")) {
            return Optional.of(from(monday.plusWeeks(forward), Period.ofWeeks(1)));
        }
        if (words.accept(which + " month")) {
            return Optional.of(from(today.withDayOfMonth(1).plusMonths(forward), Period.ofMonths(1)));
        }
        if (words.accept(which + " year")) {
            return Optional.of(from(today.withDayOfYear(1).plusYears(forward), Period.ofYears(1)));
        }
        return Optional.empty();
    }

    private static Span day(LocalDate day) {
        return new Span(day.atStartOfDay(), day.plusDays(1).atStartOfDay(), false, true);
    }

    private static Span from(LocalDate start, Period length) {
        return new Span(start.atStartOfDay(), start.plus(length).atStartOfDay(), false, false);
    }

    /** From so long ago up to now, or from now on. */
    private Optional<Span> counted() {
        boolean back = words.acceptAny("last", "past");
        if (!back && !words.accept("next")) {
            return Optional.empty();
        }
        OptionalLong number = Numerals.counted(words.peek());
        number.ifPresent(_ -> words.next());
        Optional<LocalDateTime> other = moved(number.orElse(1), words.peek().lower(), back ? -1 : 1);
        if (other.isEmpty() || !words.peek().isPlain()) {
            return Optional.empty();
        }
        words.next();
        return other.map(time -> back ? new Span(time, now, true, false) : new Span(now, time, true, false));
    }

    private Optional<LocalDateTime> moved(long count, String unit, int direction) {
        long distance = count * direction;
        return Optional.ofNullable(
                        switch (unit) {
                            case "second", "seconds" -> now.plusSeconds(distance);
                            case "minute", "minutes" -> now.plusMinutes(distance);
                            case "hour", "hours" -> now.plusHours(distance);
                            case "day", "days" -> now.plusDays(distance);
                            case "week", "weeks" -> now.plusWeeks(distance);
                            case "month", "months" -> now.plusMonths(distance);
                            case "year", "years" -> now.plusYears(distance);
                            default -> null;
                        })
                .map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** {@code january 2026}. */
    private Optional<Span> month() {
        int month = MONTHS.indexOf(words.peek().lower());
        Word year = words.peek(1);
        if (month < 0
                || !words.peek().isPlain()
                || !year.isPlain()
                || !YEAR.matcher(year.text()).matches()) {
            return Optional.empty();
        }
        words.next();
        words.next();
        return Optional.of(from(LocalDate.of(Integer.parseInt(year.text()), month + 1, 1), Period.ofMonths(1)));
    }

    boolean isMonth(Word word) {
        return word.isPlain() && MONTHS.contains(word.lower());
    }

    /** @throws QueryError where a month comes next without its year */
    public void refuseMonth() {
        Word month = words.peek();
        if (isMonth(month) && !startsAt(0, false)) {
            throw QueryError.syntax(
                    "'" + month.text() + "' is a month of some year",
                    words.position(month),
                    "write its year too, as in " + month.lower() + " " + now.getYear());
        }
    }

    /** A day, a month or a year in digits. */
    private Optional<Span> written(boolean years) {
        Word word = words.peek();
        String text = word.text();
        if (!word.isPlain() || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return Optional.empty();
        }
        Optional<Span> span = Optional.empty();
        boolean moment = words.peek(1).isPlain()
                && TIME_OF_DAY.matcher(words.peek(1).text()).matches();
        if (DAY.matcher(text).matches() && !moment) {
            span = Optional.of(dated(word, () -> day(LocalDate.parse(text))));
        } else if (MONTH.matcher(text).matches()) {
            span = Optional.of(dated(word, () -> from(LocalDate.parse(text + "-01"), Period.ofMonths(1))));
        } else if (years && YEAR.matcher(text).matches()) {
            span = Optional.of(from(LocalDate.of(Integer.parseInt(text), 1, 1), Period.ofYears(1)));
        }
        span.ifPresent(_ -> words.next());
        return span;
    }

    private <T> T dated(Word word, Supplier<T> date) {
        try {
            return date.get();
        } catch (DateTimeException e) {
            throw QueryError.syntax(
                    "'" + Complaints.shown(word.text()) + "' is not a date",
                    words.position(word),
                    "write 2026-01-31 or 2026-01-31T12:00:00Z");
        }
    }
}
