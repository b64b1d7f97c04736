package io.lumadb.storage.node;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.MoveControl;
import io.lumadb.storage.Proposer;
import io.lumadb.storage.ShardStore;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageEngine;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.StorageListener.Severity;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.cold.Workbenches;
import io.lumadb.storage.core.BackgroundThreads;
import io.lumadb.storage.core.BackgroundThreads.Step;
import io.lumadb.storage.core.CoreLoop;
import io.lumadb.storage.core.ProcessorLoad;
import io.lumadb.storage.core.Seat;
import io.lumadb.storage.core.Watchdog;
import io.lumadb.storage.erasure.ReedSolomon;
import io.lumadb.storage.hot.FieldCache;
import io.lumadb.storage.shard.LocalShard;
import io.lumadb.storage.shard.Node;
import io.lumadb.storage.shard.ShardFolder;
import io.lumadb.storage.tiering.MovePace;
import io.lumadb.storage.tiering.RamPressure;
import io.lumadb.storage.view.CoreView;
import io.lumadb.storage.view.WarmView;
import io.lumadb.storage.volume.Volumes;
import io.lumadb.storage.warm.RocksResources;
import io.lumadb.storage.warm.WarmStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shards of this node, their core loops and their helper threads. Thread-safe. */
public final class LocalEngine implements StorageEngine {

