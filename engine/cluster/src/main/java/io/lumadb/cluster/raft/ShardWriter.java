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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Group commit for one shard: the writes that arrive while a log entry is in flight go into the next one together, so that
 * an entry carries one write when idle and hundreds under load, and a forced disk write is shared by all of them.
 *
 * <p>No thread waits for an entry: whoever learns of its end, a thread of the answers as a rule, completes the writers'
 * futures and proposes the next one, for each change of thread costs as much as several writes. Everything is safe from any
 * thread. Dependents of the futures run on that thread: they must be quick.
 */
final class ShardWriter implements AutoCloseable {

    private static final int MOST_WRITES = 4096;
    private static final long MOST_BYTES = 4L << 20;
    private static final long WRITE_OVERHEAD_BYTES = 96;
    /** Bytes that may wait; callers are held up beyond. In KiB, for the semaphore counts ints. */
    private static final int MOST_WAITING_KIB = 64 * 1024;

    private static final Duration RETRY_FOR = Duration.ofSeconds(10);
    private static final long RETRY_PAUSE_MILLIS = 20;

    private static final long ENTRY_TIMEOUT_SECONDS = 60;
    private static final long WATCH_MILLIS = 1_000;

    private final int shard;
    private final Function<ShardCommand, CompletableFuture<List<WriteResult>>> proposals;
    private final InstantSource clock;
    private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final Company company;
    /** Whether somebody carries on: takes from the queue, or waits for the end of the entry in flight. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private volatile @Nullable Flight inFlight;
    private final Semaphore waitingKib = new Semaphore(MOST_WAITING_KIB);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Recorder latencyMicros = new Recorder(60_000_000L, 2);
    private final LongAdder entries = new LongAdder();
    private final LongAdder writes = new LongAdder();

    /** A caller's writes that go into one entry together. */
    private record Pending(
            List<Write> writes, long bytes, long sinceNanos, CompletableFuture<List<WriteResult>> results) {}

    /** One attempt to have an entry appended. */
    private static final class Flight {
        final List<Pending> batch;
        final ShardCommand.Writes command;
        final int writes;
        final long giveUpAtNanos;
        final long begunNanos = System.nanoTime();
        private final AtomicBoolean over = new AtomicBoolean();

        Flight(List<Pending> batch, ShardCommand.Writes command, long giveUpAtNanos) {
            this.batch = batch;
            this.command = command;
            this.writes = command.writes().size();
            this.giveUpAtNanos = giveUpAtNanos;
        }

        Flight again() {
            return new Flight(batch, command, giveUpAtNanos);
        }

        /** True for the one that settles it. */
        boolean end() {
            return over.compareAndSet(false, true);
        }
    }

    /** @param proposals puts a command into the shard's log and gives what it came to */
    ShardWriter(
            int shard, Function<ShardCommand, CompletableFuture<List<WriteResult>>> proposals, InstantSource clock) {
        this(shard, proposals, clock, Company.USUAL_PATIENCE);
    }

    /** @param patience with writers that were just answered, as {@link Company} has it */
    ShardWriter(
            int shard,
            Function<ShardCommand, CompletableFuture<List<WriteResult>>> proposals,
            InstantSource clock,
            LongUnaryOperator patience) {
        this.shard = shard;
        this.proposals = proposals;
        this.clock = clock;
        this.company = new Company("shard-writer-" + shard, patience);
        Thread.ofVirtual().name("shard-writer-" + shard).start(this::watch);
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
        company.came(batch.size());
        if (stopping.getCount() == 0 && queue.remove(pending)) {
            company.left(batch.size());
            finish(pending, stopped());
        } else {
            begin();
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

    /** Encoding an entry is not for the caller, which may be an event loop. */
    private void begin() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("shard-writer-" + shard).start(this::carryOn);
        }
    }

    /** Only for whoever made the writer {@link #busy}. */
    private void carryOn() {
        boolean mine = true;
        while (mine) {
            Optional<Flight> next = nextFlight();
            if (next.isEmpty()) {
                rest();
                return;
            }
            mine = fly(next.get());
        }
    }

    private void rest() {
        // What it carried may be megabytes.
        inFlight = null;
        busy.set(false);
        if (!queue.isEmpty()) {
            begin();
        } else if (stopping.getCount() == 0) {
            ended.countDown();
        }
    }

