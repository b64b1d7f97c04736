package io.lumadb.storage.shard;

import io.lumadb.document.Tier;
import io.lumadb.storage.command.SegmentManifest;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.read.ReadMeter;
import io.lumadb.storage.view.ShardView;
import io.lumadb.storage.view.ShardView.Amount;
import io.lumadb.storage.view.ShardView.Amounts;
import io.lumadb.storage.view.ShardView.Traffic;
import io.lumadb.storage.warm.Family;
import io.lumadb.storage.warm.WarmStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A replica's numbers, brought up to date on the core loop and read from anywhere as a {@link ShardView}. Rates follow
 * the last few seconds, heat the last minute.
 */
final class Gauges {

    private static final double RATE_SECONDS = 3;
    private static final double HEAT_SECONDS = 60;
    /** Apply times are kept for one to two of these. */
    private static final long APPLY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long MOST_APPLY_MICROS = TimeUnit.MINUTES.toMicros(1);

    /** A count that only grows, and how fast it grows now. */
    private static final class Rate {
        private long last;
        private double perSecond;

        void update(long total, double seconds, double over) {
            double now = (total - last) / seconds;
            perSecond += (now - perSecond) * (1 - Math.exp(-seconds / over));
            last = total;
        }
    }

    private final int shard;
    private final Seat seat;
    private final ReadMeter reads;
    private final Rate readRate = new Rate();
    private final Rate readByteRate = new Rate();
    private final Rate writeRate = new Rate();
    private final Rate writeByteRate = new Rate();
    private final Rate heat = new Rate();
    private Histogram applyMicros = new Histogram(MOST_APPLY_MICROS, 2);
    private Histogram formerApplyMicros = new Histogram(MOST_APPLY_MICROS, 2);
    private long applyWindowStart = System.nanoTime();
    private long updatedNanos = System.nanoTime();
    private long writes;
    private long writeBytes;
    private long writesBefore;
    private long writeBytesBefore;
    private long userBytes;
    private long coldBytes;
    private long parityBytes;

    private volatile ShardView view;

    Gauges(int shard, Seat seat, ReadMeter reads) {
        this.shard = shard;
        this.seat = seat;
        this.reads = reads;
        Amount none = new Amount(0, 0, 0);
        this.view = new ShardView(
                shard,
                seat.core(),
                -1,
                -1,
                new Amounts(none, none, none),
                Map.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                new Traffic(0, 0, 0, 0, 0, 0, 0, 0));
    }

    ShardView view() {
        return view;
    }

    /** Writes since the last checkpoint that was due. */
    long writesSince() {
        return writes - writesBefore;
    }

    /** Bytes of documents since then. */
    long bytesSince() {
        return writeBytes - writeBytesBefore;
    }

    void checkpointed() {
        writesBefore = writes;
        writeBytesBefore = writeBytes;
    }

    /** {@code bytes}: of the documents that came; {@code kept}: of those whose write succeeded. */
    void wrote(long documents, long bytes, long kept) {
        writes += documents;
        writeBytes += bytes;
        userBytes += kept;
    }

    void wroteCold(SegmentManifest manifest) {
        long fragments = manifest.fragments().stream()
                .mapToLong(SegmentManifest.Fragment::bytes)
                .sum();
        coldBytes += manifest.storedBytes();
        parityBytes += Math.max(0, fragments - manifest.storedBytes());
    }

    void applied(long nanos) {
        applyMicros.recordValue(Math.min(MOST_APPLY_MICROS, nanos / 1_000));
    }

    /** Computes the view anew. */
    void update(ShardState state, WarmStore store, long durableIndex) {
        long now = System.nanoTime();
        double seconds = Math.max(1e-3, (now - updatedNanos) / 1e9);
        updatedNanos = now;
        readRate.update(reads.documents(), seconds, RATE_SECONDS);
        readByteRate.update(reads.bytes(), seconds, RATE_SECONDS);
        writeRate.update(writes, seconds, RATE_SECONDS);
        writeByteRate.update(writeBytes, seconds, RATE_SECONDS);
        heat.update(reads.documents() + writes, seconds, HEAT_SECONDS);
        if (now - applyWindowStart > APPLY_WINDOW_NANOS) {
            applyWindowStart = now;
            formerApplyMicros = applyMicros;
            applyMicros = new Histogram(MOST_APPLY_MICROS, 2);
        }
        Histogram times = formerApplyMicros.copy();
        times.add(applyMicros);
        Map<Integer, Amounts> collections = amounts(state, store);
        view = new ShardView(
                shard,
                seat.core(),
                state.appliedIndex,
                durableIndex,
                sum(collections),
                collections,
                readRate.perSecond,
                writeRate.perSecond,
                readByteRate.perSecond,
                writeByteRate.perSecond,
                times.getTotalCount() == 0 ? 0 : times.getValueAtPercentile(99),
                heat.perSecond,
                new Traffic(
                        userBytes,
                        store.flushedBytes(),
                        store.compactedBytes(),
                        coldBytes,
                        parityBytes,
                        reads.documents(Tier.HOT),
                        reads.documents(Tier.WARM),
                        reads.documents(Tier.COLD)));
    }

    /** Disk bytes of the warm tier are the files' bytes, shared out by the documents' bytes. */
    Map<Integer, Amounts> amounts(ShardState state, WarmStore store) {
        long fileBytes = store.fileBytes(Family.DOCUMENTS);
        long below = 0;
        for (Census.Counts counts : state.census.collections().values()) {
            below += counts.bytes(Tier.WARM) + counts.bytes(Tier.HOT);
        }
        Map<Integer, Long> stored = new HashMap<>();
        for (SegmentManifest manifest : state.segments.manifests().values()) {
            stored.merge(manifest.collection(), manifest.diskBytes(), Long::sum);
        }
        Map<Integer, Amounts> amounts = new HashMap<>();
        for (Map.Entry<Integer, Census.Counts> each : state.census.collections().entrySet()) {
            Census.Counts counts = each.getValue();
            long warmFiles = below == 0 ? 0 : (long) ((double) fileBytes * counts.bytes(Tier.WARM) / below);
            amounts.put(
                    each.getKey(),
                    new Amounts(
                            new Amount(counts.documents(Tier.HOT), counts.bytes(Tier.HOT), 0),
                            new Amount(counts.documents(Tier.WARM), counts.bytes(Tier.WARM), warmFiles),
                            new Amount(
                                    counts.documents(Tier.COLD),
                                    counts.bytes(Tier.COLD),
                                    stored.getOrDefault(each.getKey(), 0L))));
        }
        return amounts;
    }

    private static Amounts sum(Map<Integer, Amounts> collections) {
        Amount hot = new Amount(0, 0, 0);
        Amount warm = hot;
        Amount cold = hot;
        for (Amounts amounts : collections.values()) {
            hot = sum(hot, amounts.hot());
            warm = sum(warm, amounts.warm());
            cold = sum(cold, amounts.cold());
        }
        return new Amounts(hot, warm, cold);
    }

    private static Amount sum(Amount left, Amount right) {
        return new Amount(
                left.documents() + right.documents(),
                left.bytes() + right.bytes(),
                left.diskBytes() + right.diskBytes());
    }
}
