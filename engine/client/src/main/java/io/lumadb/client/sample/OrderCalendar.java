package io.lumadb.client.sample;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * When people order: eighteen months, hour by hour, each hour weighted by month, weekday and time of day (UTC), with a
 * slow growth over the whole time. Immutable.
 */
final class OrderCalendar {

    static final int MONTHS = 18;

    /** January to December; the shop lives on December. */
    private static final double[] BY_MONTH = {0.92, 0.85, 0.98, 1.04, 1.02, 0.93, 0.82, 0.8, 0.95, 1.06, 1.38, 1.65};

    /** Monday to Sunday: baskets are filled at the weekend and ordered on Sunday evening and Monday. */
    private static final double[] BY_WEEKDAY = {1.14, 1.02, 0.98, 0.97, 0.92, 0.84, 1.18};

    private static final double[] BY_HOUR = {
        0.22, 0.12, 0.07, 0.05, 0.08, 0.2, 0.5, 0.8, 1.0, 1.15, 1.2, 1.25, 1.3, 1.15, 1.05, 1.05, 1.15, 1.3, 1.55, 1.85,
        1.9, 1.55, 0.95, 0.5
    };

    /** By how much the last hour's orders exceed the first's. */
    private static final double GROWTH = 0.35;

    private static final long MILLIS_AN_HOUR = 3_600_000;

    private final Instant start;
    private final Instant end;
    private final double[] cumulative;

    OrderCalendar(Instant end) {
        OffsetDateTime last = end.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        this.end = last.toInstant();
        this.start = last.minusMonths(MONTHS).toInstant();
        this.cumulative = cumulativeWeights();
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return end;
    }

    /**
     * The moment by which this part of all orders has been placed, to the second.
     *
     * @param quantile 0 (the start) up to, and without, 1 (the end); a larger one never gives an earlier moment
     */
    Instant at(double quantile) {
        double target = quantile * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, target);
        int hour = Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
        double before = hour == 0 ? 0 : cumulative[hour - 1];
        double within = (target - before) / (cumulative[hour] - before);
        long millis = (long) ((hour + within) * MILLIS_AN_HOUR);
        Instant moment = start.plusMillis(millis).truncatedTo(ChronoUnit.SECONDS);
        return moment.isBefore(end) ? moment : end.minusSeconds(1);
    }

    private double[] cumulativeWeights() {
        int hours = Math.toIntExact(ChronoUnit.HOURS.between(start, end));
        double[] sums = new double[hours];
        double sum = 0;
        OffsetDateTime hour = start.atOffset(ZoneOffset.UTC);
        for (int number = 0; number < hours; number++) {
            sum += weight(hour) * (1 + GROWTH * number / hours);
            sums[number] = sum;
            hour = hour.plusHours(1);
        }
        return sums;
    }

    private static double weight(OffsetDateTime hour) {
        return BY_MONTH[hour.getMonthValue() - 1]
                * BY_WEEKDAY[hour.getDayOfWeek().getValue() - 1]
                * BY_HOUR[hour.getHour()];
    }
}
