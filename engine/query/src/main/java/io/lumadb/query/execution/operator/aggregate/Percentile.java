package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * PERCENTILE and MEDIAN: the value at a fraction of the way from the least number to the greatest, interpolated between
 * the two nearest (SQL's PERCENTILE_CONT). A decimal if one went in, otherwise a double. Timestamps count where there are
 * no numbers; other values never do.
 */
public final class Percentile extends Accumulator {

    private final double fraction;
    private final LongConsumer grown;
    /** Numbers that a double holds exactly, which nearly all are. */
    private double[] doubles = new double[4];

    private int doubleCount;
    private final List<Value> otherNumbers = new ArrayList<>();
    private final List<Value> timestamps = new ArrayList<>();

    /** {@code fraction}: from 0 to 1. */
    Percentile(double fraction, LongConsumer grown) {
        this.fraction = fraction;
        this.grown = grown;
    }

    @Override
    public void add(Value value, Row row) {
        add(value);
    }

    private void add(Value value) {
        switch (value) {
            case Value.Float64(double number) -> add(number);
            case Value.Int64(long number)
            when (long) (double) number == number && number != Long.MAX_VALUE -> add((double) number);
            case Value.Int64 _, Value.Decimal _ -> hold(otherNumbers, value);
            case Value.Timestamp _ -> hold(timestamps, value);
            default -> {}
        }
    }

    private void add(double number) {
        if (doubleCount == doubles.length) {
            grown.accept((long) doubles.length * Double.BYTES);
            doubles = Arrays.copyOf(doubles, doubles.length * 2);
        }
        doubles[doubleCount++] = number;
    }

    private void hold(List<Value> values, Value value) {
        values.add(value);
        grown.accept(Long.BYTES + ValueSize.of(value));
    }

    @Override
    public void merge(Accumulator other) {
        Percentile that = (Percentile) other;
        for (int i = 0; i < that.doubleCount; i++) {
            add(that.doubles[i]);
        }
        that.otherNumbers.forEach(this::add);
        that.timestamps.forEach(this::add);
    }

    @Override
    public Value result() {
        if (!otherNumbers.isEmpty()) {
            return interpolated(sortedNumbers());
        }
        if (doubleCount > 0) {
            return ofDoubles();
        }
        if (timestamps.isEmpty()) {
            return Value.NULL;
        }
        List<Value> sorted = new ArrayList<>(timestamps);
        sorted.sort(ValueOrder.INSTANCE);
        return interpolated(sorted);
    }

    private Value ofDoubles() {
        double[] sorted = Arrays.copyOf(doubles, doubleCount);
        Arrays.sort(sorted);
        double place = fraction * (doubleCount - 1);
        int below = (int) place;
        int above = Math.min(below + 1, doubleCount - 1);
        int nans = countNaNs(sorted);
        return Value.of(between(at(sorted, below, nans), at(sorted, above, nans), place - below));
    }

    /** NaN is the lowest number here; {@link Arrays#sort(double[])} puts it last. */
    private static double at(double[] sorted, int place, int nans) {
        return place < nans ? Double.NaN : sorted[place - nans];
    }

    private static int countNaNs(double[] sorted) {
        int nans = 0;
        while (nans < sorted.length && Double.isNaN(sorted[sorted.length - 1 - nans])) {
            nans++;
        }
        return nans;
    }

    private List<Value> sortedNumbers() {
        List<Value> sorted = new ArrayList<>(otherNumbers);
        for (int i = 0; i < doubleCount; i++) {
            sorted.add(Value.of(doubles[i]));
        }
        sorted.sort(ValueOrder.INSTANCE);
        return sorted;
    }

    private Value interpolated(List<Value> sorted) {
        double place = fraction * (sorted.size() - 1);
        int below = (int) place;
        return interpolated(
                sorted.get(below),
                sorted.get(Math.min(below + 1, sorted.size() - 1)),
                place - below,
                otherNumbers.stream().anyMatch(Value.Decimal.class::isInstance));
    }

    /**
     * A value between two neighbours, which are numbers or timestamps.
     *
     * @param share how far it is from the lower to the higher one, 0 to 1
     * @param decimal whether numbers give a decimal
     */
    public static Value interpolated(Value low, Value high, double share, boolean decimal) {
        if (low instanceof Value.Timestamp(long from) && high instanceof Value.Timestamp(long to)) {
            return new Value.Timestamp(from + Math.round((to - from) * share));
        }
        return decimal && Arithmetic.isFinite(low) && Arithmetic.isFinite(high)
                ? Arithmetic.decimal(Arithmetic.toBigDecimal(low)
                        .add(Arithmetic.toBigDecimal(high)
                                .subtract(Arithmetic.toBigDecimal(low))
                                .multiply(BigDecimal.valueOf(share))))
                : Value.of(between(Arithmetic.toDouble(low), Arithmetic.toDouble(high), share));
    }

    private static double between(double low, double high, double share) {
        return share == 0 || low == high ? low : low + (high - low) * share;
    }

    @Override
    public void write(SpillOutput out) {
        out.writeVariable(doubleCount);
        for (int i = 0; i < doubleCount; i++) {
            out.writeDouble(doubles[i]);
        }
        out.writeValues(otherNumbers);
        out.writeValues(timestamps);
    }

    @Override
    public void read(SpillInput in) {
        for (int left = in.readSize(); left > 0; left--) {
            add(in.readDouble());
        }
        in.readValues().forEach(this::add);
        in.readValues().forEach(this::add);
    }
}
