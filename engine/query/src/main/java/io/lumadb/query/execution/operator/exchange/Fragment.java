package io.lumadb.query.execution.operator.exchange;

import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The part of a plan that runs beside one shard, on a virtual thread of its own. What it finds goes into a bounded queue,
 * so that a fast shard waits for a slow reader.
 */
final class Fragment {

    /** What a fragment tells its reader. */
    sealed interface Message {
        record Rows(List<Row> rows) implements Message {}

        record End() implements Message {}

        record Failure(LumaException cause) implements Message {}
    }

    private static final long CLOSE_MILLIS = 100;

    private final Supplier<Operator> plan;
    private final BlockingQueue<Message> results;
    private final QueryRun run;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    Fragment(Supplier<Operator> plan, BlockingQueue<Message> results, QueryRun run) {
        this.plan = plan;
        this.results = results;
        this.run = run;
    }

    void start(String name) {
        Thread.ofVirtual().name(name).start(() -> run.watched(this::work));
    }

    /**
     * Tells fragments that nobody reads on, and waits until they have closed their operators. One that is inside a slow
     * read of the database is left alone after 100 ms: it closes by itself when the read returns.
     */
    static void stopAll(List<Fragment> fragments) {
        fragments.forEach(fragment -> fragment.stopped = true);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            for (Fragment fragment : fragments) {
                if (!fragment.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (Operator operator = plan.get()) {
            for (List<Row> rows = operator.next(); !stopped && !rows.isEmpty(); rows = operator.next()) {
                send(new Message.Rows(rows));
            }
            send(new Message.End());
        } catch (RuntimeException | Error failure) {
            report(new Message.Failure(QueryRun.asLumaException(failure)));
        } finally {
            ended.countDown();
        }
    }

    private void send(Message message) {
        while (!stopped) {
            run.checkpoint();
            if (offer(message)) {
                return;
            }
        }
    }

    /** A failure has to arrive even when the statement is over its time; only a reader that left misses it. */
    private void report(Message failure) {
        boolean taken = false;
        while (!stopped && !taken) {
            taken = offer(failure);
        }
    }

    private boolean offer(Message message) {
        try {
            return results.offer(message, QueryRun.WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stopped = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The next message of a queue, however long it takes; CANCELLED or TIMEOUT when the statement has to stop. */
    static Message receive(BlockingQueue<Message> queue, QueryRun run) {
        try {
            while (true) {
                Message message = queue.poll(QueryRun.WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    return message;
                }
                run.checkpoint();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Message.Failure(QueryRun.asLumaException(interrupted));
        }
    }
}
