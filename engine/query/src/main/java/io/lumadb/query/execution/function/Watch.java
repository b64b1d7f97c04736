package io.lumadb.query.execution.function;

import io.lumadb.document.Value;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stops the expressions of a statement under way, and knows what they have made. Each thread that does a part of the
 * statement has one of its own, so nothing here is shared.
 *
 * <p>One row may take an expression long: loops over elements say {@link #step()} for each, and what reads or makes long
 * values says how long they are. After so much work the statement is asked whether it has to stop.
 */
public final class Watch {

    private static final ScopedValue<Watch> CURRENT = ScopedValue.newInstance();

    /** About 50 microseconds. */
    private static final int WORK_BETWEEN_CHECKPOINTS = 1024;

    private static final int BYTES_PER_STEP = 64;

    /** A loop that makes its value longer step by step weighs the one before and the part that is new. */
    private static final int MOST_REMEMBERED = 4;

    /** Lighter values are weighed as fast as they are found, and do not fill the memory. */
    private static final int LEAST_REMEMBERED_BYTES = 512;

    private final Runnable checkpoint;
    private final List<Remembered> remembered = new ArrayList<>(MOST_REMEMBERED);
    private int oldest;
    private long work;
    private long madeBytes;

    private Watch(Runnable checkpoint) {
        this.checkpoint = checkpoint;
    }

    private record Remembered(WeakReference<Value> value, Weight weight) {}

    /** Does a part of a statement's work on this thread. {@code checkpoint} throws when the statement has to stop. */
    public static void over(Runnable checkpoint, Runnable part) {
        ScopedValue.where(CURRENT, new Watch(checkpoint)).run(part);
    }

    /** The same with a result. */
    public static <T> T over(Runnable checkpoint, Supplier<T> part) {
        return ScopedValue.where(CURRENT, new Watch(checkpoint)).call(part::get);
    }

    /** Asks whether the statement has to stop. */
    public static void ask() {
        checkpoint().ifPresent(Runnable::run);
    }

    /** Says that an expression goes on to the next element of a loop. */
    public static void step() {
        worked(1);
    }

    /** Says that an expression does so many steps' work: one takes about as long as a look at an array's element. */
    public static void worked(long steps) {
        if (CURRENT.isBound()) {
            CURRENT.get().work(steps);
        }
    }

    /** The same order; each comparison is a step. */
    public static Comparator<Value> over(Comparator<Value> order) {
        return (left, right) -> {
            step();
            return order.compare(left, right);
        };
    }

    private void work(long steps) {
        work += steps;
        if (work >= WORK_BETWEEN_CHECKPOINTS) {
            work = 0;
            checkpoint.run();
        }
    }

    /** How many bytes of arrays, objects and texts this thread's expressions have made; 0 where nobody watches. */
    public static long madeBytes() {
        return CURRENT.isBound() ? CURRENT.get().madeBytes : 0;
    }

    /** Says that an operator has made a value of about so many bytes beside what it shares with others. */
    public static void made(long bytes) {
        if (CURRENT.isBound()) {
            CURRENT.get().madeBytes += bytes;
            worked(bytes / BYTES_PER_STEP);
        }
    }

    /** What asks whether the statement has to stop; none where nobody watches. */
    static Optional<Runnable> checkpoint() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get().checkpoint) : Optional.empty();
    }

    /** The weight of a value that was made lately. */
    static Optional<Weight> known(Value value) {
        return CURRENT.isBound() ? CURRENT.get().find(value) : Optional.empty();
    }

    private Optional<Weight> find(Value value) {
        for (Remembered one : remembered) {
            if (one.value().refersTo(value)) {
                return Optional.of(one.weight());
            }
        }
        return Optional.empty();
    }

    /** Takes note of an array or object that was made. */
    static void made(Value value, Weight weight) {
        if (weight.bytes() >= LEAST_REMEMBERED_BYTES && CURRENT.isBound()) {
            CURRENT.get().remember(value, weight);
        }
    }

    private void remember(Value value, Weight weight) {
        madeBytes += weight.bytes();
        work(weight.bytes() / BYTES_PER_STEP);
        if (find(value).isPresent()) {
            return;
        }
        Remembered one = new Remembered(new WeakReference<>(value), weight);
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.add(one);
        } else {
            remembered.set(oldest, one);
            oldest = (oldest + 1) % MOST_REMEMBERED;
        }
    }
}
