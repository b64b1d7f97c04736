package io.lumadb.bench.storage;

import io.lumadb.bench.Folders;
import io.lumadb.storage.view.CoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What zipfian overwrites cost below the Raft log: the bytes that the warm tier writes to disk for the updates of YCSB's
 * workload A, beside RocksDB alone with the same options, the same number of databases, and the same updates. Neither
 * writes a log. By RocksDB's own count of what flushes and compactions wrote, and by Linux's of what the process did.
 *
 * <p>{@code engine/bench/run.sh storage.OverwriteFigures [MEBIBYTES] [DOCUMENTS] [WRITES_A_SECOND]}: 2,048 mebibytes of
 * updates over a million documents as fast as they go, without numbers.
 */
public final class OverwriteFigures {

    private static final long SEED = 17;
    private static final int SHARDS = 4;
    private static final long HOT_BUDGET = 2L << 30;
    private static final long CACHE = 512L << 20;
    private static final double MEBIBYTE = 1 << 20;

    private final int documents;
    private final long updates;
    private final long perSecond;

    private OverwriteFigures(long mebibytes, int documents, long perSecond) {
        this.documents = documents;
        this.updates = (mebibytes << 20) / Overwrites.BYTES;
        this.perSecond = perSecond;
    }

    public static void main(String[] arguments) throws Exception {
        OverwriteFigures figures = new OverwriteFigures(
                arguments.length > 0 ? Long.parseLong(arguments[0]) : 2_048,
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000,
                arguments.length > 2 ? Long.parseLong(arguments[2]) : 0);
        Path folder = Files.createTempDirectory("luma-overwrites");
        try {
            System.out.printf(
                    Locale.ROOT,
                    "%,d updates of %,d documents, %d shards, %d processors, JDK %s, seed %d%n",
                    figures.updates,
                    figures.documents,
                    SHARDS,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    SEED);
            Target.Written raw = figures.measure("RocksDB alone", new RawTarget(folder, SHARDS, CACHE));
            Folders.delete(folder);
            Files.createDirectories(folder);
            Target.Written engine = figures.measure("LumaDB", new EngineTarget(folder, SHARDS, HOT_BUDGET, CACHE));
            System.out.printf(
                    Locale.ROOT,
                    "LumaDB writes %.2f x of RocksDB alone (goal: 0.50 x)%n",
                    (double) engine.total() / raw.total());
        } finally {
            Folders.delete(folder);
        }
    }

    private Target.Written measure(String what, Target target) throws Exception {
        try (target) {
            Overwrites load = new Overwrites(documents, SEED);
            for (int key = 0; key < documents; key++) {
                target.write(key, load.document(key));
            }
            target.settle();
            Target.Written before = target.written();
            long processBefore = processBytes();
            long began = System.nanoTime();
            for (long n = 0; n < updates; n++) {
                int key = load.key();
                target.write(key, load.document(key));
                if (perSecond > 0 && n % 100 == 0) {
                    pace(began, n);
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            target.settle();
            Target.Written written = target.written().minus(before);
            print(what, written, processBytes() - processBefore, seconds);
            if (target instanceof EngineTarget engine) {
                engine.engine().cores().forEach(OverwriteFigures::print);
            }
            return written;
        }
    }

    private void pace(long began, long done) throws InterruptedException {
        long ahead = began + done * 1_000_000_000L / perSecond - System.nanoTime();
        if (ahead > 1_000_000) {
            Thread.sleep(ahead / 1_000_000);
        }
    }

    private void print(String what, Target.Written written, long process, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%-14s flushed %,.0f MiB, compacted %,.0f MiB: %.2f x of what was updated;"
                        + " the process wrote %,.0f MiB; %,.0f updates/s%n",
                what,
                written.flushed() / MEBIBYTE,
                written.compacted() / MEBIBYTE,
                (double) written.total() / (updates * Overwrites.BYTES),
                process / MEBIBYTE,
                updates / seconds);
    }

    private static void print(CoreView core) {
        System.out.printf(
                Locale.ROOT,
                "  core %d: %d tasks above 5 ms; p99 of waits %,.0f us%n",
                core.core(),
                core.longTasks(),
                core.waitP99Micros());
        core.recent().stream()
                .filter(task -> task.cpuMillis() >= 5)
                .forEach(task -> System.out.printf(
                        Locale.ROOT,
                        "    %.1f ms (%.1f ms CPU) %s%n",
                        task.millis(),
                        task.cpuMillis(),
                        String.join(" < ", task.stack().stream().limit(12).toList())));
    }

    /** Bytes that Linux sent to disk for this process; 0 elsewhere. */
    private static long processBytes() throws IOException {
        Path io = Path.of("/proc/self/io");
        if (!Files.isReadable(io)) {
            return 0;
        }
        return Files.readAllLines(io).stream()
                .filter(line -> line.startsWith("write_bytes:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
