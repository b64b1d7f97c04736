package io.lumadb.client.load;

import io.lumadb.client.load.key.KeyOrder;
import io.lumadb.client.load.key.Zipfian;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a load run does. Made by {@link #of} and the {@code with} methods.
 *
 * @param records how many the collection is filled with
 * @param fields text fields of a document, {@code field0} and on
 * @param fieldBytes bytes in each
 * @param wholeUpdates whether an update replaces the whole document instead of one field
 * @param connections requests under way at once, one a connection
 * @param limit when the run ends
 * @param targetPerSecond operations due a second; empty: each connection starts its next operation when its last one ended
 * @param theta exponent of the Zipf distributions; 0.99 is YCSB's
 */
public record LoadPlan(
        String collection,
        Workload workload,
        long records,
        int fields,
        int fieldBytes,
        boolean wholeUpdates,
        KeyOrder keys,
        int connections,
        Limit limit,
        OptionalDouble targetPerSecond,
        double theta,
        long seed) {

    public static final int MOST_CONNECTIONS = 1_000;
    private static final long MOST_DOCUMENT_BYTES = 8_000_000;

    /** The end of a run: whichever comes first. */
    public record Limit(OptionalLong operations, Optional<Duration> duration) {
        public Limit {
            require(
                    operations.isPresent() || duration.isPresent(),
                    "a run needs an end: a number of operations or a duration");
            require(operations.isEmpty() || operations.getAsLong() >= 1, "the number of operations must be at least 1");
            require(duration.isEmpty() || duration.get().isPositive(), "the duration must be more than nothing");
        }

        public static Limit lasting(Duration duration) {
            return new Limit(OptionalLong.empty(), Optional.of(duration));
        }

        public static Limit operations(long count) {
            return new Limit(OptionalLong.of(count), Optional.empty());
        }
    }

    public LoadPlan {
        require(!collection.isEmpty(), "the collection needs a name");
        require(records >= 1, "there must be at least 1 record");
        require(fields >= 1 && fields <= 1_000, "fields must be 1 to 1,000");
        require(fieldBytes >= 1, "bytes of a field must be at least 1");
        require(
                (long) fields * fieldBytes <= MOST_DOCUMENT_BYTES,
                "fields times bytes must be at most " + MOST_DOCUMENT_BYTES);
        require(connections >= 1 && connections <= MOST_CONNECTIONS, "connections must be 1 to " + MOST_CONNECTIONS);
        require(
                targetPerSecond.isEmpty() || targetPerSecond.getAsDouble() >= 0.1,
                "the target must be at least 0.1 operations a second");
        require(theta >= 0 && theta < 1, "the Zipf exponent must be 0 to less than 1");
    }

    /** YCSB's defaults: ten fields of 100 bytes, hashed keys; 64 connections, as fast as they can. */
    public static LoadPlan of(String collection, Workload workload, long records, Limit limit) {
        return new LoadPlan(
                collection,
                workload,
                records,
                10,
                100,
                false,
                KeyOrder.HASHED,
                64,
                limit,
                OptionalDouble.empty(),
                Zipfian.USUAL_THETA,
                1);
    }

    public LoadPlan withDocuments(int fieldCount, int bytes, boolean updateWhole) {
        return new LoadPlan(
                collection,
                workload,
                records,
                fieldCount,
                bytes,
                updateWhole,
                keys,
                connections,
                limit,
                targetPerSecond,
                theta,
                seed);
    }

    public LoadPlan withKeys(KeyOrder order, double exponent, long randomSeed) {
        return new LoadPlan(
                collection,
                workload,
                records,
                fields,
                fieldBytes,
                wholeUpdates,
                order,
                connections,
                limit,
                targetPerSecond,
                exponent,
                randomSeed);
    }

    public LoadPlan withPace(int connectionCount, OptionalDouble target) {
        return new LoadPlan(
                collection,
                workload,
                records,
                fields,
                fieldBytes,
                wholeUpdates,
                keys,
                connectionCount,
                limit,
                target,
                theta,
                seed);
    }

    public LoadPlan withLimit(Limit other) {
        return new LoadPlan(
                collection,
                workload,
                records,
                fields,
                fieldBytes,
                wholeUpdates,
                keys,
                connections,
                other,
                targetPerSecond,
                theta,
                seed);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