    private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);
    private static final long TICK_MILLIS = 100;
    private static final long CATCHING_UP_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Fields of hot documents, for scans, may take this part of the hot budget on top of it. */
    private static final int FIELD_CACHE_SHARE = 8;
    /** Moves at the same time, each of a shard. */
    private static final int MOVES = 2;

    private final DirectoryGuard guard;
    private final Node node;
    private final List<CoreLoop> loops;
    private final Watchdog watchdog;
    private final CoreBalance balance = new CoreBalance();
    private final ScheduledExecutorService ticks;
    private final Workbenches workbenches;
    private final Map<Integer, LocalShard> shards;
    private final long openedNanos = System.nanoTime();
    private boolean closed;

    private LocalEngine(
            DirectoryGuard guard, Node node, List<CoreLoop> loops, Map<Integer, LocalShard> shards, boolean ticking) {
        this.workbenches = new Workbenches(node.segments());
        this.loops = loops;
        this.shards = shards;
        this.guard = guard;
        this.node = node;
        for (int core = 0; core < Math.max(1, node.config().cores()); core++) {
            loops.add(new CoreLoop(core));
        }
        this.watchdog = new Watchdog(List.copyOf(loops), this::report);
        this.ticks = Executors.newSingleThreadScheduledExecutor(threads("luma-storage-tick"));
        if (ticking) {
            ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            boolean moves = !isCatchingUp();
            shards.values().forEach(shard -> shard.tick(moves));
            balance();
        } catch (RejectedExecutionException e) {
            LOG.debug("a tick met a stopping core: {}", e.getMessage());
        }
    }

    /** A node that starts replays its log first: passes over all documents would take half of its cores from that. */
    private boolean isCatchingUp() {
        return System.nanoTime() - openedNanos < CATCHING_UP_NANOS
                && shards.values().stream().anyMatch(LocalShard::isBehind);
    }

    private void report(Watchdog.Held held) {
        LOG.info("{}; it was at {}", held.text(), String.join(" < ", held.task().stack()));
        node.listener().happened(Severity.WARNING, "long-task", held.task().shard(), held.text());
    }

    private void balance() {
        List<CoreBalance.Work> work = shards.values().stream()
                .map(shard -> new CoreBalance.Work(
                        shard.shard(), shard.core(), shard.seat().workedNanos()))
                .toList();
        balance.plan(loops.size(), work, System.nanoTime()).ifPresent(move -> {
            LOG.debug("shard {} moves to core {}, which has less to do", move.shard(), move.core());
            moveShard(move.shard(), move.core());
        });
    }

    @Override
    public synchronized CompletableFuture<Void> moveShard(int shard, int core) {
        LocalShard open = shards.get(shard);
        if (open == null || closed) {
            return CompletableFuture.failedFuture(
                    new LumaException(ErrorCode.NOT_FOUND, "this node has no open replica of shard " + shard));
        }
        if (core < 0 || core >= loops.size()) {
            return CompletableFuture.failedFuture(new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "there is no core " + core + ": this node has " + loops.size(),
                    "cores are numbered from 0"));
        }
        return open.seat().moveTo(loops.get(core));
    }

    /**
     * Opens a node's storage.
     *
     * @param ticking whether policies and checkpoints run by themselves; tests run them by hand
     * @throws LumaException as {@link DirectoryGuard#take} and {@link RocksResources#RocksResources}
     */
    public static LocalEngine open(
            StorageConfig config,
            CollectionCatalog catalog,
            Proposer proposer,
            StorageListener listener,
            boolean ticking) {
        return open(config, catalog, proposer, listener, ticking, Volumes::directories);
    }

    /** {@code volumes}: makes the cold volumes of the folders that the settings name. */
    public static LocalEngine open(
            StorageConfig config,
            CollectionCatalog catalog,
            Proposer proposer,
            StorageListener listener,
            boolean ticking,
            Function<List<Path>, Volumes> volumes) {
        DirectoryGuard guard = DirectoryGuard.take(config.directory());
        Map<Integer, LocalShard> shards = new ConcurrentSkipListMap<>();
        List<CoreLoop> loops = new CopyOnWriteArrayList<>();
        Node node = new Node(
                config,
                catalog,
                proposer,
                listener,
                resources(config, guard),
                pool(threads("luma-storage-read"), Math.max(2, config.cores())),
                pool(BackgroundThreads.named("luma-storage-disk", Step.KEEPING_UP), 2),
                pool(threads("luma-storage-move"), MOVES),
                pool(BackgroundThreads.named("luma-storage-segment", Step.BEHIND_ALL), MOVES),
                pool(threads("luma-storage-index"), Math.max(1, config.cores() / 2)),
                pool(threads("luma-storage-repair"), 1),
                volumes.apply(config.coldVolumes()),
                new FieldCache(config.hotBudgetBytes() / FIELD_CACHE_SHARE),
                new LongAdder(),
                new MovePace(config.clock(), busiest(loops)),
                new RamPressure(),
                shards::size);
        // Takes a tenth of a second, for which no degraded read should have to wait.
        node.moves().execute(ReedSolomon::implementation);
        return new LocalEngine(guard, node, loops, shards, ticking);
    }

    /** The busiest core, or all processors together. */
    private static DoubleSupplier busiest(List<CoreLoop> loops) {
        ProcessorLoad processors = new ProcessorLoad();
        return () -> Math.max(loops.stream().mapToDouble(CoreLoop::busy).max().orElse(0), processors.getAsDouble());
    }

    /** First of all that is opened: where there is no place for RocksDB's library, nothing else needs closing. */
    private static RocksResources resources(StorageConfig config, DirectoryGuard guard) {
        try {
            return new RocksResources(config.blockCacheBytes());
        } catch (LumaException e) {
            guard.close();
            throw e;
        }
    }

    /** All threads start here: one started later by a core loop would inherit that loop's processor. */
    private static ExecutorService pool(ThreadFactory threads, int size) {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(size, threads);
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().name(name + "-", 0).daemon().factory();
    }

    @Override
    public synchronized ShardStore openShard(int shard) {
        if (closed) {
            throw new LumaException(ErrorCode.UNAVAILABLE, "this node's storage is closed");
        }
        LocalShard open = shards.get(shard);
        if (open == null) {
            WarmStore store = new WarmStore(ShardFolder.of(node.config().directory(), shard), node.rocks());
            ColdStore cold = new ColdStore(node.config().node(), shard, node.volumes(), workbenches);
            open = new LocalShard(shard, node, new Seat(shard, loops.get(shard % loops.size())), store, cold);
            shards.put(shard, open);
        }
        return open;
    }

    @Override
    public List<ShardStore> shards() {
        return List.copyOf(shards.values());
    }

    @Override
    public List<CoreView> cores() {
        return loops.stream().map(this::core).toList();
    }

    private CoreView core(CoreLoop loop) {
        List<LocalShard> here = shards.values().stream()
                .filter(shard -> shard.core() == loop.number())
                .toList();
        return new CoreView(
                loop.number(),
                loop.busy(),
                here.stream().mapToInt(shard -> shard.seat().queue()).sum(),
                here.stream().map(LocalShard::shard).toList(),
                loop.waitP99Micros(),
                loop.longTasks(),
                loop.heavyTasks(),
                loop.recentLongTasks());
    }

    @Override
    public synchronized WarmView.Shared warm() {
        if (closed) {
            throw new LumaException(ErrorCode.UNAVAILABLE, "this node's storage is closed");
        }
        return node.rocks().view();
    }

    @Override
    public MoveControl moveControl() {
        return node.pace();
    }

    @Override
    public long hotBytes() {
        return node.hotBytes().sum();
    }

    @Override
    public void close() {
        close(true);
    }

    /** Closes without a checkpoint, as a crash would leave it. */
    public void abandon() {
        close(false);
    }

    private synchronized void close(boolean checkpoint) {
        if (closed) {
            return;
        }
        closed = true;
        ticks.shutdownNow();
        if (checkpoint) {
            List<CompletableFuture<Long>> last =
                    shards.values().stream().map(LocalShard::lastCheckpoint).toList();
            last.forEach(future -> future.exceptionally(_ -> -1L).join());
        }
        shards.values().forEach(LocalShard::endMoves);
        shards.values().forEach(LocalShard::endBuilds);
        shutDown(node.builds());
        node.moves().shutdownNow();
        node.repairs().shutdownNow();
        shutDown(node.moves());
        shutDown(node.segments());
        shutDown(node.repairs());
        shutDown(node.reads());
        shutDown(node.disk());
        shards.values().forEach(LocalShard::close);
        watchdog.close();
        loops.forEach(LocalEngine::stop);
        loops.forEach(LocalEngine::endAnswers);
        workbenches.close();
        node.volumes().close();
        node.rocks().close();
        guard.close();
    }

    private static void shutDown(ExecutorService pool) {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a storage thread still works after 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(CoreLoop loop) {
        try {
            loop.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endAnswers(CoreLoop loop) {
        try {
            loop.endAnswers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
