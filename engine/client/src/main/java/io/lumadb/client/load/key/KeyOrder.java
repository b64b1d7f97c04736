package io.lumadb.client.load.key;

/** How a record's key comes from its number; YCSB's {@code insertorder}. */
public enum KeyOrder {
    /** {@code user} and a hash of the number: records inserted one after another lie far apart. */
    HASHED,
    /** {@code user} and the number with twelve digits: keys sort as their numbers do. */
    ORDERED;

    private static final int DIGITS = 12;

    public String key(long number) {
        return switch (this) {
            case HASHED -> "user" + Fnv.hash(number);
            case ORDERED -> {
                String digits = Long.toString(number);
                yield "user" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
            }
        };
    }
}
