package io.lumadb.bench;

import java.util.Arrays;
import java.util.Locale;

/** Several measurements of the same thing, sorted. */
@SuppressWarnings("ArrayRecordComponent")
public record Figures(double[] sorted) {

    /** Something that is timed. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static Figures of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /** Milliseconds of each run. */
    public static Figures measure(int warmUps, int runs, Work work) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            work.run();
        }
        double[] millis = new double[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return of(millis);
    }

    /** The same in another unit. */
    public Figures times(double factor) {
        return of(Arrays.stream(sorted).map(figure -> figure * factor).toArray());
    }

    public double median() {
        return sorted[sorted.length / 2];
    }

    public String text(String unit) {
        return String.format(
                Locale.ROOT, "%,10.1f %s (%,.1f to %,.1f)", median(), unit, sorted[0], sorted[sorted.length - 1]);
    }
}
