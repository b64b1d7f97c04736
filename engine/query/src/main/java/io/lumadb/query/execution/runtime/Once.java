package io.lumadb.query.execution.runtime;

import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is computed by the first who asks; the others wait for it. What fails once fails for all. Thread-safe.
 */
final class Once<T> {

    private final Supplier<T> computation;
    private final QueryRun run;
    private final ReentrantLock computing = new ReentrantLock();
    private volatile @Nullable T computed;
    private volatile @Nullable LumaException failure;

    Once(Supplier<T> computation, QueryRun run) {
        this.computation = computation;
        this.run = run;
    }

    T get() {
        T known = computed;
        return known == null ? compute() : known;
    }

    private T compute() {
        lock();
        try {
            LumaException failed = failure;
            if (failed != null) {
                throw failed;
            }
            T known = computed;
            if (known == null) {
                known = computation.get();
                computed = known;
            }
            return known;
        } catch (LumaException failed) {
            failure = failed;
            throw failed;
        } finally {
            computing.unlock();
        }
    }

    private void lock() {
        try {
            while (!computing.tryLock(QueryRun.WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                run.checkpoint();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw QueryRun.asLumaException(interrupted);
        }
    }
}
