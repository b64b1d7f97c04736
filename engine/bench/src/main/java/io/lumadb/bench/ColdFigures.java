package io.lumadb.bench;

import com.github.luben.zstd.Zstd;
import io.lumadb.document.Document;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.ColdView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The cold tier: what 6 + 3 fragments take against what Zstandard makes of the same documents, and point reads with and without
 * lost fragments.
 */
public final class ColdFigures {

    private static final int DATA = 6;
    private static final int PARITY = 3;
    private static final int DOCUMENTS = 100_000;
    private static final int BATCH = 1_000;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int ZSTD_LEVEL = 3;
    private static final int READS = 20_000;
    private static final int RUNS = 5;
    private static final long SEED = 17;

    private ColdFigures() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("luma-cold");
        try {
            System.out.printf(
                    "%d processors, JDK %s, seed %d, medians of %d runs (least to most)%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED, RUNS);
            spaceAndReads(folder.resolve("shard"));
        } finally {
            Folders.delete(folder);
        }
    }

    private static void spaceAndReads(Path folder) throws IOException {
        try (ColdShard shard = new ColdShard(folder, DATA, PARITY)) {
            Random random = new Random(SEED);
            Blocks blocks = new Blocks();
            for (int from = 0; from < DOCUMENTS; from += BATCH) {
                List<ShardCommand.Write> writes = new ArrayList<>();
                for (int id = from; id < from + BATCH; id++) {
                    Document document = ColdDocuments.next(id, random);
                    blocks.add(document);
                    writes.add(new ShardCommand.Write(
                            "r" + id,
                            ColdShard.COLLECTION,
                            ShardCommand.Operation.INSERT,
                            new ShardCommand.DocumentOrId.Whole(document),
                            OptionalLong.empty()));
                }
                shard.apply(new ShardCommand.Writes(System.currentTimeMillis(), writes))
                        .join();
            }
            shard.store()
                    .move(ColdShard.COLLECTION, Optional.empty(), Tier.COLD)
                    .join();
            shard.store().checkpoint().join();
            space(shard, blocks);
            reads(shard);
        }
    }

    /** What the documents take as Zstandard compresses them block by block, without index, filter or checksum. */
    private static final class Blocks {
        private ByteArrayOutputStream block = new ByteArrayOutputStream(BLOCK_BYTES);
        private long raw;
        private long compressed;

        void add(Document document) {
            byte[] key = OrderedKey.of(document.id());
            byte[] bson = document.bson();
            if (block.size() > 0 && block.size() + key.length + bson.length > BLOCK_BYTES) {
                end();
            }
            block.writeBytes(ByteBuffer.allocate(4).putInt(key.length).array());
            block.writeBytes(key);
            block.writeBytes(
                    ByteBuffer.allocate(12).putLong(1).putInt(bson.length).array());
            block.writeBytes(bson);
            raw += bson.length;
        }

        void end() {
            compressed += Zstd.compress(block.toByteArray(), ZSTD_LEVEL).length;
            block = new ByteArrayOutputStream(BLOCK_BYTES);
        }
    }

    private static void space(ColdShard shard, Blocks blocks) throws IOException {
        blocks.end();
        long onDisk = 0;
        for (Path volume : shard.volumes()) {
            try (Stream<Path> files = Files.walk(volume)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    onDisk += Files.size(file);
                }
            }
        }
        double least = blocks.compressed * (double) (DATA + PARITY) / DATA;
        ColdView view = shard.store().cold();
        System.out.printf(
                Locale.ROOT,
                "space                     %.4f x (k+m)/k x zstd: %,d bytes in %d segments of %d+%d; BSON %,d, zstd -%d in"
                        + " 64 KiB blocks %,d%n",
                onDisk / least,
                onDisk,
                view.segments(),
                DATA,
                PARITY,
                blocks.raw,
                ZSTD_LEVEL,
                blocks.compressed);
    }

    private static void reads(ColdShard shard) throws IOException {
        Random random = new Random(SEED);
        read(shard, random, new Histogram(3), new Histogram(3));
        double[] healthy = new double[RUNS];
        double[] degraded = new double[RUNS];
        double[] healthyTail = new double[RUNS];
        double[] degradedTail = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            Histogram whole = new Histogram(3);
            read(shard, random, whole, new Histogram(3));
            healthy[run] = whole.getValueAtPercentile(50) / 1e3;
            healthyTail[run] = whole.getValueAtPercentile(99) / 1e3;
        }
        loseFragments(shard);
        read(shard, random, new Histogram(3), new Histogram(3));
        for (int run = 0; run < RUNS; run++) {
            Histogram lost = new Histogram(3);
            read(shard, random, new Histogram(3), lost);
            degraded[run] = lost.getValueAtPercentile(50) / 1e3;
            degradedTail[run] = lost.getValueAtPercentile(99) / 1e3;
        }
        print("healthy point read p50", healthy);
        print("healthy point read p99", healthyTail);
        print("degraded point read p50", degraded);
        print("degraded point read p99", degradedTail);
        System.out.printf(
                Locale.ROOT,
                "degraded / healthy        p50 %.2f, p99 %.2f%n",
                Figures.of(degraded).median() / Figures.of(healthy).median(),
                Figures.of(degradedTail).median() / Figures.of(healthyTail).median());
    }

    /** Takes the repair its sources' volumes away, so that what is lost stays lost: three volumes are made unreadable. */
    private static void loseFragments(ColdShard shard) throws IOException {
        for (int volume = 0; volume < PARITY; volume++) {
            Path from = shard.volumes().get(volume);
            Files.move(from, from.resolveSibling("away-" + volume));
        }
    }

    /** Every read goes to one histogram: by whether a fragment had to be made up for. */
    private static void read(ColdShard shard, Random random, Histogram whole, Histogram degraded) {
        try (ShardSnapshot snapshot = shard.snapshot()) {
            for (int n = 0; n < READS; n++) {
                Value id = Value.of((long) random.nextInt(DOCUMENTS));
                long before = shard.store().cold().traffic().degradedReads();
                long start = System.nanoTime();
                boolean found = snapshot.get(ColdShard.COLLECTION, id, false).isPresent();
                long took = System.nanoTime() - start;
                boolean madeUp = shard.store().cold().traffic().degradedReads() > before;
                if (!found) {
                    throw new IllegalStateException("document " + id + " is not there");
                }
                (madeUp ? degraded : whole).recordValue(took);
            }
        }
    }

    private static void print(String what, double[] micros) {
        System.out.printf("%-25s%s%n", what, Figures.of(micros).text("us"));
    }
}
