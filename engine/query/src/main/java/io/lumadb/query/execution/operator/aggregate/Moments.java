package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;

/**
 * VARIANCE and STDDEV of a sample, as a double: NULL for fewer than two numbers, NaN where one of them is not finite.
 * What is kept is the count, the mean and the sum of squared differences from it, updated by Welford's method and merged
 * by Chan, Golub and LeVeque ("Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979), in
 * twice the precision of doubles: so the result does not depend on which shard answered first.
 */
final class Moments extends Accumulator {

    private final boolean root;
    private long count;
    private boolean special;
    private Twofold mean = Twofold.ZERO;
    private Twofold squares = Twofold.ZERO;

    /** {@code root}: the standard deviation. */
    Moments(boolean root) {
        this.root = root;
    }

    @Override
    public void add(Value value, Row row) {
        if (!value.isNumber()) {
            return;
        }
        count++;
        if (!Arithmetic.isFinite(value)) {
            special = true;
            return;
        }
        Twofold number = Twofold.of(value);
        Twofold before = number.minus(mean);
        mean = mean.plus(before.dividedBy((double) count));
        squares = squares.plus(before.times(number.minus(mean)));
    }

    @Override
    public void merge(Accumulator other) {
        Moments that = (Moments) other;
        merge(that.count, that.special, that.mean, that.squares);
    }

    private void merge(long otherCount, boolean otherSpecial, Twofold otherMean, Twofold otherSquares) {
        special |= otherSpecial;
        if (otherCount == 0) {
            return;
        }
        if (count == 0) {
            count = otherCount;
            mean = otherMean;
            squares = otherSquares;
            return;
        }
        double all = count + otherCount;
        Twofold difference = otherMean.minus(mean);
        squares = squares.plus(otherSquares)
                .plus(difference
                        .times(difference)
                        .times((double) count)
                        .times((double) otherCount)
                        .dividedBy(all));
        mean = mean.plus(difference.times((double) otherCount).dividedBy(all));
        count += otherCount;
    }

    @Override
    public Value result() {
        if (count < 2) {
            return Value.NULL;
        }
        if (special || !Double.isFinite(squares.high())) {
            return Value.of(Double.NaN);
        }
        double variance = Math.max(0, squares.dividedBy((double) (count - 1)).value());
        return Value.of(root ? Math.sqrt(variance) : variance);
    }

    @Override
    public void write(SpillOutput out) {
        out.writeVariable(count);
        out.writeByte(special ? 1 : 0);
        write(out, mean);
        write(out, squares);
    }

    private static void write(SpillOutput out, Twofold number) {
        out.writeDouble(number.high());
        out.writeDouble(number.low());
    }

    @Override
    public void read(SpillInput in) {
        long otherCount = in.readVariable();
        boolean otherSpecial = in.readByte() == 1;
        Twofold otherMean = new Twofold(in.readDouble(), in.readDouble());
        merge(otherCount, otherSpecial, otherMean, new Twofold(in.readDouble(), in.readDouble()));
    }
}
