package io.lumadb.bench;

import com.sun.management.ThreadMXBean;
import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.document.Document;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.core.PromptThreads;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * How fast documents of about 1 KB move from hot to cold on a whole node, and what that does to reads of other hot documents:
 * rounds of filling a collection, reading others in peace, and reading them while the collection moves.
 *
 * <p>{@code MoveFigures [rounds]}; five without a word. A round before them warms up and does not count.
 */
public final class MoveFigures {

    private static final int DOCUMENTS = 800_000;
    private static final int READ_DOCUMENTS = 20_000;
    private static final int BATCH = 1_000;
    /** Foreground reads a second, sent whether the one before is answered or not. */
    private static final int READ_RATE = 1_000;

    private static final int QUIET_SECONDS = 3;
    private static final int MOST_SECONDS_TO_REST = 60;

    private static final long SEED = 17;

    private MoveFigures() {}

    /**
     * What reads took in nanoseconds.
     *
     * @param sinceDue from when a read should have begun, so that no stall is left out: the wait of the reading thread for a
     *     processor is part of it
     * @param sinceBegun from when the thread had one and began
     */
    private record Reads(Histogram sinceDue, Histogram sinceBegun) {}

    /** Megabytes a second, and the 99th percentiles of reads in microseconds. */
    private record Round(double megabytes, double before, double during, double begunBefore, double begunDuring) {
        double ratio() {
            return during / before;
        }
    }

