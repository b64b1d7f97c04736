package io.lumadb.storage.core;

import io.lumadb.storage.view.LongTaskView;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One core: a platform thread that serves the {@link Seat seats} that call it, bound to a processor where the system
 * allows it. The state of the shards that live here is touched by this thread alone. Any thread may call the methods.
 */
public final class CoreLoop {

    private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);
    private static final int SPINS_BEFORE_PARKING = 50;
    /** A seat that has this much of the loop in one go lets the others have theirs. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Longer than those of {@link PromptThreads}, who come before a loop at work; shorter than background threads have. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** How old the CPU time may be that a task is measured from: asking for it costs a system call. */
    private static final long CPU_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Long enough for whoever waits to have the processor; the system makes half as much again of it. */
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int number;
    private final Queue<Seat> mailbox = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final LoadMeter load = new LoadMeter();
    private final WaitMeter waits = new WaitMeter();
    private final LongTasks longTasks;
    private final ExecutorService answers;
    private final Thread thread;
    private final Seat own;
    /** The task under way; null between tasks. */
    private final AtomicReference<@Nullable Task> running = new AtomicReference<>();

    /** What goes on after a rest, first due first, about. */
    private final Queue<Later> later = new ConcurrentLinkedQueue<>();

    private long cpuNanos;
    private long cpuAskedNanos;
    private volatile boolean parked;
    private volatile boolean stopping;

    private record Later(long dueNanos, Seat seat, Runnable task) {}

    /** Starts core {@code number}, counted from 0. */
    public CoreLoop(int number) {
        this.number = number;
        this.longTasks = new LongTasks(number);
        // Made, and its thread started, here: a thread started by the bound loop would inherit its processor.
        this.answers = Executors.newFixedThreadPool(
                1,
                PromptThreads.of(Thread.ofPlatform()
                        .name("luma-answers-" + number)
                        .daemon()
                        .factory()));
        answers.execute(() -> LOG.debug("answers of core {} leave from here", number));
        this.own = new Seat(-1, this);
        this.thread = Thread.ofPlatform().name("luma-core-" + number).daemon().unstarted(this::run);
        thread.start();
    }

    public int number() {
        return number;
    }

    Executor answers() {
        return answers;
    }

    /** A seat has something to do. */
    void call(Seat seat) {
        mailbox.add(seat);
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Has a seat do something after a rest; given up when the loop stops before. */
    void callLater(Seat seat, Runnable task) {
        later.add(new Later(System.nanoTime() + REST_NANOS, seat, task));
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Share of the last second that the loop worked, 0 to 1. */
    public double busy() {
        return runningNanos() > LoadMeter.WINDOW_NANOS ? 1 : load.busy();
    }

    /** 99th percentile of the time that tasks waited for their turn, in microseconds, of the last seconds. */
    public double waitP99Micros() {
        long held = runningNanos();
        return held > LoadMeter.WINDOW_NANOS ? Math.max(held / 1e3, waits.p99Micros()) : waits.p99Micros();
    }

    /** Tasks that ran longer than {@link LongTasks#LEAST_NANOS} since the start, or do so now. */
    public long longTasks() {
        return longTasks.count();
    }

    /** Those of them that have ended, and took as much CPU time. */
    public long heavyTasks() {
        return longTasks.heavy();
    }

    /** The last few of them, oldest first. */
    public List<LongTaskView> recentLongTasks() {
        return longTasks.recent(System.nanoTime());
    }

    LongTasks longTaskLog() {
        return longTasks;
    }

    /** What the loop is at right now, for another thread. */
    Optional<Task> running() {
        return Optional.ofNullable(running.get());
    }

    private long runningNanos() {
        Task task = running.get();
        return task == null ? 0 : System.nanoTime() - task.startedNanos;
    }

    boolean isParked() {
        return parked;
    }

    /** CPU time that the loop's thread has taken; 0 where the system does not say. Any thread. */
    long cpuNanos() {
        return THREADS.isThreadCpuTimeSupported() ? Math.max(0, THREADS.getThreadCpuTime(thread.threadId())) : 0;
    }

    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    /** Runs what waits, then ends. Returns when the thread is gone; answers may leave until {@link #endAnswers}. */
    public void stop() throws InterruptedException {
        own.post(() -> stopping = true);
        ended.await();
    }

    /** No answers any more. After all loops have stopped: seats that moved away still answer from here. */
    public void endAnswers() throws InterruptedException {
        answers.shutdown();
        if (!answers.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("an answer of core {} is still being taken after 10 s", number);
        }
    }

    private void run() {
        Scheduling.change(usual -> usual.withOwnSlice(SLICE_NANOS));
        LOG.debug("core {} runs {}", number, CpuAffinity.bindCallingThread(number) ? "bound" : "unbound");
        while (!stopping || !mailbox.isEmpty()) {
            callRested();
            Seat seat = mailbox.poll();
            if (seat == null) {
                awaitCall();
            } else {
                serve(seat);
            }
        }
        ended.countDown();
    }

    private void callRested() {
        Later next = later.peek();
        while (next != null && !stopping && System.nanoTime() - next.dueNanos() >= 0) {
            later.remove();
            try {
                next.seat().post(next.task());
            } catch (RejectedExecutionException e) {
                LOG.debug(
                        "shard {} has moved to a core that has stopped",
                        next.seat().shard(),
                        e);
            }
            next = later.peek();
        }
    }

    private void serve(Seat seat) {
        long now = System.nanoTime();
        long turnEnds = now + TURN_NANOS;
        while (seat.livesOn(this) && now - turnEnds < 0) {
            Optional<Task> task = seat.next();
            if (task.isEmpty()) {
                break;
            }
            long end = runTask(task.get(), now);
            seat.worked(end - now);
            now = end;
        }
        seat.endTurn();
    }

    private long runTask(Task task, long now) {
        if (now - cpuAskedNanos > CPU_AGE_NANOS) {
            cpuAskedNanos = now;
            cpuNanos = cpuNanos();
        }
        task.startedNanos = now;
        task.cpuNanosBefore = cpuNanos;
        running.lazySet(task);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // Tasks report their own failures; one that gets here is a fault of the code, not of the data.
            LOG.error("a task on core {} failed", number, e);
        }
        running.lazySet(null);
        long end = System.nanoTime();
        waits.waited(now - task.sentNanos, end);
        load.worked(now, end);
        if (end - now > LongTasks.LEAST_NANOS) {
            longTasks.ended(task, end, cpuNanos());
        }
        return end;
    }

    private void awaitCall() {
        for (int i = 0; later.isEmpty() && i < SPINS_BEFORE_PARKING; i++) {
            if (!mailbox.isEmpty()) {
                return;
            }
            Thread.onSpinWait();
        }
        parked = true;
        Later next = later.peek();
        if (mailbox.isEmpty() && !stopping) {
            if (next == null) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, next.dueNanos() - System.nanoTime());
            }
        }
        parked = false;
    }
}
