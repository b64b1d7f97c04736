package io.lumadb.client.load.key;

import java.util.SplittableRandom;

/** Chooses the record of the next request among those that are there. */
public sealed interface RecordChooser {

    /** A number, 0 to {@code records.end() - 1}. */
    long next(SplittableRandom random, InsertedRecords records);

    /** Every record equally often. */
    record Uniform() implements RecordChooser {
        @Override
        public long next(SplittableRandom random, InsertedRecords records) {
            return random.nextLong(records.end());
        }
    }

    /**
     * YCSB's {@code ScrambledZipfianGenerator}: ranks of ten billion items, scattered over the records by a hash, so that the
     * popular ones do not lie beside each other. Many items, rather than as many as there are records, so that which
     * records are popular does not depend on the exponent's sum over their number.
     */
    final class ScrambledZipfian implements RecordChooser {

        /** YCSB's ITEM_COUNT. */
        static final long ITEMS = 10_000_000_000L;

        private final Zipfian ranks;
        private final long span;

        /**
         * @param span numbers the choice may fall on: the records there are and those that the run will insert. Those that
         *     are not there yet are drawn again.
         */
        public ScrambledZipfian(long span, double theta) {
            this.ranks = new Zipfian(ITEMS, theta);
            this.span = span;
        }

        @Override
        public long next(SplittableRandom random, InsertedRecords records) {
            long number;
            do {
                number = Fnv.hash(ranks.next(random)) % span;
            } while (number >= records.end());
            return number;
        }
    }

    /** YCSB's {@code SkewedLatestGenerator}: the later a record was inserted, the more often, by Zipf's law. */
    final class Latest implements RecordChooser {

        private final Zipfian ages;

        /** @param records how many there are now */
        public Latest(long records, double theta) {
            this.ages = new Zipfian(records, theta);
        }

        @Override
        public long next(SplittableRandom random, InsertedRecords records) {
            return records.end() - 1 - ages.next(random, records.end());
        }
    }
}