    /** Garbage collections of this process and what they took, and the bytes that all threads have allocated. */
    private record Collections(long count, long millis, long allocated) {
        static Collections now() {
            List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
            return new Collections(
                    collectors.stream()
                            .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                            .sum(),
                    collectors.stream()
                            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                            .sum(),
                    ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes());
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        System.out.printf(
                "%d processors, JDK %s, seed %d, medians of %d rounds (least to most), one of %,d documents before them%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED, rounds, DOCUMENTS);
        Path folder = Files.createTempDirectory("luma-moves");
        String toml = "[node]\ndata_dir = \"" + folder.resolve("node")
                + "\"\nhttp = \"127.0.0.1:0\"\nraft = \"127.0.0.1:0\"\n"
                + "[cluster]\nnum_shards = 4\n[storage]\nhot_budget = \"2GiB\"\n";
        try (LumaNode node = LumaNodes.start(NodeConfigs.parse("bench", toml, folder))) {
            fill(node, "read", READ_DOCUMENTS);
            round(node, 0);
            List<Round> done = new ArrayList<>();
            for (int n = 1; n <= rounds; n++) {
                done.add(round(node, n));
            }
            print("hot to cold", done, Round::megabytes, "MB/s");
            print("p99 of reads before", done, Round::before, "us");
            print("p99 of reads during", done, Round::during, "us");
            print("during / before", done, Round::ratio, "x");
            print("once begun, before", done, Round::begunBefore, "us");
            print("once begun, during", done, Round::begunDuring, "us");
        } finally {
            Folders.delete(folder);
        }
    }

    private static Round round(LumaNode node, int n) throws IOException, InterruptedException {
        String collection = "moved" + n;
        long bytes = fill(node, collection, DOCUMENTS);
        // What moves because nobody wants it has been there for a while: it is on disk, compactions have come to rest,
        // and the collector has put it where old objects are.
        awaitRest(node);
        System.gc();
        TimeUnit.SECONDS.sleep(5);
        Reads before = readFor(node, 5);
        AtomicBoolean moving = new AtomicBoolean(true);
        CompletableFuture<Reads> reads = onAThread(() -> readWhile(node, moving));
        Collections collections = Collections.now();
        ThreadTimes times = ThreadTimes.now();
        long start = System.nanoTime();
        long moved = node.move(collection, Optional.empty(), Tier.COLD).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        Collections after = Collections.now();
        String shares = ThreadTimes.now().since(times);
        moving.set(false);
        Reads during = reads.join();
        if (moved != DOCUMENTS) {
            throw new IllegalStateException(moved + " of " + DOCUMENTS + " documents moved");
        }
        Round round = new Round(
                bytes / seconds / 1e6,
                p99Micros(before.sinceDue()),
                p99Micros(during.sinceDue()),
                p99Micros(before.sinceBegun()),
                p99Micros(during.sinceBegun()));
        System.out.printf(
                Locale.ROOT,
                "round %d: %.0f MB/s; reads before: p50 %.0f us, p99 %.0f us; during: p50 %.0f us, p99 %.0f us, most %.0f us; %d collections, %d ms, %.1f bytes allocated a byte moved%n",
                n,
                round.megabytes(),
                before.sinceDue().getValueAtPercentile(50) / 1e3,
                round.before(),
                during.sinceDue().getValueAtPercentile(50) / 1e3,
                round.during(),
                during.sinceDue().getMaxValue() / 1e3,
                after.count() - collections.count(),
                after.millis() - collections.millis(),
                (after.allocated() - collections.allocated()) / (double) bytes);
        System.out.println("  processor time: " + shares);
        node.database().dropCollection(collection, false);
        return round;
    }

    /** Until everything is on disk and RocksDB has had nothing to do for a while. */
    private static void awaitRest(LumaNode node) throws InterruptedException {
        int quiet = 0;
        for (int n = 0; n < MOST_SECONDS_TO_REST && quiet < QUIET_SECONDS; n++) {
            TimeUnit.SECONDS.sleep(1);
            boolean dirty = node.shards().stream().anyMatch(shard -> shard.checkpointIndex() < shard.appliedIndex());
            boolean busy = node.warm().shards().stream()
                    .anyMatch(shard -> isBusy(shard.flushes()) || isBusy(shard.compactions()));
            quiet = dirty || busy ? 0 : quiet + 1;
        }
    }

    private static boolean isBusy(WarmStatus.Work work) {
        return work.running() > 0 || work.pending();
    }

    private static double p99Micros(Histogram nanos) {
        return nanos.getValueAtPercentile(99) / 1e3;
    }

    private static long fill(LumaNode node, String collection, int documents) {
        Random random = new Random(SEED);
        node.database().createCollection(collection, Optional.empty(), false);
        long bytes = 0;
        CompletableFuture<List<WriteOutcome>> before = CompletableFuture.completedFuture(List.of());
        for (int from = 0; from < documents; from += BATCH) {
            List<Mutation> batch = new ArrayList<>();
            for (int id = from; id < from + BATCH; id++) {
                Document document = ColdDocuments.next(id, random);
                bytes += document.sizeBytes();
                batch.add(new Mutation.Insert(document));
            }
            CompletableFuture<List<WriteOutcome>> now = node.database().write(collection, batch);
            before.join();
            before = now;
        }
        before.join();
        return bytes;
    }

    private static Reads readFor(LumaNode node, int seconds) throws InterruptedException {
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Reads> reads = onAThread(() -> readWhile(node, going));
        TimeUnit.SECONDS.sleep(seconds);
        going.set(false);
        return reads.join();
    }

    /** On a thread of its own, as prompt as those that answer clients: what the node does on the common pool is not in its way. */
    private static CompletableFuture<Reads> onAThread(Supplier<Reads> reads) {
        CompletableFuture<Reads> result = new CompletableFuture<>();
        Runnable reading = () -> {
            try {
                result.complete(reads.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        };
        PromptThreads.of(Thread.ofPlatform().name("bench-reader").factory())
                .newThread(reading)
                .start();
        return result;
    }

    private static Reads readWhile(LumaNode node, AtomicBoolean going) {
        Reads reads = new Reads(new Histogram(3), new Histogram(3));
        Random random = new Random(SEED);
        long start = System.nanoTime();
        for (long n = 0; going.get(); n++) {
            long due = start + n * (TimeUnit.SECONDS.toNanos(1) / READ_RATE);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Value id = Value.of((long) random.nextInt(READ_DOCUMENTS));
            long begun = System.nanoTime();
            try (DocumentCursor cursor = node.database()
                    .open(new ScanRequest(
                            "read",
                            node.database().shardOf(id),
                            ScanRequest.Consistency.LINEARIZABLE,
                            new ScanRequest.Access.ByIds(List.of(id)),
                            true))) {
                if (cursor.next().size() != 1) {
                    throw new IllegalStateException("document " + id + " is not there");
                }
            }
            long ended = System.nanoTime();
            reads.sinceDue().recordValue(ended - due);
            reads.sinceBegun().recordValue(ended - begun);
        }
        return reads;
    }

    private static void print(String what, List<Round> rounds, ToDoubleFunction<Round> figure, String unit) {
        Figures figures = Figures.of(rounds.stream().mapToDouble(figure).toArray());
        System.out.printf("%-25s%s%n", what, figures.text(unit));
    }
}
