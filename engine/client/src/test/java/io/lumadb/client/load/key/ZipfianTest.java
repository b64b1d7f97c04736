package io.lumadb.client.load.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfianTest {

    private static final int DRAWS = 1_000_000;

    private static SplittableRandom random() {
        long seed = System.nanoTime();
        System.out.println("ZipfianTest seed " + seed);
        return new SplittableRandom(seed);
    }

    /** The sum itself, term by term. */
    private static double summed(long n, double theta) {
        double sum = 0;
        for (long i = 1; i <= n; i++) {
            sum += 1 / Math.pow((double) i, theta);
        }
        return sum;
    }

    @Test
    void zetaIsTheSumOfItsTerms() {
        for (double theta : new double[] {0, 0.5, 0.99}) {
            for (long n : new long[] {1, 2, 9_999, 10_001, 1_000_000}) {
                assertThat(Zipfian.zeta(n, theta) / summed(n, theta)).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void zetaOfTenBillionIsTheConstantThatYcsbShips() {
        assertThat(Zipfian.zeta(10_000_000_000L, 0.99)).isCloseTo(26.46902820178302, within(1e-6));
    }

    @Test
    void theTwoMostPopularRanksComeAsOftenAsTheLawSays() {
        SplittableRandom random = random();
        Zipfian zipfian = new Zipfian(1_000, 0.99);
        int[] counts = new int[1_000];

        for (int draw = 0; draw < DRAWS; draw++) {
            counts[(int) zipfian.next(random)]++;
        }

        double zeta = summed(1_000, 0.99);
        for (int rank = 0; rank < 2; rank++) {
            double expected = DRAWS / Math.pow(rank + 1, 0.99) / zeta;
            // Six standard deviations of a binomial count.
            assertThat((double) counts[rank]).isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    /**
     * Gray's method is a continuous approximation behind the second rank. By its own formula the first ten ranks of 10,000
     * get up to 5 % more than the law gives them, the first hundred up to 2 %.
     */
    @Test
    void theShareOfTheFirstRanksFollowsTheLaw() {
        SplittableRandom random = random();
        for (double theta : new double[] {0.5, 0.9, 0.99}) {
            Zipfian zipfian = new Zipfian(10_000, theta);
            int[] counts = new int[10_000];
            for (int draw = 0; draw < DRAWS; draw++) {
                counts[(int) zipfian.next(random)]++;
            }

            double zeta = summed(10_000, theta);
            long sum = 0;
            int rank = 0;
            for (int upTo : new int[] {10, 100, 1_000, 5_000}) {
                for (; rank < upTo; rank++) {
                    sum += counts[rank];
                }
                double expected = summed(upTo, theta) / zeta;
                assertThat(sum / (double) DRAWS)
                        .as("share of the first %d ranks, theta %s", upTo, theta)
                        .isCloseTo(expected, within((upTo == 10 ? 0.06 : 0.03) * expected + 0.002));
            }
        }
    }

    @Test
    void withoutAnExponentEveryRankComesEquallyOften() {
        SplittableRandom random = random();
        Zipfian zipfian = new Zipfian(50, 0);
        int[] counts = new int[50];

        for (int draw = 0; draw < DRAWS; draw++) {
            counts[(int) zipfian.next(random)]++;
        }

        assertThat(chiSquare(counts, DRAWS / 50.0)).isLessThan(chiSquareBound(49));
    }

    @Test
    void ranksThatCameLaterAreDrawnAsIfTheyHadAlwaysBeenThere() {
        Zipfian grown = new Zipfian(100, 0.99);
        grown.next(new SplittableRandom(1), 5_000);
        Zipfian made = new Zipfian(5_000, 0.99);
        SplittableRandom one = new SplittableRandom(2);
        SplittableRandom other = new SplittableRandom(2);

        for (int draw = 0; draw < 10_000; draw++) {
            assertThat(grown.next(one, 5_000)).isEqualTo(made.next(other));
        }
    }

    @Test
    void refusesExponentsThatTheMethodCannotDraw() {
        assertThatThrownBy(() -> new Zipfian(10, 1)).hasMessageContaining("0 to less than 1");
        assertThatThrownBy(() -> new Zipfian(10, -0.1)).hasMessageContaining("0 to less than 1");
        assertThatThrownBy(() -> new Zipfian(10, Double.NaN)).hasMessageContaining("0 to less than 1");
    }

    static double chiSquare(int[] counts, double expected) {
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Mean plus six standard deviations of the distribution: wrong about once in ten million runs. */
    static double chiSquareBound(int degreesOfFreedom) {
        return degreesOfFreedom + 6 * Math.sqrt(2.0 * degreesOfFreedom);
    }
}
