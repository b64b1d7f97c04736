package io.lumadb.document;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes the {@code _id} of a document that came without one: a UUIDv7 (RFC 9562 §5.7), so that new keys sort last. */
public final class DocumentIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private DocumentIds() {}

    /** A new UUIDv7 as text, with the current time in its first 48 bits. */
    public static Value next() {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = System.currentTimeMillis() << 16 | 0x7000L | (random[0] & 0x0FL) << 8 | random[1] & 0xFFL;
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = low << 8 | random[i] & 0xFFL;
        }
        low = low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return Value.of(new UUID(high, low).toString());
    }
}
