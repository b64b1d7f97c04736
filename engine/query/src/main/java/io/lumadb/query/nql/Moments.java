package io.lumadb.query.nql;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Reads times relative to now, in UTC; a week begins on Monday (ISO 8601). They become timestamps when a sentence is read. */
final class Moments {

    private final Words words;
    private final LocalDateTime now;

    Moments(Words words, InstantSource clock) {
        this.words = words;
        this.now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** A stretch of time: from its start up to, but not with, its end; without an end up to now and beyond. */
    record Span(LocalDateTime start, Optional<LocalDateTime> end) {

        Expression from() {
            return timestamp(start);
        }

        Optional<Expression> until() {
            return end.map(Moments::timestamp);
        }
    }

    private static Expression timestamp(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return new Expression.Literal(Value.of(instant));
    }

    /** Takes {@code now}. */
    Optional<Expression> instant() {
        return words.accept("now") ? Optional.of(timestamp(now)) : Optional.empty();
    }

    /** Takes {@code today}, {@code last 7 days}, {@code this month} and their like. */
    Optional<Span> span() {
        int before = words.position();
        words.accept("the");
        Optional<Span> span = named().or(this::counted);
        if (span.isEmpty()) {
            words.goTo(before);
        }
        return span;
    }

    private Optional<Span> named() {
        LocalDate today = now.toLocalDate();
        if (words.accept("today")) {
            return span(today, today.plusDays(1));
        }
        if (words.accept("yesterday")) {
            return span(today.minusDays(1), today);
        }
        boolean last = words.sees("last");
        if (!last && !words.sees("this")) {
            return Optional.empty();
        }
        int back = last ? 1 : 0;
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate year = today.withDayOfYear(1);
        String first = last ? "last" : "this";
        if (words.accept(first + " week")) {
            return span(monday.minusWeeks(back), monday.minusWeeks(back).plusWeeks(1));
        }
        if (words.accept(first + " month")) {
            return span(month.minusMonths(back), month.minusMonths(back).plusMonths(1));
        }
        if (words.accept(first + " year")) {
            return span(year.minusYears(back), year.minusYears(back).plusYears(1));
        }
        return Optional.empty();
    }

    private static Optional<Span> span(LocalDate start, LocalDate end) {
        return Optional.of(new Span(start.atStartOfDay(), Optional.of(end.atStartOfDay())));
    }

    private Optional<Span> counted() {
        if (!words.acceptAny("last", "past")) {
            return Optional.empty();
        }
        Word number = words.peek();
        long count = 1;
        if (number.isPlain()
                && number.text().chars().allMatch(Character::isDigit)
                && number.text().length() < 6) {
            count = Long.parseLong(number.text());
            words.next();
        }
        Optional<LocalDateTime> start = back(count);
        return start.map(from -> new Span(from, Optional.empty()));
    }

    private Optional<LocalDateTime> back(long count) {
        String unit = words.peek().lower();
        Optional<LocalDateTime> start = Optional.ofNullable(
                switch (unit) {
                    case "second", "seconds" -> now.minusSeconds(count);
                    case "minute", "minutes" -> now.minusMinutes(count);
                    case "hour", "hours" -> now.minusHours(count);
                    case "day", "days" -> now.minusDays(count);
                    case "week", "weeks" -> now.minusWeeks(count);
                    case "month", "months" -> now.minusMonths(count);
                    case "year", "years" -> now.minusYears(count);
                    default -> null;
                });
        if (start.isPresent()) {
            words.next();
        }
        return start;
    }
}
