package io.lumadb.client.load.key;

import java.util.SplittableRandom;

/**
 * Ranks of which rank r, counted from 0, is drawn with a probability in proportion to 1 / (r + 1)^theta. By the method of Gray,
 * Sundaresan, Englert, Baclawski and Weinberger: Quickly Generating Billion-Record Synthetic Databases, SIGMOD 1994,
 * §3: exact for the two most popular ranks, a close continuous approximation behind them, and constant time a draw.
 *
 * <p>The number of ranks may grow from draw to draw, as it does where records are being inserted.
 */
public final class Zipfian {

    /** YCSB's exponent. */
    public static final double USUAL_THETA = 0.99;

    /** Terms of zeta that are added one by one before the rest is integrated. */
    private static final int SUMMED_TERMS = 10_000;

    private final double theta;
    private final double alpha;
    private final double twoRanks;
    private long items;
    private double zeta;
    private double eta;

    /**
     * @param items how many ranks, at least 1
     * @param theta 0 to less than 1; 0 draws every rank equally often
     */
    public Zipfian(long items, double theta) {
        if (!(theta >= 0 && theta < 1)) {
            throw new IllegalArgumentException(
                    "a Zipf exponent of " + theta + " cannot be drawn by this method: 0 to less than 1");
        }
        this.theta = theta;
        this.alpha = 1 / (1 - theta);
        this.twoRanks = 1 + Math.pow(0.5, theta);
        this.items = Math.max(1, items);
        this.zeta = zeta(this.items, theta);
        this.eta = eta();
    }

    private double eta() {
        double two = zeta(2, theta);
        return (1 - Math.pow(2.0 / items, 1 - theta)) / (1 - two / zeta);
    }

    /** A rank, 0 to items - 1. */
    public long next(SplittableRandom random) {
        double uniform = random.nextDouble();
        double scaled = uniform * zeta;
        if (scaled < 1 || items == 1) {
            return 0;
        }
        if (scaled < twoRanks || items == 2) {
            return 1;
        }
        long rank = (long) (items * Math.pow(eta * uniform - eta + 1, alpha));
        return Math.min(rank, items - 1);
    }

    /** A rank of as many as there are now; there may only be more of them than before. */
    public long next(SplittableRandom random, long itemsNow) {
        if (itemsNow > items) {
            for (long rank = items + 1; rank <= itemsNow; rank++) {
                zeta += Math.pow((double) rank, -theta);
            }
            items = itemsNow;
            eta = eta();
        }
        return next(random);
    }

    /**
     * The generalised harmonic number: the sum of 1 / i^theta for i from 1 to n. Past the first terms by the Euler-Maclaurin
     * formula with its first correction, which leaves a relative error below 1e-9.
     */
    static double zeta(long n, double theta) {
        long summed = Math.min(n, SUMMED_TERMS);
        double sum = 0;
        for (long i = 1; i <= summed; i++) {
            sum += Math.pow((double) i, -theta);
        }
        if (n > summed) {
            double power = 1 - theta;
            double integral = (Math.pow((double) n, power) - Math.pow((double) summed, power)) / power;
            sum += integral + (Math.pow((double) n, -theta) - Math.pow((double) summed, -theta)) / 2;
        }
        return sum;
    }
}
