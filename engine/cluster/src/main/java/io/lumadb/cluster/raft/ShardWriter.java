package io.lumadb.cluster.raft;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.command.WriteResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Group commit for one shard: the writes that arrive while a log entry is in flight go into the next one together, so that
 * an entry carries one write when idle and hundreds under load, and a forced disk write is shared by all of them.
 *
 * <p>One virtual thread takes from the queue, proposes, waits and completes the writers' futures; everything else is safe
 * from any thread. Dependents of the futures run on that thread: they must be quick.
 */
final class ShardWriter implements AutoCloseable {

    private static final int MOST_WRITES = 4096;
    private static final long MOST_BYTES = 4L << 20;
    private static final long WRITE_OVERHEAD_BYTES = 96;
    /** Bytes that may wait; callers are held up beyond. In KiB, for the semaphore counts ints. */
    private static final int MOST_WAITING_KIB = 64 * 1024;

    private static final Duration RETRY_FOR = Duration.ofSeconds(10);
    private static final long RETRY_PAUSE_MILLIS = 20;

    private final int shard;
    private final Function<ShardCommand, CompletableFuture<List<WriteResult>>> proposals;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Semaphore waitingKib = new Semaphore(MOST_WAITING_KIB);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Recorder latencyMicros = new Recorder(60_000_000L, 2);
    private final LongAdder entries = new LongAdder();
    private final LongAdder writes = new LongAdder();

    private final Thread thread;

    /** A caller's writes that go into one entry together. */
    private record Pending(
            List<Write> writes, long bytes, long sinceNanos, CompletableFuture<List<WriteResult>> results) {

        /** The last element of the queue of a writer that stops: it carries nothing. */
        static Pending end() {
            return new Pending(List.of(), 0, 0, new CompletableFuture<>());
        }

        boolean isEnd() {
            return writes.isEmpty();
        }
    }

    /** @param proposals puts a command into the shard's log and gives what it came to */
    ShardWriter(
            int shard, Function<ShardCommand, CompletableFuture<List<WriteResult>>> proposals, InstantSource clock) {
        this.shard = shard;
        this.proposals = proposals;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("shard-writer-" + shard).start(this::run);
    }

    /**
     * Carries writes out in their order; completes when they are durable and applied. Waits while too many bytes are
     * before it.
     */
    CompletableFuture<List<WriteResult>> write(List<Write> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<CompletableFuture<List<WriteResult>>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int at = 0; at < batch.size(); at++) {
            long size = size(batch.get(at));
            if (at > from && (bytes + size > MOST_BYTES || at - from == MOST_WRITES)) {
                parts.add(enqueue(batch.subList(from, at), bytes));
                from = at;
                bytes = 0;
            }
            bytes += size;
        }
        parts.add(enqueue(batch.subList(from, batch.size()), bytes));
        return parts.size() == 1 ? parts.getFirst() : concatenated(parts);
    }

    private static CompletableFuture<List<WriteResult>> concatenated(List<CompletableFuture<List<WriteResult>>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(_ ->
                        parts.stream().flatMap(part -> part.join().stream()).toList());
    }

    private CompletableFuture<List<WriteResult>> enqueue(List<Write> batch, long bytes) {
        Pending pending = new Pending(List.copyOf(batch), bytes, System.nanoTime(), new CompletableFuture<>());
        waitingKib.acquireUninterruptibly(kib(bytes));
        queue.add(pending);
        if (stopping.getCount() == 0 && queue.remove(pending)) {
            finish(pending, stopped());
        }
        return pending.results();
    }

    private static long size(Write write) {
        return WRITE_OVERHEAD_BYTES
                + switch (write.documentOrId()) {
                    case ShardCommand.DocumentOrId.Whole(var document) -> document.sizeBytes();
                    case ShardCommand.DocumentOrId.OnlyId _ -> 0;
                };
    }

    private static int kib(long bytes) {
        return Math.clamp(bytes >> 10, 1, MOST_WAITING_KIB);
    }

    private void run() {
        try {
            for (Pending first = queue.take(); !first.isEnd(); first = queue.take()) {
                commit(together(first));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Pending> together(Pending first) {
        List<Pending> batch = new ArrayList<>();
        batch.add(first);
        long bytes = first.bytes();
        int count = first.writes().size();
        for (Pending next = queue.peek(); next != null && !next.isEnd(); next = queue.peek()) {
            bytes += next.bytes();
            count += next.writes().size();
            // A write that came while the node stops may have taken itself out of the queue meanwhile.
            if (bytes > MOST_BYTES || count > MOST_WRITES || !queue.remove(next)) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void commit(List<Pending> batch) throws InterruptedException {
        List<Write> together =
                batch.stream().flatMap(pending -> pending.writes().stream()).toList();
        ShardCommand command = new ShardCommand.Writes(clock.millis(), together);
        try {
            List<WriteResult> results = propose(command);
            entries.increment();
            writes.add(together.size());
            int from = 0;
            for (Pending pending : batch) {
                int to = from + pending.writes().size();
                record(pending);
                finish(pending, results.subList(from, to));
                from = to;
            }
        } catch (LumaException e) {
            batch.forEach(pending -> finish(pending, e));
        } catch (RuntimeException e) {
            LumaException failure = new LumaException(
                    ErrorCode.INTERNAL, "shard " + shard + " did not take a write: " + e.getMessage(), null, e);
            batch.forEach(pending -> finish(pending, failure));
        }
    }

    /** The same entry again when the leader changed or was not ready: its request ids make that harmless. */
    private List<WriteResult> propose(ShardCommand command) throws InterruptedException {
        long giveUpAt = System.nanoTime() + RETRY_FOR.toNanos();
        while (true) {
            try {
                return proposals.apply(command).join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof LumaException failure)) {
                    throw e;
                }
                boolean again = failure.code().retryable() && System.nanoTime() < giveUpAt;
                if (!again || stopping.await(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw failure;
                }
            }
        }
    }

    private void record(Pending pending) {
        long micros = (System.nanoTime() - pending.sinceNanos()) / 1000;
        latencyMicros.recordValueWithCount(
                Math.min(micros, 60_000_000L), pending.writes().size());
    }

    private void finish(Pending pending, List<WriteResult> results) {
        waitingKib.release(kib(pending.bytes()));
        pending.results().complete(List.copyOf(results));
    }

    private void finish(Pending pending, LumaException failure) {
        waitingKib.release(kib(pending.bytes()));
        pending.results().completeExceptionally(failure);
    }

    private LumaException stopped() {
        return new LumaException(ErrorCode.UNAVAILABLE, "the node is stopping and takes no more writes");
    }

    /** Adds the latencies since the last call, in microseconds from {@link #write} to applied. One caller at a time. */
    Histogram intervalLatencies() {
        return latencyMicros.getIntervalHistogram();
    }

    /** Log entries proposed since the start. */
    long entries() {
        return entries.sum();
    }

    /** Writes carried by them. */
    long writes() {
        return writes.sum();
    }

    /** Takes no more writes, carries out those that wait, and comes back. */
    @Override
    public void close() {
        stopping.countDown();
        queue.add(Pending.end());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
