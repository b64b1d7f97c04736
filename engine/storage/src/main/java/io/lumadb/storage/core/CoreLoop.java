package io.lumadb.storage.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One core: a platform thread with a mailbox, bound to a processor where the system allows it. The state of the shards
 * that live here is touched by this thread alone. Any thread may call the methods.
 */
public final class CoreLoop {

    /** Tasks from outside that may wait before their senders wait too. */
    private static final int MAILBOX = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);
    private static final int SPINS_BEFORE_PARKING = 50;

    private final int number;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore room = new Semaphore(MAILBOX);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final LoadMeter load = new LoadMeter();
    private final ExecutorService answers;
    private final Thread thread;
    private volatile boolean parked;
    private volatile boolean stopping;

    /** Starts core {@code number}, counted from 0. */
    public CoreLoop(int number) {
        this.number = number;
        // Made, and its thread started, here: a thread started by the bound loop would inherit its processor.
        this.answers = Executors.newFixedThreadPool(
                1, Thread.ofPlatform().name("luma-answers-" + number).daemon().factory());
        answers.execute(() -> LOG.debug("answers of core {} leave from here", number));
        this.thread = Thread.ofPlatform().name("luma-core-" + number).daemon().unstarted(this::run);
        thread.start();
    }

    public int number() {
        return number;
    }

    /** Where futures that outsiders wait for are completed; never the loop itself. */
    public Executor answers() {
        return answers;
    }

    /**
     * Hands the loop a task; waits while the mailbox is full. Not to be called on a core loop.
     *
     * @throws RejectedExecutionException after {@link #stop()}
     */
    public void submit(Runnable task) {
        room.acquireUninterruptibly();
        post(() -> {
            room.release();
            task.run();
        });
    }

    /** Hands the loop a follow-up task of the storage's own; never waits. */
    public void post(Runnable task) {
        if (stopping) {
            throw new RejectedExecutionException("core " + number + " has stopped");
        }
        waiting.incrementAndGet();
        mailbox.add(task);
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Messages that wait. */
    public int queue() {
        return waiting.get();
    }

    /** Share of the last second that the loop worked, 0 to 1. */
    public double busy() {
        return load.busy();
    }

    /** Tasks that ran longer than {@link LoadMeter#LONG_TASK_NANOS} since the start. */
    public long longTasks() {
        return load.longTasks();
    }

    public boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Runs what waits, then ends. Returns when the thread is gone. */
    public void stop() throws InterruptedException {
        post(() -> stopping = true);
        ended.await();
        answers.shutdown();
        if (!answers.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("an answer of core {} is still being taken after 10 s", number);
        }
    }

    private void run() {
        LOG.debug("core {} runs {}", number, CpuAffinity.bindCallingThread(number) ? "bound" : "unbound");
        while (!stopping || !mailbox.isEmpty()) {
            Runnable task = mailbox.poll();
            if (task == null) {
                awaitTask();
            } else {
                waiting.decrementAndGet();
                runTask(task);
            }
        }
        ended.countDown();
    }

    private void runTask(Runnable task) {
        long start = System.nanoTime();
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // Tasks report their own failures; one that gets here is a fault of the code, not of the data.
            LOG.error("a task on core {} failed", number, e);
        }
        long nanos = load.worked(start, System.nanoTime());
        if (nanos > LoadMeter.LONG_TASK_NANOS) {
            LOG.debug("a task held core {} for {} ms: {}", number, nanos / 1_000_000, task);
        }
    }

    private void awaitTask() {
        for (int i = 0; i < SPINS_BEFORE_PARKING; i++) {
            if (!mailbox.isEmpty()) {
                return;
            }
            Thread.onSpinWait();
        }
        parked = true;
        if (mailbox.isEmpty() && !stopping) {
            LockSupport.park(this);
        }
        parked = false;
    }
}
