package io.lumadb.cluster.unique;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Tells when all writes are over that began before some moment: they may not have seen what changed in the catalog then.
 * Guarded by itself.
 */
public final class WriteEpochs {

    private record Waiting(long epoch, CompletableFuture<Void> over) {}

    private final TreeMap<Long, Integer> running = new TreeMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long current;

    /** A write begins; it reads the catalog afterwards. */
    public synchronized long enter() {
        running.merge(current, 1, Integer::sum);
        return current;
    }

    /** The write that got this number is over. */
    public void leave(long epoch) {
        List<CompletableFuture<Void>> over = new ArrayList<>();
        synchronized (this) {
            running.computeIfPresent(epoch, (_, count) -> count == 1 ? null : count - 1);
            waiting.removeIf(one -> isOver(one.epoch()) && over.add(one.over()));
        }
        over.forEach(future -> future.complete(null));
    }

    /** Completes when every write that has begun is over. */
    public synchronized CompletableFuture<Void> whenPresentWritesAreOver() {
        long epoch = current++;
        Waiting one = new Waiting(epoch, new CompletableFuture<>());
        if (isOver(epoch)) {
            one.over().complete(null);
        } else {
            waiting.add(one);
        }
        return one.over();
    }

    private boolean isOver(long epoch) {
        return running.isEmpty() || running.firstKey() > epoch;
    }
}
