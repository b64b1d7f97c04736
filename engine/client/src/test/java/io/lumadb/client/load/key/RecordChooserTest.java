package io.lumadb.client.load.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordChooserTest {

    private static final int DRAWS = 500_000;
    private static final int RECORDS = 1_000;

    private static SplittableRandom random() {
        long seed = System.nanoTime();
        System.out.println("RecordChooserTest seed " + seed);
        return new SplittableRandom(seed);
    }

    private static int[] counts(RecordChooser chooser, InsertedRecords records) {
        SplittableRandom random = random();
        int[] counts = new int[(int) records.end()];
        for (int draw = 0; draw < DRAWS; draw++) {
            counts[(int) chooser.next(random, records)]++;
        }
        return counts;
    }

    @Test
    void uniformChoosesEveryRecordEquallyOften() {
        int[] counts = counts(new RecordChooser.Uniform(), new InsertedRecords(RECORDS));

        assertThat(ZipfianTest.chiSquare(counts, DRAWS / (double) RECORDS))
                .isLessThan(ZipfianTest.chiSquareBound(RECORDS - 1));
    }

    /** Each record's probability is that of the ranks that the hash sends to it: the first ranks, which matter, are counted exactly. */
    @Test
    void scrambledZipfianSendsRanksWhereTheHashSays() {
        int[] counts = counts(new RecordChooser.ScrambledZipfian(RECORDS, 0.99), new InsertedRecords(RECORDS));

        double zeta = Zipfian.zeta(RecordChooser.ScrambledZipfian.ITEMS, 0.99);
        int first = (int) (Fnv.hash(0) % RECORDS);
        int second = (int) (Fnv.hash(1) % RECORDS);
        // What the other ranks bring to a record besides: about 1 / RECORDS of the rest.
        double besides = (1 - (1 + Math.pow(0.5, 0.99)) / zeta) / RECORDS;
        assertThat(counts[first] / (double) DRAWS).isCloseTo(1 / zeta + besides, within(0.003));
        assertThat(counts[second] / (double) DRAWS).isCloseTo(Math.pow(0.5, 0.99) / zeta + besides, within(0.003));
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).as("the least popular record").isPositive();
    }

    @Test
    void scrambledZipfianChoosesOnlyRecordsThatAreThere() {
        InsertedRecords records = new InsertedRecords(60);
        RecordChooser chooser = new RecordChooser.ScrambledZipfian(100, 0.99);
        SplittableRandom random = random();

        for (int draw = 0; draw < 10_000; draw++) {
            assertThat(chooser.next(random, records)).isBetween(0L, 59L);
        }
    }

    @Test
    void latestChoosesTheNewestRecordMostOfAll() {
        InsertedRecords records = new InsertedRecords(RECORDS);
        RecordChooser latest = new RecordChooser.Latest(RECORDS, 0.99);

        int[] counts = counts(latest, records);

        double zeta = Zipfian.zeta(RECORDS, 0.99);
        assertThat(counts[RECORDS - 1] / (double) DRAWS).isCloseTo(1 / zeta, within(0.005));
        assertThat(counts[RECORDS - 2] / (double) DRAWS).isCloseTo(Math.pow(0.5, 0.99) / zeta, within(0.005));
    }

    @Test
    void latestFollowsWhatIsInserted() {
        InsertedRecords records = new InsertedRecords(10);
        RecordChooser latest = new RecordChooser.Latest(10, 0.99);
        SplittableRandom random = random();
        Set<Long> chosen = new HashSet<>();

        for (int insert = 0; insert < 1_000; insert++) {
            records.ended(records.begin());
            long choice = latest.next(random, records);
            assertThat(choice).isBetween(0L, records.end() - 1);
            chosen.add(choice);
        }

        assertThat(chosen).as("records beyond the first ten").anyMatch(record -> record > 500);
    }

    @Test
    void aRecordIsThereWhenAllBeforeItAre() {
        InsertedRecords records = new InsertedRecords(5);
        long first = records.begin();
        long second = records.begin();
        long third = records.begin();

        records.ended(third);
        records.ended(second);
        assertThat(records.end()).isEqualTo(5);
        records.ended(first);

        assertThat(records.end()).isEqualTo(8);
        assertThat(records.begin()).isEqualTo(8);
    }

    @Test
    void hashesAsYcsbDoes() {
        // Utils.fnvhash64 of YCSB 0.17.0.
        assertThat(Fnv.hash(0)).isEqualTo(6284781860667377211L);
        assertThat(KeyOrder.HASHED.key(0)).isEqualTo("user6284781860667377211");
    }

    @Test
    void hashedKeysAreAllDifferentAndOrderedKeysSort() {
        assertThat(LongStream.range(0, 100_000).mapToObj(KeyOrder.HASHED::key).distinct())
                .hasSize(100_000);
        assertThat(LongStream.of(0, 9, 10, 123_456_789)
                        .mapToObj(KeyOrder.ORDERED::key)
                        .toList())
                .isSorted()
                .contains("user000000000010");
    }
}
