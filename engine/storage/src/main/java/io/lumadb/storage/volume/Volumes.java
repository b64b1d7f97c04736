package io.lumadb.storage.volume;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.core.BackgroundThreads;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The cold volumes of a node, known by their numbers. Thread-safe; blocks. */
public final class Volumes implements AutoCloseable {

    /** Writing a fragment is waiting for a disk: more threads than cores, but not without end. */
    private static final int MOST_WRITERS = 16;

    private final List<VolumeStore> stores;
    private final ExecutorService writers;
    /** Volumes that were found gone, and not found back since. */
    private final Set<Integer> gone = ConcurrentHashMap.newKeySet();

    private final AtomicLong returns = new AtomicLong();

    public Volumes(List<? extends VolumeStore> stores) {
        this.stores = List.copyOf(stores);
        // All threads start here: one started later by a core loop would inherit that loop's processor.
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(
                Math.clamp(stores.size(), 1, MOST_WRITERS),
                BackgroundThreads.named("luma-storage-volume", BackgroundThreads.Step.BEHIND_ALL));
        pool.prestartAllCoreThreads();
        this.writers = pool;
    }

    /** The volumes of these folders, which are made where they are not there. */
    public static Volumes directories(List<Path> folders) {
        return new Volumes(folders.stream().map(DirectoryVolume::make).toList());
    }

    public int count() {
        return stores.size();
    }

    public VolumeStore get(int volume) {
        return stores.get(volume);
    }

    /** True for the first who finds a volume gone, until it is found back. */
    public boolean noteGone(int volume) {
        return gone.add(volume);
    }

    /** True for the first who finds a volume back that was gone. */
    public boolean noteBack(int volume) {
        boolean news = gone.remove(volume);
        if (news) {
            returns.incrementAndGet();
        }
        return news;
    }

    /** Volumes that were found gone and are there again, but not noted as such. */
    public List<Integer> backUnnoted() {
        return gone.stream().filter(volume -> stores.get(volume).isThere()).toList();
    }

    /** How often a volume came back. */
    public long returns() {
        return returns.get();
    }

    /**
     * Puts objects on as many different volumes, at the same time. A volume that is gone, full or broken is passed over
     * while there are others. Nobody reads the contents any more when this returns or fails.
     *
     * @param first the volume of the first object; the others follow it in a circle
     * @return the volume of each object
     * @throws LumaException what the last volume said, when too few take an object; then none of them keeps one
     */
    public List<Integer> putApart(int first, List<String> objects, List<ByteBuffer> contents) {
        List<Future<?>> puts = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            int volume = (first + i) % stores.size();
            String object = objects.get(i);
            ByteBuffer content = contents.get(i);
            puts.add(submit(() -> stores.get(volume).put(object, content)));
            taken.add(volume);
        }
        int spare = objects.size();
        LumaException failure = null;
        for (int i = 0; i < objects.size(); i++) {
            LumaException refused = refusal(puts.get(i));
            while (refused != null && failure == null && canGoElsewhere(refused) && spare < stores.size()) {
                int volume = (first + spare++) % stores.size();
                taken.set(i, volume);
                String object = objects.get(i);
                ByteBuffer content = contents.get(i);
                refused = refusal(submit(() -> stores.get(volume).put(object, content)));
            }
            failure = failure == null ? refused : failure;
        }
        if (failure != null) {
            takeBack(objects, taken, failure);
            throw failure;
        }
        return taken;
    }

    private static boolean canGoElsewhere(LumaException refused) {
        return refused instanceof VolumeFailure failure
                && switch (failure.kind()) {
                    case GONE, FULL, BROKEN, MISSING -> true;
                    case CUT_SHORT, INTERRUPTED -> false;
                };
    }

    private Future<?> submit(Runnable put) {
        try {
            return writers.submit(put);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new LumaException(ErrorCode.UNAVAILABLE, "this node's storage is closing", null, e));
        }
    }

    /**
     * What came of a put: null when it is on its volume. Waits for it, also when the thread is interrupted: the content is the
     * caller's again after that.
     */
    private static @Nullable LumaException refusal(Future<?> put) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    put.get();
                    return interrupted
                            ? new LumaException(ErrorCode.CANCELLED, "the writing of a segment was interrupted")
                            : null;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            return e.getCause() instanceof LumaException known
                    ? known
                    : new LumaException(ErrorCode.INTERNAL, "a fragment cannot be written: " + e.getCause(), null, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What stays in spite of this is swept later: no log entry names it. */
    private void takeBack(List<String> objects, List<Integer> taken, LumaException because) {
        for (int i = 0; i < objects.size(); i++) {
            try {
                stores.get(taken.get(i)).delete(objects.get(i));
            } catch (VolumeFailure also) {
                because.addSuppressed(also);
            }
        }
    }

    /** No more puts. */
    @Override
    public void close() {
        writers.shutdown();
    }
}
