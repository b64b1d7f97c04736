package io.lumadb.cluster.database;

import io.lumadb.cluster.catalog.CatalogService;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.document.FieldPath;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.statistics.CollectionSketch;
import io.lumadb.query.statistics.FieldStatistics;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.core.BackgroundThreads;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the fields of the collections, on a background thread of its own: it reads snapshots in small steps and rests longer
 * than each step took, so that it takes an eighth of one core at most and never waits on a core loop for more than the
 * taking of a snapshot. What it reads gets no warmer. A collection is counted when there is something in it, and again
 * when a fifth of it was written. Thread-safe; the counting itself belongs to the thread.
 */
public final class FieldCensus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FieldCensus.class);

    private static final long LOOK_MILLIS = 500;
    private static final int STEP = 256;
    private static final int RESTS_A_STEP = 7;
    /** More documents of a shard say little more. */
    private static final long MOST_OF_A_SHARD = 250_000;

    private static final double CHANGED_PART = 0.2;
    /** Fewer changes are not worth a look, whatever the collection's size. */
    private static final long FEWEST_CHANGES = 100;
    /** A collection under constant change is not counted for more than this part of the time: one in so many. */
    private static final int REST_AFTER_COUNT = 5;

    private final CatalogService catalog;
    private final List<ShardReplica> shards;
    private final Map<Integer, LongAdder> changes = new ConcurrentHashMap<>();
    private final Map<Integer, Counted> counted = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * One collection as it was counted.
     *
     * @param changes how many there had been when it began
     * @param restUntil a {@link System#nanoTime}, before which it is not counted again
     */
    private record Counted(long documents, long changes, long restUntil, Map<FieldPath, FieldStatistics> fields) {}

    /** {@link #start()} it when the shards can be read. */
    public FieldCensus(CatalogService catalog, List<ShardReplica> shards) {
        this.catalog = catalog;
        this.shards = List.copyOf(shards);
        this.thread = BackgroundThreads.named("field-census", BackgroundThreads.Step.KEEPING_UP)
                .newThread(this::work);
    }

    public void start() {
        thread.start();
    }

    /** Notes that so many documents of a collection are written. */
    void changed(int collection, int documents) {
        changes.computeIfAbsent(collection, _ -> new LongAdder()).add(documents);
    }

    /** What was counted last; empty where nothing was, or no document had the field. */
    Optional<FieldStatistics> field(int collection, FieldPath path) {
        Counted last = counted.get(collection);
        return last == null
                ? Optional.empty()
                : Optional.ofNullable(last.fields().get(path));
    }

    private void work() {
        try {
            while (!closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException unexpected) {
            // Nobody interrupts: inside a read of a file that would close the file for all.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void look() throws InterruptedException {
        Map<Integer, CollectionDefinition> there = catalog.current().collections().values().stream()
                .collect(Collectors.toMap(CollectionDefinition::id, it -> it));
        counted.keySet().retainAll(there.keySet());
        changes.keySet().retainAll(there.keySet());
        for (CollectionDefinition collection : there.values()) {
            if (!isClosing() && isDue(collection.id())) {
                try {
                    count(collection.id());
                } catch (RuntimeException failed) {
                    // Estimates stay as they were; the next look tries again.
                    if (!isClosing()) {
                        LOG.warn("the fields of '{}' could not be counted", collection.name(), failed);
                    }
                }
            }
        }
    }

    private boolean isDue(int collection) {
        Counted last = counted.get(collection);
        long documents = ClusterDatabase.amounts(shards, collection).documents();
        if (last == null) {
            return documents > 0;
        }
        long changed = changes(collection) - last.changes();
        return changed >= Math.max(FEWEST_CHANGES, CHANGED_PART * last.documents())
                && System.nanoTime() - last.restUntil() >= 0;
    }

    private long changes(int collection) {
        LongAdder adder = changes.get(collection);
        return adder == null ? 0 : adder.sum();
    }

    private void count(int collection) throws InterruptedException {
        long started = System.nanoTime();
        long before = changes(collection);
        CollectionSketch sketch = new CollectionSketch(collection);
        for (ShardReplica shard : shards) {
            try (ShardSnapshot snapshot = shard.snapshot()) {
                read(snapshot.scan(collection, false), sketch);
            }
        }
        if (sketch.documents() > 0 && !isClosing()) {
            long ended = System.nanoTime();
            long restUntil = ended + REST_AFTER_COUNT * (ended - started);
            counted.put(collection, new Counted(sketch.documents(), before, restUntil, sketch.sum()));
        }
    }

    private void read(Iterator<StoredDocument> documents, CollectionSketch sketch) throws InterruptedException {
        long most = sketch.documents() + MOST_OF_A_SHARD;
        boolean stop = false;
        while (!stop && documents.hasNext() && sketch.documents() < most) {
            long started = System.nanoTime();
            for (int i = 0; i < STEP && documents.hasNext(); i++) {
                sketch.add(documents.next().document());
            }
            stop = closing.await(RESTS_A_STEP * (System.nanoTime() - started), TimeUnit.NANOSECONDS);
        }
    }

    /** Stops counting and waits until the thread has let go of its snapshot. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                LOG.warn("the census of fields did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
