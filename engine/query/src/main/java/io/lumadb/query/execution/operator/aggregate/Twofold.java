package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import java.math.BigDecimal;

/**
 * A number as the unevaluated sum of two doubles, about 106 bits (Dekker 1971; Hida, Li and Bailey, "Library for
 * Double-Double and Quad-Double Arithmetic", 2007). Finite only.
 */
record Twofold(double high, double low) {

    static final Twofold ZERO = new Twofold(0, 0);

    /** A finite number, exactly where 106 bits suffice. */
    static Twofold of(Value number) {
        return switch (number) {
            case Value.Float64(double value) -> new Twofold(value, 0);
            case Value.Int64(long value) -> of(value);
            default -> {
                BigDecimal exact = Arithmetic.toBigDecimal(number);
                double high = exact.doubleValue();
                yield Double.isFinite(high)
                        ? new Twofold(high, exact.subtract(new BigDecimal(high)).doubleValue())
                        : new Twofold(high, 0);
            }
        };
    }

    static Twofold of(long value) {
        double high = value;
        // 2^63 is no long: what a long near it is rounded up by is known without going back.
        double low = high == 0x1p63 ? (double) (value - Long.MAX_VALUE) - 1 : (double) (value - (long) high);
        return new Twofold(high, low);
    }

    Twofold plus(Twofold other) {
        double sum = high + other.high;
        double back = sum - high;
        double error = (high - (sum - back)) + (other.high - back);
        return normal(sum, error + low + other.low);
    }

    Twofold minus(Twofold other) {
        return plus(new Twofold(-other.high, -other.low));
    }

    Twofold times(Twofold other) {
        double product = high * other.high;
        double error = Math.fma(high, other.high, -product);
        return normal(product, error + (high * other.low + low * other.high));
    }

    Twofold times(double other) {
        double product = high * other;
        return normal(product, Math.fma(high, other, -product) + low * other);
    }

    Twofold dividedBy(double divisor) {
        double quotient = high / divisor;
        double rest = Math.fma(-quotient, divisor, high) + low;
        return normal(quotient, rest / divisor);
    }

    double value() {
        return high + low;
    }

    private static Twofold normal(double large, double small) {
        double sum = large + small;
        return new Twofold(sum, small - (sum - large));
    }
}
