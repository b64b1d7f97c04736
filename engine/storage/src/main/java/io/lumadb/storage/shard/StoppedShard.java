package io.lumadb.storage.shard;

import io.lumadb.document.error.LumaException;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.cold.ColdStore;
import io.lumadb.storage.cold.Workbenches;
import io.lumadb.storage.hot.CowTree;
import io.lumadb.storage.hot.FieldCache;
import io.lumadb.storage.index.IndexChange;
import io.lumadb.storage.read.LocalSnapshot;
import io.lumadb.storage.read.Moment;
import io.lumadb.storage.read.ReadMeter;
import io.lumadb.storage.volume.DirectoryVolume;
import io.lumadb.storage.volume.Volumes;
import io.lumadb.storage.warm.RocksResources;
import io.lumadb.storage.warm.WarmStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A shard of a stopped node as its files have it: what its log says beyond them is not in here. Changes no file. For one
 * thread.
 */
public final class StoppedShard implements AutoCloseable {

    private static final long CACHE_BYTES = 32L << 20;

    private final Volumes volumes;
    private final ColdStore cold;
    private final RocksResources resources;
    private final WarmStore store;
    private final ShardState state;

    private StoppedShard(Volumes volumes, ColdStore cold, RocksResources resources, WarmStore store, ShardState state) {
        this.volumes = volumes;
        this.cold = cold;
        this.resources = resources;
        this.store = store;
        this.state = state;
    }

    /**
     * Opens one shard.
     *
     * @param storage the folder of all the node's shards
     * @param volumes the cold volumes, in their order
     * @throws LumaException CORRUPT_DATA naming the folder or the file that cannot be read
     */
    public static StoppedShard open(Path storage, int shard, String node, List<Path> volumes) {
        Volumes stores = new Volumes(volumes.stream().map(DirectoryVolume::of).toList());
        try {
            // Nothing is written here, so that no workbench is ever taken.
            return open(
                    ShardFolder.of(storage, shard),
                    stores,
                    new ColdStore(node, shard, stores, new Workbenches(Runnable::run)));
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private static StoppedShard open(Path folder, Volumes volumes, ColdStore cold) {
        RocksResources resources = new RocksResources(CACHE_BYTES);
        try {
            WarmStore store = WarmStore.readOnly(folder, resources);
            ShardState state = new ShardState(store.snapshot(), new LongAdder());
            try {
                SavedState.into(state);
                return new StoppedShard(volumes, cold, resources, store, state);
            } catch (RuntimeException e) {
                state.warm.release();
                store.close();
                throw e;
            }
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    ShardState state() {
        return state;
    }

    WarmStore store() {
        return store;
    }

    ColdStore cold() {
        return cold;
    }

    /** The log entry that the files stand at. */
    public long durableIndex() {
        return state.appliedIndex;
    }

    /** All documents of all tiers. Close it. */
    public ShardSnapshot snapshot() {
        return read();
    }

    LocalSnapshot read() {
        Moment moment = new Moment(
                state.appliedIndex,
                state.overlay.freeze(),
                new CowTree<IndexChange>().freeze(),
                state.warm,
                state.indexes,
                state.dropped,
                state.segments.manifests(),
                state.census.warmCollections());
        if (!state.warm.retain()) {
            throw new IllegalStateException("the shard's own snapshot was released");
        }
        return new LocalSnapshot(
                moment, cold, new ReadMeter(), (_, _, _) -> {}, InstantSource.system(), new FieldCache(0));
    }

    @Override
    public void close() {
        state.warm.release();
        store.close();
        resources.close();
        volumes.close();
    }
}
