package io.lumadb.document;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/**
 * Values as bytes whose unsigned lexicographic order is {@link ValueOrder}; equal values give equal bytes, so {@code 1}
 * and {@code 1.0} are one key. Every encoding is self-delimiting, hence keys can be put behind one another.
 *
 * <p>A number is the largest double not above it (eight sortable bytes), then the exact positive remainder, so that
 * int64 beyond 2^53 and decimals keep their place between doubles.
 */
public final class OrderedKey {

    private static final int EXACT = 0;
    private static final int REMAINDER = 1;
    /** Follows a zero byte inside a text, so that the two-zero terminator stays unique and lowest. */
    private static final int ESCAPED_ZERO = 0xFF;

    private OrderedKey() {}

    /** The key of one value. */
    public static byte[] of(Value value) {
        ByteArrayOutputStream out = new KeyBytes(24);
        write(out, value);
        return out.toByteArray();
    }

    /** Appends the key of a value. */
    public static void write(ByteArrayOutputStream out, Value value) {
        out.write(ValueOrder.rank(value) + 1);
        switch (value) {
            case Value.Missing _, Value.Null _ -> {}
            case Value.Int64(long number) -> writeInt64(out, number);
            case Value.Float64(double number) -> writeDouble(out, number);
            case Value.Decimal(Decimal128 number) -> writeDecimal(out, number);
            case Value.Text(String text) -> writeText(out, text);
            case Value.Obj(Map<String, Value> fields) -> {
                fields.forEach((name, field) -> {
                    out.write(1);
                    out.write(ValueOrder.rank(field));
                    writeText(out, name);
                    write(out, field);
                });
                out.write(0);
            }
            case Value.Array(List<Value> elements) -> {
                for (Value element : elements) {
                    out.write(1);
                    write(out, element);
                }
                out.write(0);
            }
            case Value.Binary(byte[] bytes) -> {
                writeFixed(out, bytes.length, 4);
                out.writeBytes(bytes);
            }
            case Value.Vector(float[] components) -> {
                writeFixed(out, components.length, 4);
                for (float component : components) {
                    writeFixed(out, sortable(component), 8);
                }
            }
            case Value.Bool(boolean flag) -> out.write(flag ? 1 : 0);
            case Value.Timestamp(long millis) -> writeFixed(out, millis ^ Long.MIN_VALUE, 8);
        }
    }

    /** Complements bytes in place from an offset, for a descending part of a compound key. */
    public static void invert(byte[] key, int from) {
        for (int i = from; i < key.length; i++) {
            key[i] = (byte) ~key[i];
        }
    }

    /** The smallest byte string above every string that starts with this prefix; empty when there is none. */
    public static byte[] successor(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return new byte[0];
    }

    private static void writeInt64(ByteArrayOutputStream out, long number) {
        double nearest = number;
        if (nearest < 0x1p63 && (long) nearest == number) {
            writeDouble(out, nearest);
        } else {
            writeExact(out, BigDecimal.valueOf(number));
        }
    }

    private static void writeDouble(ByteArrayOutputStream out, double number) {
        writeFixed(out, sortable(number), 8);
        out.write(EXACT);
    }

    private static void writeDecimal(ByteArrayOutputStream out, Decimal128 number) {
        if (number.isNaN()) {
            writeDouble(out, Double.NaN);
        } else if (number.isInfinite()) {
            writeDouble(out, number.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        } else {
            writeExact(out, finite(number));
        }
    }

    private static BigDecimal finite(Decimal128 number) {
        try {
            return number.bigDecimalValue();
        } catch (ArithmeticException negativeZero) {
            return BigDecimal.ZERO;
        }
    }

    private static void writeExact(ByteArrayOutputStream out, BigDecimal number) {
        double floor = number.doubleValue();
        if (floor == Double.NEGATIVE_INFINITY) {
            // Below every finite double, above -Infinity: the larger the magnitude, the smaller the key.
            writeFixed(out, sortable(floor), 8);
            out.write(REMAINDER);
            ByteArrayOutputStream magnitude = new ByteArrayOutputStream();
            writePositive(magnitude, number.negate());
            byte[] inverted = magnitude.toByteArray();
            invert(inverted, 0);
            out.writeBytes(inverted);
            return;
        }
        if (floor == Double.POSITIVE_INFINITY) {
            floor = Double.MAX_VALUE;
        }
        if (new BigDecimal(floor).compareTo(number) > 0) {
            floor = Math.nextDown(floor);
        }
        BigDecimal remainder = number.subtract(new BigDecimal(floor));
        if (remainder.signum() == 0) {
            writeDouble(out, floor);
        } else {
            writeFixed(out, sortable(floor), 8);
            out.write(REMAINDER);
            writePositive(out, remainder);
        }
    }

    /** Decimal exponent, then the digits without trailing zeros: 0.d1d2d3… × 10^exponent. */
    private static void writePositive(ByteArrayOutputStream out, BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale();
        writeFixed(out, exponent ^ Integer.MIN_VALUE, 4);
        out.writeBytes(stripped.unscaledValue().toString().getBytes(StandardCharsets.US_ASCII));
        out.write(0);
    }

    /** A long whose unsigned order is the order of doubles, NaN lowest and the zeros one. */
    private static long sortable(double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
        long bits = Double.doubleToLongBits(number == 0.0 ? 0.0 : number);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            out.write(unit);
            if (unit == 0) {
                out.write(ESCAPED_ZERO);
            }
        }
        out.write(0);
        out.write(0);
    }

    private static void writeFixed(ByteArrayOutputStream out, long bits, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (bits >>> shift));
        }
    }
}
