package io.lumadb.console.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.fixture.FxThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BackgroundTasksTest {

    private final BackgroundTasks tasks = new BackgroundTasks();
    private final List<Object> results = new ArrayList<>();

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @AfterEach
    void close() {
        FxThread.run(tasks::close);
    }

    @Test
    void handsTheResultToTheFxThreadAndTakesTheTaskOffTheList() {
        FxThread.run(() -> {
            tasks.start("Counting", (BackgroundTask<Integer> task) -> 42, results::add);
            assertThat(tasks.running()).hasSize(1);
        });

        FxThread.until("the result", () -> results.equals(List.of(42)));
        FxThread.run(() -> assertThat(tasks.running()).isEmpty());
    }

    @Test
    void tellsHowFarItIs() {
        CountDownLatch looked = new CountDownLatch(1);
        BackgroundTask<String> task = FxThread.call(() -> tasks.start(
                "Loading",
                (BackgroundTask<String> loading) -> {
                    loading.say("orders");
                    loading.progress(1, 4);
                    looked.await();
                    return "done";
                },
                results::add));

        FxThread.until("progress", () -> task.progressProperty().get() == 0.25);
        FxThread.until("words", () -> task.messageProperty().get().equals("orders"));
        looked.countDown();
    }

    @Test
    void saysWhatFailedAndWhy() {
        FxThread.run(() -> tasks.start(
                "Loading",
                (BackgroundTask<String> task) -> {
                    throw new IllegalStateException("the disk is full");
                },
                results::add));

        FxThread.until("the error", () -> tasks.lastErrorProperty().get().equals("Loading: the disk is full"));
        assertThat(results).isEmpty();
    }

    @Test
    void interruptsWorkThatIsCancelledAndTellsNobody() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        BackgroundTask<String> task = FxThread.call(() -> tasks.start(
                "Waiting",
                (BackgroundTask<String> waiting) -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return "never";
                },
                results::add));
        FxThread.until("the work to begin", () -> begun.getCount() == 0);

        FxThread.run(task::cancel);

        FxThread.until("the interrupt", interrupted::get);
        FxThread.until("the list", () -> tasks.running().isEmpty());
        assertThat(results).isEmpty();
        assertThat(FxThread.call(() -> tasks.lastErrorProperty().get())).isEmpty();
    }

    @Test
    void namesTheLineThatKeepsTheFxThread() {
        List<FxWatchdog.Overrun> overruns = java.util.Collections.synchronizedList(new ArrayList<>());
        try (FxWatchdog watchdog = FxWatchdog.start(overruns::add)) {
            FxThread.until("somebody to keep the FX thread", () -> {
                keepTheThread();
                return overruns.stream().anyMatch(overrun -> overrun.where().contains("keepTheThread"));
            });
            assertThat(watchdog).isNotNull();
        }

        assertThat(overruns).anySatisfy(overrun -> assertThat(overrun.millis()).isGreaterThan(FxWatchdog.LIMIT_MILLIS));
    }

    private static void keepTheThread() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
    }
}
