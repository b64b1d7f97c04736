package io.lumadb.client.load;

import java.time.Duration;

/**
 * What a load run does.
 *
 * @param documents keys {@code user0} to {@code user(documents - 1)} are used
 * @param fieldBytes bytes of text in each document, besides its key and a counter
 * @param connections requests under way at once, one a connection
 * @param readShare share of the operations that read, 0 to 1; the others replace a whole document
 * @param skew exponent of the Zipf distribution of keys, 0 for uniform; 0.99 is YCSB's
 */
public record LoadPlan(
        String collection,
        int documents,
        int fieldBytes,
        int connections,
        double readShare,
        double skew,
        Duration duration,
        long seed) {

    public LoadPlan {
        require(documents > 0, "documents must be at least 1");
        require(fieldBytes > 0 && fieldBytes <= 1_000_000, "field bytes must be 1 to 1,000,000");
        require(connections > 0 && connections <= 1_000, "connections must be 1 to 1,000");
        require(readShare >= 0 && readShare <= 1, "the read share must be 0 to 1");
        require(skew >= 0 && skew < 5, "the skew must be 0 to 5");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