    private Optional<Flight> nextFlight() {
        List<Pending> batch = together();
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        List<Write> writes =
                batch.stream().flatMap(pending -> pending.writes().stream()).toList();
        return Optional.of(new Flight(
                batch, new ShardCommand.Writes(clock.millis(), writes), System.nanoTime() + RETRY_FOR.toNanos()));
    }

    private List<Pending> together() {
        List<Pending> batch = new ArrayList<>();
        long bytes = 0;
        int count = 0;
        for (Pending next = queue.peek(); next != null; next = queue.peek()) {
            bytes += next.bytes();
            count += next.writes().size();
            if (!batch.isEmpty() && (bytes > MOST_BYTES || count > MOST_WRITES)) {
                break;
            }
            // A write that came while the node stops may have taken itself out of the queue meanwhile.
            if (queue.remove(next)) {
                company.left(next.writes().size());
                batch.add(next);
            }
        }
        return batch;
    }

    /** Whether the entry is over and the caller has to carry on; otherwise whoever learns of its end does. */
    private boolean fly(Flight flight) {
        inFlight = flight;
        CompletableFuture<List<WriteResult>> answer = ask(flight.command);
        // Ended before this method did, an entry is left to the loop: the next one on top of it would deepen the stack.
        AtomicBoolean passed = new AtomicBoolean();
        answer.whenComplete((_, _) -> {
            int came = company.waiting();
            if (!passed.compareAndSet(false, true) && land(flight, answer)) {
                company.gather(came, flight.writes, System.nanoTime() - flight.begunNanos, this::carryOn);
            }
        });
        return !passed.compareAndSet(false, true) && land(flight, answer);
    }

    private CompletableFuture<List<WriteResult>> ask(ShardCommand command) {
        try {
            return proposals.apply(command);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whoever carries on must live on, or the shard would take no write again.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether the entry is over: not when it is tried again, or was given up before. */
    private boolean land(Flight flight, CompletableFuture<List<WriteResult>> answer) {
        if (answer.state() == CompletableFuture.State.SUCCESS
                && answer.resultNow().size() == flight.writes) {
            return flight.end() && succeeded(flight, answer.resultNow());
        }
        LumaException failure = failure(flight, answer);
        // The same entry again when the leader changed or was not ready: its request ids make that harmless.
        if (failure.code().retryable() && System.nanoTime() < flight.giveUpAtNanos) {
            if (flight.end()) {
                Thread.ofVirtual().name("shard-writer-" + shard).start(() -> flyAgain(flight.again(), failure));
            }
            return false;
        }
        return flight.end() && failed(flight, failure);
    }

    private void flyAgain(Flight flight, LumaException failure) {
        try {
            boolean over =
                    stopping.await(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS) ? failed(flight, failure) : fly(flight);
            if (over) {
                carryOn();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a shard's writer", e);
        }
    }

    private boolean succeeded(Flight flight, List<WriteResult> results) {
        entries.increment();
        int from = 0;
        for (Pending pending : flight.batch) {
            int to = from + pending.writes().size();
            record(pending);
            finish(pending, results.subList(from, to));
            from = to;
        }
        writes.add(flight.writes);
        return true;
    }

    private boolean failed(Flight flight, LumaException failure) {
        flight.batch.forEach(pending -> finish(pending, failure));
        return true;
    }

    private LumaException failure(Flight flight, CompletableFuture<List<WriteResult>> answer) {
        if (answer.state() == CompletableFuture.State.SUCCESS) {
            return new LumaException(
                    ErrorCode.INTERNAL,
                    "shard " + shard + " gave " + answer.resultNow().size() + " results for " + flight.writes
                            + " writes");
        }
        Throwable cause = answer.exceptionNow();
        if (cause instanceof LumaException known) {
            return known;
        }
        return new LumaException(
                ErrorCode.INTERNAL, "shard " + shard + " did not take a write: " + cause.getMessage(), null, cause);
    }

    /** Gives up an entry that nobody answers, so that the shard goes on. */
    private void watch() {
        try {
            while (!ended.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                Flight flight = inFlight;
                if (flight != null
                        && System.nanoTime() - flight.begunNanos > TimeUnit.SECONDS.toNanos(ENTRY_TIMEOUT_SECONDS)
                        && flight.end()) {
                    failed(flight, late());
                    carryOn();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a shard's writer", e);
        }
    }

    private LumaException late() {
        return new LumaException(
                ErrorCode.TIMEOUT,
                "shard " + shard + " did not commit a write within " + ENTRY_TIMEOUT_SECONDS
                        + " s; it may still take effect",
                "look at the document before writing again");
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
        company.end();
        begin();
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
