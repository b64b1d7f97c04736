package io.lumadb.storage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lumadb.storage.view.LongTaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoreLoopTest {

    private final List<CoreLoop> loops = List.of(new CoreLoop(0), new CoreLoop(1), new CoreLoop(2));
    private final BlockingQueue<Watchdog.Held> held = new LinkedBlockingQueue<>();
    private final Watchdog watchdog = new Watchdog(loops, held::add);

    @AfterEach
    void stop() throws InterruptedException {
        watchdog.close();
        for (CoreLoop loop : loops) {
            loop.stop();
            loop.endAnswers();
        }
    }

    private static CompletableFuture<Void> sent(Seat seat, Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        seat.post(() -> {
            task.run();
            done.complete(null);
        });
        return done;
    }

    private static void hang(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tellsOfATaskThatHangsWhileItHangs() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        Seat seat = new Seat(7, loops.get(1));

        CompletableFuture<Void> done = sent(seat, () -> hang(release));
        Watchdog.Held told = held.take();

        assertThat(told.task().running()).isTrue();
        assertThat(told.task().shard()).isEqualTo(7);
        assertThat(told.task().core()).isEqualTo(1);
        assertThat(told.task().millis()).isGreaterThanOrEqualTo(5);
        assertThat(told.task().stack()).anyMatch(frame -> frame.contains("CoreLoopTest.hang"));
        assertThat(told.text())
                .contains("shard 7", "core 1", "CoreLoopTest.hang", "it waits for a processor, a garbage collection");
        assertThat(loops.get(1).recentLongTasks()).singleElement().matches(LongTaskView::running);
        release.countDown();
        done.join();
        sent(seat, () -> {}).join();
        LongTaskView ended = loops.get(1).recentLongTasks().getFirst();
        assertThat(ended.running()).isFalse();
        assertThat(ended.stack()).isEqualTo(told.task().stack());
        assertThat(ended.cpuMillis()).isLessThan(ended.millis() / 2);
        assertThat(loops.get(1).longTasks()).isEqualTo(1);
        assertThat(loops.get(1).heavyTasks()).as("it only waited").isZero();
        assertThat(loops.get(0).longTasks()).isZero();
    }

    @Test
    void othersHaveTheirTurnBeforeTheNextPieceOfLongWork() {
        Seat seat = new Seat(3, loops.getFirst());
        Seat other = new Seat(4, loops.getFirst());
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        sent(seat, () -> {
                    seat.postRested(() -> {
                        order.add("the next piece");
                        done.complete(null);
                    });
                    other.post(() -> order.add("another shard's"));
                    seat.post(() -> order.add("the same shard's"));
                })
                .join();
        done.join();

        assertThat(order).hasSize(3).endsWith("the next piece");
    }

    @Test
    void piecesGoOnThoughNobodyCallsTheLoop() {
        pieces(new Seat(3, loops.getFirst())).join();
    }

    @Test
    void piecesGoOnThoughTheLoopHasAlwaysMoreToDo() {
        AtomicBoolean going = new AtomicBoolean(true);
        Seat busy = new Seat(4, loops.getFirst());
        busy.post(() -> again(busy, going));

        pieces(new Seat(3, loops.getFirst())).join();
        going.set(false);
    }

    private static CompletableFuture<Void> pieces(Seat seat) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        seat.post(() -> piece(seat, 20, done));
        return done;
    }

    private static void piece(Seat seat, int left, CompletableFuture<Void> done) {
        if (left == 0) {
            done.complete(null);
        } else {
            seat.postRested(() -> piece(seat, left - 1, done));
        }
    }

    private static void again(Seat seat, AtomicBoolean going) {
        if (going.get()) {
            seat.post(() -> again(seat, going));
        }
    }

    @Test
    void aPieceThatRestsRunsWhereItsShardHasMoved() {
        Seat seat = new Seat(3, loops.getFirst());
        CompletableFuture<String> ran = new CompletableFuture<>();

        seat.post(() -> {
            seat.postRested(() -> ran.complete(Thread.currentThread().getName()));
            seat.moveTo(loops.get(2));
        });

        assertThat(ran.join()).isEqualTo("luma-core-2");
    }

    @Test
    void aPieceWhoseShardHasMovedToACoreThatHasStoppedHarmsNobody() throws Exception {
        CoreLoop stopped = new CoreLoop(3);
        stopped.stop();
        stopped.endAnswers();
        Seat seat = new Seat(3, loops.getFirst());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();

        seat.post(() -> {
            seat.postRested(() -> ended.completeExceptionally(new AssertionError("nobody lives there")));
            refused.complete(catchThrowable(() -> seat.moveTo(stopped)));
        });
        pieces(new Seat(4, loops.getFirst())).thenAccept(ended::complete);

        ended.get();
        assertThat(refused.join()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void tellsOfOneTaskInTenSecondsAndCountsTheOthers() throws InterruptedException {
        Seat seat = new Seat(3, loops.getFirst());

        for (int i = 0; i < 4; i++) {
            sent(seat, CoreLoopTest::burn).join();
        }
        sent(seat, () -> {}).join();

        assertThat(held.take().task().shard()).isEqualTo(3);
        assertThat(held).isEmpty();
        assertThat(loops.getFirst().longTasks()).isEqualTo(4);
        assertThat(loops.getFirst().heavyTasks()).isEqualTo(4);
        assertThat(loops.getFirst().recentLongTasks())
                .hasSize(4)
                .allMatch(task -> !task.running() && task.cpuMillis() >= 20);
    }

    @Test
    void remembersATaskThatWorkedLongerThanThoseThatOnlyWaited() {
        Seat seat = new Seat(3, loops.getFirst());
        sent(seat, CoreLoopTest::burn).join();

        for (int i = 0; i < 20; i++) {
            sent(seat, CoreLoopTest::doze).join();
        }
        sent(seat, () -> {}).join();

        assertThat(loops.getFirst().longTasks()).isGreaterThanOrEqualTo(21);
        assertThat(loops.getFirst().recentLongTasks().getFirst().cpuMillis()).isGreaterThanOrEqualTo(20);
    }

    /** Waits 6 ms, which costs no CPU time. */
    private static void doze() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(6);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** Takes 20 ms of CPU time, however busy the machine is. */
    private static void burn() {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(21);
        while (threads.getCurrentThreadCpuTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void keepsTheOrderOfTasksWhileTheirSeatMoves() throws InterruptedException {
        Seat seat = new Seat(0, loops.getFirst());
        int senders = 3;
        int each = 20_000;
        List<List<Integer>> arrived = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            arrived.add(new ArrayList<>());
        }
        // Neither is safe for two threads at once, nor visible to another without a hand-over.
        int[] total = new int[1];
        boolean[] inside = new boolean[1];
        List<String> faults = new ArrayList<>();
        AtomicBoolean sending = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            List<Integer> own = arrived.get(sender);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    int n = i;
                    seat.submit(() -> {
                        if (inside[0]) {
                            faults.add("two tasks at once");
                        }
                        inside[0] = true;
                        total[0]++;
                        own.add(n);
                        inside[0] = false;
                    });
                }
            }));
        }
        Thread mover = Thread.ofPlatform().start(() -> {
            for (int n = 1; sending.get(); n++) {
                seat.moveTo(loops.get(n % loops.size())).join();
            }
        });

        for (Thread thread : threads) {
            thread.join();
        }
        sending.set(false);
        mover.join();
        sent(seat, () -> {}).join();

        assertThat(faults).isEmpty();
        assertThat(total[0]).isEqualTo(senders * each);
        for (List<Integer> own : arrived) {
            assertThat(own).hasSize(each).isSorted();
        }
    }

    @Test
    void runsTheTasksOfASeatOnTheCoreItMovedTo() {
        Seat seat = new Seat(0, loops.getFirst());
        CountDownLatch release = new CountDownLatch(1);
        List<String> threads = new ArrayList<>();
        seat.post(() -> hang(release));
        seat.post(() -> threads.add(Thread.currentThread().getName()));

        CompletableFuture<Void> arrived = seat.moveTo(loops.get(2));
        release.countDown();
        arrived.join();

        assertThat(seat.core()).isEqualTo(2);
        assertThat(threads).containsExactly("luma-core-2");
    }

    @Test
    void refusesTasksAfterTheStop() throws InterruptedException {
        CoreLoop loop = new CoreLoop(0);
        Seat seat = new Seat(0, loop);
        CompletableFuture<Void> last = sent(seat, () -> {});

        loop.stop();

        assertThat(last).isCompleted();
        assertThatThrownBy(() -> seat.post(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("core 0 has stopped");
        loop.endAnswers();
    }

    @Test
    void showsTheWaitThatOneTaskInAHundredExceeds() {
        WaitMeter meter = new WaitMeter();
        long now = System.nanoTime();

        for (int i = 1; i <= 1_000; i++) {
            meter.waited(TimeUnit.MICROSECONDS.toNanos(i), now + i);
        }
        meter.waited(0, now + TimeUnit.SECONDS.toNanos(1));

        assertThat(meter.p99Micros()).isBetween(980.0, 1_000.0);
    }
}
