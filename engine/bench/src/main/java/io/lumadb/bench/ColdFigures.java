package io.lumadb.bench;

import com.github.luben.zstd.Zstd;
import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Document;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.view.ColdView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The cold tier: what 6 + 3 fragments take against what Zstandard makes of the same documents, point reads with and without
 * lost fragments, and how fast documents move from hot to cold on a whole node while others are read.
 *
 * <p>{@code ColdFigures [space|migration]}; both without a word.
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

    private static final int MOVED_DOCUMENTS = 400_000;
    private static final int READ_DOCUMENTS = 20_000;
    /** Foreground reads a second, sent whether the one before is answered or not. */
    private static final int READ_RATE = 1_000;

    private static final String[] WORDS =
            ("order customer invoice delivery express standard parcel returned refund city"
                            + " street warehouse shelf article colour size large small medium red green blue yellow paid open"
                            + " cancelled shipped waiting north south east west station harbour airport bridge river mountain")
                    .split(" ");

    private ColdFigures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String only = arguments.length > 0 ? arguments[0] : "";
        Path folder = Files.createTempDirectory("luma-cold");
        try {
            System.out.printf(
                    "%d processors, JDK %s, seed %d, medians of %d runs (least to most)%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED, RUNS);
            if (!only.equals("migration")) {
                spaceAndReads(folder.resolve("shard"));
            }
            if (!only.equals("space")) {
                migration(folder.resolve("node"));
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /** About 1 KB of BSON that Zstandard takes to a third: words, numbers and some noise. */
    private static Value.Obj document(long id, Random random) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of(id));
        fields.put("customer", Value.of("customer-" + random.nextInt(50_000)));
        fields.put("amount", Value.of(random.nextInt(100_000) / 100.0));
        fields.put("created", new Value.Timestamp(1_700_000_000_000L + random.nextInt(1_000_000_000)));
        fields.put("token", Value.of(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())));
        StringBuilder text = new StringBuilder();
        while (text.length() < 750) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        fields.put("note", Value.of(text.toString()));
        return new Value.Obj(fields);
    }

    private static void spaceAndReads(Path folder) throws IOException {
        try (ColdShard shard = new ColdShard(folder, DATA, PARITY)) {
            Random random = new Random(SEED);
            Blocks blocks = new Blocks();
            for (int from = 0; from < DOCUMENTS; from += BATCH) {
                List<ShardCommand.Write> writes = new ArrayList<>();
                for (int id = from; id < from + BATCH; id++) {
                    Document document = Document.of(document(id, random));
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
        print("healthy point read p50", healthy, "us");
        print("healthy point read p99", healthyTail, "us");
        print("degraded point read p50", degraded, "us");
        print("degraded point read p99", degradedTail, "us");
        System.out.printf(
                Locale.ROOT,
                "degraded / healthy        p50 %.2f, p99 %.2f%n",
                middle(degraded) / middle(healthy),
                middle(degradedTail) / middle(healthyTail));
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

    private static void migration(Path folder) throws InterruptedException {
        String toml = "[node]\ndata_dir = \"" + folder + "\"\nhttp = \"127.0.0.1:0\"\nraft = \"127.0.0.1:0\"\n"
                + "[cluster]\nnum_shards = 4\n[storage]\nhot_budget = \"2GiB\"\n";
        try (LumaNode node = LumaNodes.start(NodeConfigs.parse("bench", toml, folder))) {
            long bytes = fill(node, "moved", MOVED_DOCUMENTS);
            fill(node, "read", READ_DOCUMENTS);
            // Checkpoints of what was just written, and compilers, come to rest.
            TimeUnit.SECONDS.sleep(15);
            readFor(node, 10);
            Histogram before = readFor(node, 10);
            AtomicBoolean moving = new AtomicBoolean(true);
            CompletableFuture<Histogram> during = onAThread(() -> readWhile(node, moving));
            long start = System.nanoTime();
            long moved = node.move("moved", Optional.empty(), Tier.COLD).join();
            double seconds = (System.nanoTime() - start) / 1e9;
            moving.set(false);
            Histogram beside = during.join();
            System.out.printf(
                    Locale.ROOT,
                    "hot to cold               %.1f MB/s: %,d documents, %,d bytes of BSON in %.2f s%n",
                    bytes / seconds / 1e6,
                    moved,
                    bytes,
                    seconds);
            System.out.printf(
                    Locale.ROOT,
                    "foreground reads at %,d/s  p99 before %.0f us, during %.0f us (%.2f x); p50 %.0f us and %.0f us%n",
                    READ_RATE,
                    before.getValueAtPercentile(99) / 1e3,
                    beside.getValueAtPercentile(99) / 1e3,
                    beside.getValueAtPercentile(99) / (double) before.getValueAtPercentile(99),
                    before.getValueAtPercentile(50) / 1e3,
                    beside.getValueAtPercentile(50) / 1e3);
        }
    }

    private static long fill(LumaNode node, String collection, int documents) {
        Random random = new Random(SEED);
        node.database().createCollection(collection, Optional.empty(), false);
        long bytes = 0;
        CompletableFuture<List<WriteOutcome>> before = CompletableFuture.completedFuture(List.of());
        for (int from = 0; from < documents; from += BATCH) {
            List<Mutation> batch = new ArrayList<>();
            for (int id = from; id < from + BATCH; id++) {
                Document document = Document.of(document(id, random));
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

    private static Histogram readFor(LumaNode node, int seconds) throws InterruptedException {
        AtomicBoolean going = new AtomicBoolean(true);
        CompletableFuture<Histogram> reads = onAThread(() -> readWhile(node, going));
        TimeUnit.SECONDS.sleep(seconds);
        going.set(false);
        return reads.join();
    }

    /** On a thread of its own: what the node does on the common pool is not in its way. */
    private static CompletableFuture<Histogram> onAThread(Supplier<Histogram> reads) {
        CompletableFuture<Histogram> result = new CompletableFuture<>();
        Thread.ofPlatform().name("bench-reader").start(() -> {
            try {
                result.complete(reads.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Times count from when a read should have begun, so that a stall is not left out. */
    private static Histogram readWhile(LumaNode node, AtomicBoolean going) {
        Histogram nanos = new Histogram(3);
        Random random = new Random(SEED);
        long start = System.nanoTime();
        for (long n = 0; going.get(); n++) {
            long due = start + n * (TimeUnit.SECONDS.toNanos(1) / READ_RATE);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Value id = Value.of((long) random.nextInt(READ_DOCUMENTS));
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
            nanos.recordValue(System.nanoTime() - due);
        }
        return nanos;
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String what, double[] values, String unit) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-25s %,.1f %s (%,.1f to %,.1f)%n",
                what,
                sorted[sorted.length / 2],
                unit,
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
