package io.lumadb.client.load;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.transfer.Importer;
import io.lumadb.client.transfer.LineStream;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * One run of the load generator: fills the collection where it is not there, then keeps a fixed number of operations under
 * way until the time is up. Closed loop: each of the connections starts its next operation when its last one ended, so the
 * latencies are service times.
 */
public final class LoadRun {

    /** Latencies in microseconds; {@code elapsed} is the measured phase alone. */
    public record Result(Duration elapsed, long reads, long writes, long errors, Latency read, Latency write) {

        public double readsPerSecond() {
            return reads / seconds();
        }

        public double writesPerSecond() {
            return writes / seconds();
        }

        private double seconds() {
            return Math.max(1e-9, elapsed.toNanos() / 1e9);
        }
    }

    public record Latency(long p50, long p99, long p999, long max) {
        static Latency of(Histogram histogram) {
            return new Latency(
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(99),
                    histogram.getValueAtPercentile(99.9),
                    histogram.getMaxValue());
        }
    }

    private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1_000;

    private final LumaClient client;
    private final LoadPlan plan;
    private final ZipfKeys keys;
    private final Histogram readLatency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final Histogram writeLatency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final AtomicLong errors = new AtomicLong();
    private volatile boolean stopped;

    public LoadRun(LumaClient client, LoadPlan plan) {
        this.client = client;
        this.plan = plan;
        this.keys = new ZipfKeys(plan.documents(), plan.skew(), plan.seed());
    }

    /** Ends a run early; {@link #run} then comes back with what was measured. */
    public void stop() {
        stopped = true;
    }

    /** Makes the collection and its documents unless it holds as many already. Blocks. */
    public void fill(Consumer<Long> onProgress) throws InterruptedException {
        if (existing() >= plan.documents()) {
            return;
        }
        InputStream text = new LineStream(IntStream.range(0, plan.documents())
                .mapToObj(key -> document(key, 0))
                .iterator());
        Importer.Outcome outcome =
                new Importer(client, plan.collection(), reject -> {}, onProgress).run(text, Importer.Format.NDJSON);
        ClientException failure = outcome.stopped();
        if (failure != null) {
            throw failure;
        }
    }

    private long existing() {
        try {
            return client.collection(plan.collection()).join().documents();
        } catch (java.util.concurrent.CompletionException e) {
            if (ClientException.of(e).code() != ErrorCode.UNKNOWN_COLLECTION) {
                throw ClientException.of(e);
            }
            client.createCollection(plan.collection()).join();
            return 0;
        }
    }

    /** The measured phase. Blocks until the time is up and the last operation has ended. */
    public Result run() throws InterruptedException {
        long start = System.nanoTime();
        long end = start + plan.duration().toNanos();
        CountDownLatch running = new CountDownLatch(plan.connections());
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        for (int i = 0; i < plan.connections(); i++) {
            new Loop(seeds.split(), end, running).next();
        }
        running.await();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Result(
                elapsed,
                readLatency.getTotalCount(),
                writeLatency.getTotalCount(),
                errors.get(),
                Latency.of(readLatency),
                Latency.of(writeLatency));
    }

    /** What has been measured so far, for showing progress. */
    public long operations() {
        return readLatency.getTotalCount() + writeLatency.getTotalCount();
    }

    private String document(int key, long counter) {
        return io.lumadb.document.Json.relaxed(body(key, counter));
    }

    private Value.Obj body(int key, long counter) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("_id", Value.of("user" + key));
        fields.put("counter", Value.of(counter));
        fields.put("field", Value.of(text(key)));
        return new Value.Obj(fields);
    }

    /** Text that differs from key to key and does not compress to nothing. */
    private String text(int key) {
        SplittableRandom random = new SplittableRandom(plan.seed() * 31 + key);
        StringBuilder text = new StringBuilder(plan.fieldBytes());
        while (text.length() < plan.fieldBytes()) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** One connection's operations, one after another. Runs on the client's threads. */
    private final class Loop {
        private final SplittableRandom random;
        private final long end;
        private final CountDownLatch running;
        private long counter;

        Loop(SplittableRandom random, long end, CountDownLatch running) {
            this.random = random;
            this.end = end;
            this.running = running;
        }

        void next() {
            long began = System.nanoTime();
            if (stopped || began >= end) {
                running.countDown();
                return;
            }
            int key = keys.next(random);
            boolean read = random.nextDouble() < plan.readShare();
            Value id = Value.of("user" + key);
            CompletableFuture<?> operation = read
                    ? client.document(plan.collection(), id)
                    : client.replace(plan.collection(), id, body(key, ++counter));
            operation.whenComplete((done, failure) -> {
                long micros = Math.min(LONGEST_MICROS, (System.nanoTime() - began) / 1_000);
                if (failure != null) {
                    errors.incrementAndGet();
                } else {
                    (read ? readLatency : writeLatency).recordValue(micros);
                }
                next();
            });
        }
    }
}
