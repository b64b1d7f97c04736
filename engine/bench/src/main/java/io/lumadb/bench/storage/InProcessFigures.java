package io.lumadb.bench.storage;

import io.lumadb.bench.Folders;
import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.config.NodeConfigs;
import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.WriteOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes and hot point reads through a node's database in this process, without HTTP: single documents of about 100 bytes, many
 * calls under way. {@code InProcessFigures [ROUNDS [SECONDS]]}
 */
public final class InProcessFigures {

    private static final String COLLECTION = "documents";
    private static final int RECORDS = 100_000;
    private static final int UNDER_WAY = 16_384;
    private static final int READERS = Runtime.getRuntime().availableProcessors();
    private static final int BATCH = 100;
    private static final String TEXT = "0123456789".repeat(7);

    private final Database database;
    private final long nanos;

    private InProcessFigures(Database database, long nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path folder = Files.createTempDirectory("luma-in-process");
        try (LumaNode node = LumaNodes.start(NodeConfigs.defaults(folder, 0))) {
            node.database().createCollection(COLLECTION, Optional.empty(), false);
            InProcessFigures figures = new InProcessFigures(node.database(), seconds * 1_000_000_000L);
            System.out.printf(
                    "in this process, %d processors, median of %d rounds of %d s (least to most)%n",
                    Runtime.getRuntime().availableProcessors(), rounds, seconds);
            figures.fill();
            Rounds writes = new Rounds().with("durable writes", figures::writes);
            writes.run(rounds);
            writes.goal("durable writes", 200_000);
            Rounds reads = new Rounds()
                    .with("hot reads, a call each", () -> figures.reads(1))
                    .with("hot reads, " + BATCH + " keys a call", () -> figures.reads(BATCH));
            reads.run(rounds);
            reads.goal("hot reads, a call each", 2_000_000);
        } finally {
            Folders.delete(folder);
        }
    }

    private static Document document(long key) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of(key), "text", Value.of(TEXT))));
    }

    private void fill() {
        for (long from = 0; from < RECORDS; from += 1_000) {
            List<Mutation> batch = new ArrayList<>();
            for (long key = from; key < from + 1_000; key++) {
                batch.add(new Mutation.Upsert(document(key)));
            }
            database.write(COLLECTION, batch).join();
        }
    }

    private double writes() throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY);
        AtomicLong done = new AtomicLong();
        AtomicReference<String> failure = new AtomicReference<>("");
        SplittableRandom random = new SplittableRandom(3);
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            room.acquire();
            Mutation upsert = new Mutation.Upsert(document(random.nextLong(RECORDS)));
            database.write(COLLECTION, List.of(upsert)).whenComplete((outcomes, broken) -> {
                if (broken != null || !(outcomes.getFirst() instanceof WriteOutcome.Done)) {
                    failure.set(broken == null ? outcomes.toString() : broken.toString());
                }
                done.incrementAndGet();
                room.release();
            });
        }
        room.acquire(UNDER_WAY);
        long elapsed = System.nanoTime() - start;
        if (!failure.get().isEmpty()) {
            throw new IllegalStateException(failure.get());
        }
        return done.get() / (elapsed / 1e9);
    }

    private double reads(int keysPerCall) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        AtomicLong missing = new AtomicLong();
        List<Thread> readers = new ArrayList<>();
        long start = System.nanoTime();
        for (int reader = 0; reader < READERS * (keysPerCall == 1 ? 32 : 1); reader++) {
            SplittableRandom random = new SplittableRandom(reader);
            readers.add(Thread.startVirtualThread(() -> {
                long count = 0;
                while (System.nanoTime() - start < nanos) {
                    count += read(random, keysPerCall, missing);
                }
                done.addAndGet(count);
            }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        if (missing.get() > 0) {
            throw new IllegalStateException(missing + " documents were not there");
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    /** A call for keys of one shard, as whoever has several keys would group them. */
    private int read(SplittableRandom random, int keys, AtomicLong missing) {
        List<Value> ids = new ArrayList<>(keys);
        Value first = Value.of(random.nextLong(RECORDS));
        int shard = database.shardOf(first);
        ids.add(first);
        while (ids.size() < keys) {
            Value id = Value.of(random.nextLong(RECORDS));
            if (database.shardOf(id) == shard) {
                ids.add(id);
            }
        }
        ScanRequest request = new ScanRequest(
                COLLECTION, shard, ScanRequest.Consistency.LINEARIZABLE, new ScanRequest.Access.ByIds(ids), true);
        int found = 0;
        try (DocumentCursor cursor = database.open(request)) {
            for (var batch = cursor.next(); !batch.isEmpty(); batch = cursor.next()) {
                found += batch.size();
            }
        }
        if (found != keys) {
            missing.addAndGet(keys - found);
        }
        return found;
    }
}
