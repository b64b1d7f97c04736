package io.lumadb.document;

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

    private static final int TEXT = ValueOrder.rank(Value.of("")) + 1;
    private static final int NUMBER = ValueOrder.rank(Value.of(0)) + 1;

    private OrderedKey() {}

    /** The key of one value. */
    public static byte[] of(Value value) {
        KeyBytes out = new KeyBytes(24);
        write(out, value);
        return out.toByteArray();
    }

    /** Appends the key of a value. */
    public static void write(KeyBytes out, Value value) {
        // What most ids are, without a search among all kinds.
        if (value instanceof Value.Text(String text)) {
            out.writeByte(TEXT);
            writeText(out, text);
        } else if (value instanceof Value.Int64(long number)) {
            out.writeByte(NUMBER);
            writeInt64(out, number);
        } else {
            writeAny(out, value);
        }
    }

    private static void writeAny(KeyBytes out, Value value) {
        out.writeByte(ValueOrder.rank(value) + 1);
        switch (value) {
            case Value.Missing _, Value.Null _ -> {}
            case Value.Int64(long number) -> writeInt64(out, number);
            case Value.Float64(double number) -> writeDouble(out, number);
            case Value.Decimal(Decimal128 number) -> writeDecimal(out, number);
            case Value.Text(String text) -> writeText(out, text);
            case Value.Obj(Map<String, Value> fields) -> {
                fields.forEach((name, field) -> {
                    out.writeByte(1);
                    out.writeByte(ValueOrder.rank(field));
                    writeText(out, name);
                    write(out, field);
                });
                out.writeByte(0);
            }
            case Value.Array(List<Value> elements) -> {
                for (Value element : elements) {
                    out.writeByte(1);
                    write(out, element);
                }
                out.writeByte(0);
            }
            case Value.Binary(byte[] bytes) -> {
                out.writeInt(bytes.length);
                out.writeBytes(bytes);
            }
            case Value.Vector(float[] components) -> {
                out.writeInt(components.length);
                for (float component : components) {
                    out.writeLong(sortable(component));
                }
            }
            case Value.Bool(boolean flag) -> out.writeByte(flag ? 1 : 0);
            case Value.Timestamp(long millis) -> out.writeLong(millis ^ Long.MIN_VALUE);
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

    private static void writeInt64(KeyBytes out, long number) {
        double nearest = number;
        if (nearest < 0x1p63 && (long) nearest == number) {
            writeDouble(out, nearest);
        } else {
            writeExact(out, BigDecimal.valueOf(number));
        }
    }

    private static void writeDouble(KeyBytes out, double number) {
        out.writeLong(sortable(number));
        out.writeByte(EXACT);
    }

    private static void writeDecimal(KeyBytes out, Decimal128 number) {
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

    private static void writeExact(KeyBytes out, BigDecimal number) {
        double floor = number.doubleValue();
        if (floor == Double.NEGATIVE_INFINITY) {
            // Below every finite double, above -Infinity: the larger the magnitude, the smaller the key.
            out.writeLong(sortable(floor));
            out.writeByte(REMAINDER);
            KeyBytes magnitude = new KeyBytes(24);
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
            out.writeLong(sortable(floor));
            out.writeByte(REMAINDER);
            writePositive(out, remainder);
        }
    }

    /** Decimal exponent, then the digits without trailing zeros: 0.d1d2d3… × 10^exponent. */
    private static void writePositive(KeyBytes out, BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale();
        out.writeInt(exponent ^ Integer.MIN_VALUE);
        out.writeBytes(stripped.unscaledValue().toString().getBytes(StandardCharsets.US_ASCII));
        out.writeByte(0);
    }

    /** A long whose unsigned order is the order of doubles, NaN lowest and the zeros one. */
    private static long sortable(double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
        long bits = Double.doubleToLongBits(number == 0.0 ? 0.0 : number);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static void writeText(KeyBytes out, String text) {
        byte[] units = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf(0) < 0) {
            out.writeBytes(units);
        } else {
            writeEscaped(out, units);
        }
        out.writeByte(0);
        out.writeByte(0);
    }

    private static void writeEscaped(KeyBytes out, byte[] units) {
        for (byte unit : units) {
            out.writeByte(unit);
            if (unit == 0) {
                out.writeByte(ESCAPED_ZERO);
            }
        }
    }
}
