package io.lumadb.document;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/**
 * The total order across kinds, after BSON's comparison order: null/missing &lt; numbers by value &lt; string (UTF-8
 * bytes) &lt; object &lt; array &lt; binary &lt; vector &lt; boolean &lt; timestamp. NaN sorts below all numbers, -0.0
 * equals 0.0, 1 equals 1.0.
 */
public final class ValueOrder implements Comparator<Value> {

    public static final ValueOrder INSTANCE = new ValueOrder();

    /** Up to here every whole number is a double. */
    private static final long MOST_EXACT = 1L << 53;

    private ValueOrder() {}

    /** The place of a value's kind in the order; values of the same rank are comparable with each other. */
    public static int rank(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> 0;
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> 1;
            case Value.Text _ -> 2;
            case Value.Obj _ -> 3;
            case Value.Array _ -> 4;
            case Value.Binary _ -> 5;
            case Value.Vector _ -> 6;
            case Value.Bool _ -> 7;
            case Value.Timestamp _ -> 8;
        };
    }

    @Override
    public int compare(Value left, Value right) {
        int byRank = Integer.compare(rank(left), rank(right));
        if (byRank != 0) {
            return byRank;
        }
        return switch (left) {
            case Value.Missing _, Value.Null _ -> 0;
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> compareNumbers(left, right);
            case Value.Text(String text) -> compareText(text, ((Value.Text) right).value());
            case Value.Obj(Map<String, Value> fields) -> compareObjects(fields, ((Value.Obj) right).fields());
            case Value.Array(List<Value> elements) -> compareArrays(elements, ((Value.Array) right).elements());
            case Value.Binary(byte[] bytes) -> compareBinary(bytes, ((Value.Binary) right).bytes());
            case Value.Vector(float[] components) -> compareVectors(components, ((Value.Vector) right).components());
            case Value.Bool(boolean flag) -> Boolean.compare(flag, ((Value.Bool) right).value());
            case Value.Timestamp(long millis) -> Long.compare(millis, ((Value.Timestamp) right).epochMillis());
        };
    }

    /** Whether two values are the same for queries: {@code 1} and {@code 1.0} are. */
    public static boolean same(Value left, Value right) {
        return INSTANCE.compare(left, right) == 0;
    }

    /** A hash that agrees with {@link #same}. */
    public static int hash(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _ -> 0;
            case Value.Int64(long number) -> hashNumber(number);
            case Value.Float64(double number) -> hashDouble(number);
            case Value.Decimal(Decimal128 number) -> hashDecimal(number);
            case Value.Obj(Map<String, Value> fields) -> {
                int hash = 3;
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    hash = 31 * (31 * hash + field.getKey().hashCode()) + hash(field.getValue());
                }
                yield hash;
            }
            case Value.Array(List<Value> elements) -> {
                int hash = 4;
                for (Value element : elements) {
                    hash = 31 * hash + hash(element);
                }
                yield hash;
            }
            case Value.Vector(float[] components) -> {
                int hash = 6;
                for (float component : components) {
                    hash = 31 * hash + Float.hashCode(component == 0f ? 0f : component);
                }
                yield hash;
            }
            case Value.Text _, Value.Binary _, Value.Bool _, Value.Timestamp _ -> value.hashCode();
        };
    }

    private static int hashNumber(long number) {
        double asDouble = number;
        return asDouble < 0x1p63 && (long) asDouble == number ? Double.hashCode(asDouble) : Long.hashCode(number);
    }

    private static int hashDouble(double number) {
        return Double.hashCode(number == 0.0 ? 0.0 : number);
    }

    private static int hashDecimal(Decimal128 number) {
        if (number.isNaN() || number.isInfinite()) {
            return hashDouble(doubleOf(number));
        }
        BigDecimal exact = exact(number);
        double asDouble = exact.doubleValue();
        if (Double.isFinite(asDouble) && new BigDecimal(asDouble).compareTo(exact) == 0) {
            return hashDouble(asDouble);
        }
        if (exact.stripTrailingZeros().scale() <= 0 && exact.precision() - exact.scale() <= 19) {
            return Long.hashCode(exact.longValue());
        }
        return exact.stripTrailingZeros().hashCode();
    }

    private static int compareNumbers(Value left, Value right) {
        if (left instanceof Value.Int64(long a) && right instanceof Value.Int64(long b)) {
            return Long.compare(a, b);
        }
        if (left instanceof Value.Float64(double a) && right instanceof Value.Float64(double b)) {
            return compareDoubles(a, b);
        }
        if (left instanceof Value.Float64(double a) && right instanceof Value.Int64(long b) && isExact(b)) {
            return compareDoubles(a, (double) b);
        }
        if (left instanceof Value.Int64(long a) && right instanceof Value.Float64(double b) && isExact(a)) {
            return compareDoubles((double) a, b);
        }
        double leftSpecial = special(left);
        double rightSpecial = special(right);
        if (leftSpecial != 0 || rightSpecial != 0) {
            // At least one side is NaN or infinite; every finite number counts as 0 against those.
            return compareDoubles(leftSpecial, rightSpecial);
        }
        return exact(left).compareTo(exact(right));
    }

    /** Whether the double nearest to it is the number itself. */
    private static boolean isExact(long number) {
        return number >= -MOST_EXACT && number <= MOST_EXACT;
    }

    private static int compareDoubles(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(!Double.isNaN(a), !Double.isNaN(b));
        }
        return a < b ? -1 : a > b ? 1 : 0;
    }

    /** NaN or an infinity as itself, every finite number as 0. */
    private static double special(Value number) {
        double asDouble = switch (number) {
            case Value.Float64(double value) -> value;
            case Value.Decimal(Decimal128 value) when value.isNaN() || value.isInfinite() -> doubleOf(value);
            default -> 0;
        };
        return Double.isFinite(asDouble) ? 0 : asDouble;
    }

    private static double doubleOf(Decimal128 special) {
        if (special.isNaN()) {
            return Double.NaN;
        }
        return special.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static BigDecimal exact(Value number) {
        return switch (number) {
            case Value.Int64(long value) -> BigDecimal.valueOf(value);
            case Value.Float64(double value) -> new BigDecimal(value);
            case Value.Decimal(Decimal128 value) -> exact(value);
            default -> throw new IllegalArgumentException("not a number: " + number.typeName());
        };
    }

    private static BigDecimal exact(Decimal128 value) {
        // BigDecimal has no negative zero, and Decimal128 refuses to convert one.
        return value.isNegative() && value.equals(Decimal128.NEGATIVE_ZERO) ? BigDecimal.ZERO : zeroOrExact(value);
    }

    private static BigDecimal zeroOrExact(Decimal128 value) {
        try {
            return value.bigDecimalValue();
        } catch (ArithmeticException negativeZero) {
            return BigDecimal.ZERO;
        }
    }

    /** UTF-8 byte order equals code point order; UTF-16 order differs where surrogates stand. */
    private static int compareText(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean leftSurrogate = Character.isSurrogate(a);
                boolean rightSurrogate = Character.isSurrogate(b);
                return leftSurrogate == rightSurrogate ? Character.compare(a, b) : leftSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareObjects(Map<String, Value> left, Map<String, Value> right) {
        Iterator<Map.Entry<String, Value>> a = left.entrySet().iterator();
        Iterator<Map.Entry<String, Value>> b = right.entrySet().iterator();
        while (a.hasNext() && b.hasNext()) {
            Map.Entry<String, Value> x = a.next();
            Map.Entry<String, Value> y = b.next();
            int byRank = Integer.compare(rank(x.getValue()), rank(y.getValue()));
            int byName = byRank != 0 ? byRank : compareText(x.getKey(), y.getKey());
            int order = byName != 0 ? byName : INSTANCE.compare(x.getValue(), y.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    private static int compareArrays(List<Value> left, List<Value> right) {
        int length = Math.min(left.size(), right.size());
        for (int i = 0; i < length; i++) {
            int order = INSTANCE.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** BSON orders binary by length first, then by unsigned bytes. */
    private static int compareBinary(byte[] left, byte[] right) {
        int byLength = Integer.compare(left.length, right.length);
        return byLength != 0 ? byLength : Arrays.compareUnsigned(left, right);
    }

    private static int compareVectors(float[] left, float[] right) {
        int byLength = Integer.compare(left.length, right.length);
        for (int i = 0; byLength == 0 && i < left.length; i++) {
            int order = compareDoubles(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return byLength;
    }

    /** The UTF-8 bytes of a text, for those who need the order as bytes. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
