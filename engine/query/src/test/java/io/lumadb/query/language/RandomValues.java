package io.lumadb.query.language;

import io.lumadb.document.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of every kind that a language can write, hard cases among them. */
final class RandomValues {

    private static final List<String> TEXTS = List.of(
            "",
            "Audio",
            "it's",
            "say \"hi\"",
            "a\\b",
            "line\nbreak",
            "ü€😀",
            "--",
            "/* no */",
            "2026-01-31",
            "null",
            "42",
            "where and or",
            "`tick`",
            "50%",
            "a;b",
            ":name",
            "?");

    private final Random random;
    private final Language language;

    RandomValues(Random random, Language language) {
        this.random = random;
        this.language = language;
    }

    Value scalar() {
        boolean all = language != Language.NQL;
        return switch (random.nextInt(all ? 10 : 6)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> integer();
            case 3 -> Value.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> text();
            case 5 -> new Value.Timestamp((long) (random.nextDouble() * 4e12));
            case 6 -> Value.of(new BigDecimal(new BigInteger(90, random), random.nextInt(20)));
            case 7 -> binary();
            case 8 -> new Value.Vector(new float[] {random.nextFloat(), -random.nextFloat(), 1e-20f});
            default ->
                Value.of(List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300)
                        .get(random.nextInt(4)));
        };
    }

    /** A value that is not null, as comparisons want. */
    Value comparable() {
        Value value = scalar();
        return value.isNull() ? text() : value;
    }

    Value text() {
        return Value.of(TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private Value integer() {
        List<Long> edges = List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53);
        return Value.of(random.nextBoolean() ? edges.get(random.nextInt(edges.size())) : random.nextInt(-999, 1000));
    }

    private Value binary() {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return new Value.Binary(bytes);
    }

    Value any(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        return switch (kind) {
            case 4 -> array(depth);
            case 5 -> language == Language.NQL ? array(depth) : object(depth);
            default -> scalar();
        };
    }

    private Value array(int depth) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(any(depth - 1));
        }
        return new Value.Array(elements);
    }

    Value.Obj object(int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        List<String> names = List.of("a", "b c", "order", "_id", "x\"y", "ü");
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(names.get(random.nextInt(names.size())), any(depth - 1));
        }
        return new Value.Obj(fields);
    }
}
