package io.lumadb.bench.query;

import io.lumadb.bench.Figures;
import io.lumadb.bench.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long light queries take while heavy ones run beside them: 64 callers that ask for one document each, alone, and next to
 * two that search a text in all documents again and again.
 *
 * <p>{@code engine/bench/run.sh query.FairnessFigures [DOCUMENTS]}, 200,000 without a number.
 */
public final class FairnessFigures {

    private static final long SEED = 7;
    private static final int LIGHT = 64;
    private static final int HEAVY = 2;
    private static final int ROUNDS = 5;
    private static final int QUERIES = 200;
    private static final long MOST_MICROS = 60_000_000;

    private final LumaPeer luma;
    private final long count;

    private FairnessFigures(LumaPeer luma, long count) {
        this.luma = luma;
        this.count = count;
    }

    public static void main(String[] arguments) throws Exception {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 200_000;
        Path folder = Files.createTempDirectory("luma-fairness");
        try (LumaPeer luma = new LumaPeer(folder)) {
            luma.fill(new Orders(SEED), count);
            FairnessFigures figures = new FairnessFigures(luma, count);
            figures.light();
            System.out.printf(
                    Locale.ROOT,
                    "%,d documents, %d processors, JDK %s, %d callers, %d rounds of %d queries each%n",
                    count,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    LIGHT,
                    ROUNDS,
                    QUERIES);
            figures.print("alone");
            figures.besideHeavy();
        } finally {
            Folders.delete(folder);
        }
    }

    private void besideHeavy() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> heavy = new ArrayList<>();
        for (int i = 0; i < HEAVY; i++) {
            heavy.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    luma.rows("SELECT country, COUNT(*) FROM orders WHERE note LIKE '%qzqz%jj%' GROUP BY country");
                }
            }));
        }
        try {
            print("beside two heavy queries");
        } finally {
            over.set(true);
            for (Thread thread : heavy) {
                thread.join();
            }
        }
    }

    private void print(String when) throws InterruptedException {
        double[] median = new double[ROUNDS];
        double[] high = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Histogram latencies = light();
            median[round] = latencies.getValueAtPercentile(50) / 1e3;
            high[round] = latencies.getValueAtPercentile(99) / 1e3;
        }
        System.out.printf(
                Locale.ROOT,
                "%-26s p50 %s   p99 %s%n",
                when,
                Figures.of(median).text("ms"),
                Figures.of(high).text("ms"));
    }

    /** Microseconds of each query. */
    private Histogram light() throws InterruptedException {
        Histogram latencies = new ConcurrentHistogram(MOST_MICROS, 3);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < LIGHT; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            callers.add(Thread.ofVirtual().start(() -> {
                for (int query = 0; query < QUERIES; query++) {
                    long start = System.nanoTime();
                    luma.rows("SELECT * FROM orders WHERE _id = " + random.nextLong(count));
                    latencies.recordValue((System.nanoTime() - start) / 1_000);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return latencies;
    }
}
