package io.lumadb.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.bson.types.Decimal128;

/** Values of every kind, with many that are near or equal to one another under another kind. */
final class RandomValues extends DomainContextBase {

    private static final List<String> TEXTS =
            List.of("", "a", "ab", "a\0", "a\0b", "B", "ü", "€", "😀", "\uFFFD", "\"\\\n");
    private static final List<String> NAMES = List.of("a", "b", "ab", "0", "_id", "ü", "x y");

    private static final List<Long> LONGS =
            List.of(0L, 1L, -1L, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1);

    private static final List<Double> DOUBLES = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            0x1p53,
            0x1p63,
            -0x1p63,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE);

    private static final List<String> DECIMALS = List.of(
            "0",
            "-0",
            "1.0",
            "1",
            "0.1",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808.5",
            "NaN",
            "Infinity",
            "-Infinity",
            "1E+6000",
            "-1E+6000",
            "1E-6100",
            "-1E-6100",
            "0.1000000000000000055511151231257827");

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.randomValue(random -> value(random, 3));
    }

    @Provide
    Arbitrary<Value.Obj> objects() {
        return Arbitraries.randomValue(random -> object(random, 4));
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 12)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextBoolean() ? one(random, LONGS) : random.nextLong());
            case 3 -> Value.of(random.nextBoolean() ? one(random, DOUBLES) : random.nextGaussian());
            case 4 -> new Value.Decimal(decimal(random));
            case 5 -> Value.of(one(random, TEXTS) + one(random, TEXTS));
            case 6 -> new Value.Timestamp(random.nextBoolean() ? random.nextLong() >> random.nextInt(40) : 0);
            case 7 -> new Value.Binary(bytes(random));
            case 8 -> new Value.Vector(new float[] {random.nextInt(3), random.nextFloat()});
            case 9 -> array(random, depth);
            default -> object(random, depth - 1);
        };
    }

    private static Decimal128 decimal(Random random) {
        return random.nextBoolean()
                ? Decimal128.parse(one(random, DECIMALS))
                : new Decimal128(new BigDecimal(new BigInteger(60, random), random.nextInt(-20, 20)));
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(4)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Value array(Random random, int depth) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(random, depth - 1));
        }
        return new Value.Array(elements);
    }

    private static Value.Obj object(Random random, int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(one(random, NAMES), value(random, Math.max(0, depth - 1)));
        }
        return new Value.Obj(fields);
    }
}
