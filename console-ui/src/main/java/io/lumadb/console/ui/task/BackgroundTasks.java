package io.lumadb.console.ui.task;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that runs in the background of one window. {@link #running()} and {@link #lastErrorProperty()} belong to the
 * FX thread; starting is done there too.
 */
public final class BackgroundTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("console-task-", 0).factory());
    private final ObservableList<BackgroundTask<?>> running = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper lastError = new ReadOnlyStringWrapper("");

    /** The work itself; may block. */
    @FunctionalInterface
    public interface Work<T> {
        T run(BackgroundTask<T> task) throws Exception;
    }

    /** What runs now, oldest first. */
    public ObservableList<BackgroundTask<?>> running() {
        return running;
    }

    /** The newest failure in words, for the status bar; empty when there was none. */
    public ReadOnlyStringProperty lastErrorProperty() {
        return lastError.getReadOnlyProperty();
    }

    /** Says what failed, from any thread. */
    public void report(String what, Throwable failure) {
        Throwable cause = unwrap(failure);
        LOG.info("{} failed", what, cause);
        Platform.runLater(() -> lastError.set(what + ": " + Failures.words(cause)));
    }

    /** Says what is wrong, on the FX thread. */
    public void report(String words) {
        lastError.set(words);
    }

    public void clearError() {
        lastError.set("");
    }

    /** Looks something up that takes a moment: too short to be listed, but it may block. Failures go to the status bar. */
    public <T> void fetch(String title, Callable<T> work, Consumer<T> onSuccess) {
        executor.execute(() -> {
            try {
                T value = work.call();
                Platform.runLater(() -> onSuccess.accept(value));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                report(title, e);
            }
        });
    }

    /** Starts work whose failure is told in the status bar. */
    public <T> BackgroundTask<T> start(String title, Work<T> work, Consumer<T> onSuccess) {
        return start(title, work, onSuccess, failure -> report(title, failure));
    }

    /**
     * Starts work. Exactly one of the two is called, on the FX thread, unless the task is cancelled: then neither is.
     */
    public <T> BackgroundTask<T> start(
            String title, Work<T> work, Consumer<T> onSuccess, Consumer<Throwable> onFailure) {
        BackgroundTask<T> task = new BackgroundTask<>(title);
        running.add(task);
        Future<?> thread = executor.submit(() -> carryOut(task, work));
        task.outcome().whenComplete((value, failure) -> {
            if (failure instanceof CancellationException) {
                thread.cancel(true);
            }
            Platform.runLater(() -> {
                running.remove(task);
                if (failure == null) {
                    onSuccess.accept(value);
                } else if (!(failure instanceof CancellationException)) {
                    onFailure.accept(unwrap(failure));
                }
            });
        });
        return task;
    }

    private static <T> void carryOut(BackgroundTask<T> task, Work<T> work) {
        try {
            task.outcome().complete(work.run(task));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.outcome().cancel(true);
        } catch (Exception | LinkageError | AssertionError e) {
            task.outcome().completeExceptionally(e);
        }
    }

    /** The cause that a future wrapped. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() {
        running.forEach(BackgroundTask::cancel);
        executor.shutdownNow();
    }
}
