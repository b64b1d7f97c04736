package io.lumadb.bench;

import io.lumadb.storage.erasure.ReedSolomon;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * How fast one thread codes fragments: Reed–Solomon 6 + 3 and 4 + 2, encoding, and giving back one lost fragment or as many as there
 * are parities; beside it the plain implementation, and copying the data as the memory's own speed. Speeds are gigabytes
 * (10⁹) a second of the stripe's data, that is k fragments, which is also what is read to give back others.
 *
 * <p>Short fragments stay in the cache; long ones come from memory, as a segment that is being made does.
 */
public final class ErasureFigures {

    private static final int RUNS = 7;
    private static final int WARM_UPS = 3;
    private static final long RUN_NANOS = 300_000_000;
    private static final int SHORT_FRAGMENT = 64 * 1024;
    /** A stripe of 64 MiB with 6 + 3; not a power of two, in which fragments would compete for the same places of the cache. */
    private static final int LONG_FRAGMENT = 11_190_016;

    private static final long SEED = 17;

    private ErasureFigures() {}

    /** One way to code a stripe, of which bytes 0 to the length of a fragment are meant. */
    @FunctionalInterface
    private interface Work {
        void run(byte[][] fragments);
    }

    public static void main(String[] arguments) {
        System.out.printf(
                "%d processors, JDK %s, seed %d, one thread, median of %d runs (least to most)%n%s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                SEED,
                RUNS,
                ReedSolomon.implementation());
        for (int length : List.of(SHORT_FRAGMENT, LONG_FRAGMENT)) {
            System.out.printf(Locale.ROOT, "%nfragments of %,d bytes%n", length);
            stripe(6, 3, length);
            stripe(4, 2, length);
        }
    }

    private static void stripe(int k, int m, int length) {
        ReedSolomon code = ReedSolomon.of(k, m);
        ReedSolomon plain = ReedSolomon.plain(k, m);
        byte[][] fragments = new byte[k + m][length];
        Random random = new Random(SEED);
        for (int row = 0; row < k; row++) {
            random.nextBytes(fragments[row]);
        }
        code.encode(fragments, 0, length);
        byte[][] whole = Arrays.stream(fragments).map(byte[]::clone).toArray(byte[][]::new);
        String name = k + " + " + m;

        double copy = print(name + " copying the data", fragments, k, rows -> copy(rows, k, m));
        System.arraycopy(whole, 0, fragments, 0, whole.length);
        compare(
                name + " encode",
                fragments,
                k,
                copy,
                rows -> code.encode(rows, 0, length),
                rows -> plain.encode(rows, 0, length));
        for (int losses : List.of(1, m)) {
            boolean[] present = new boolean[k + m];
            Arrays.fill(present, losses, k + m, true);
            compare(
                    name + " decode, " + losses + " lost",
                    fragments,
                    k,
                    copy,
                    rows -> code.reconstruct(rows, present, 0, length),
                    rows -> plain.reconstruct(rows, present, 0, length));
        }
        if (!code.verify(fragments, 0, length)) {
            throw new IllegalStateException("The fragments of " + name + " are wrong after the measurements");
        }
    }

    private static void copy(byte[][] rows, int k, int m) {
        for (int row = 0; row < k; row++) {
            System.arraycopy(rows[row], 0, rows[k + row % m], 0, rows[row].length);
        }
    }

    private static void compare(String what, byte[][] fragments, int k, double copy, Work chosen, Work plain) {
        double fast = print(what, fragments, k, chosen);
        double slow = print(what + ", plain", fragments, k, plain);
        System.out.printf(Locale.ROOT, "%-30s %.1f x plain, %.2f x copying%n", "", fast / slow, fast / copy);
    }

    /** Prints, and gives, the median speed. */
    private static double print(String what, byte[][] fragments, int k, Work work) {
        for (int i = 0; i < WARM_UPS; i++) {
            speed(fragments, k, work);
        }
        double[] sorted = DoubleStream.generate(() -> speed(fragments, k, work))
                .limit(RUNS)
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT, "%-30s %6.2f GB/s (%.2f to %.2f)%n", what, sorted[RUNS / 2], sorted[0], sorted[RUNS - 1]);
        return sorted[RUNS / 2];
    }

    private static double speed(byte[][] fragments, int k, Work work) {
        long bytes = 0;
        long began = System.nanoTime();
        long passed;
        do {
            work.run(fragments);
            bytes += (long) k * fragments[0].length;
            passed = System.nanoTime() - began;
        } while (passed < RUN_NANOS);
        return (double) bytes / passed;
    }
}
