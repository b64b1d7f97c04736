package io.lumadb.storage.shard;

import io.lumadb.storage.CollectionCatalog;
import io.lumadb.storage.Proposer;
import io.lumadb.storage.StorageConfig;
import io.lumadb.storage.StorageListener;
import io.lumadb.storage.hot.FieldCache;
import io.lumadb.storage.tiering.MovePace;
import io.lumadb.storage.tiering.RamPressure;
import io.lumadb.storage.volume.Volumes;
import io.lumadb.storage.warm.RocksResources;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * What the shards of a node share.
 *
 * @param reads fetches what log entries need, and tells of seals
 * @param disk writes checkpoints
 * @param moves looks for documents to move and carries them
 * @param segments reads what moves to cold and makes segments of it, behind everything else; background threads, for which
 *     {@link io.lumadb.storage.core.BackgroundThreads#call} waits
 * @param builds makes the entries of new indexes
 * @param repairs reads and rebuilds cold fragments
 * @param pace how fast documents move, and whether at all
 * @param pressure which of them go first when RAM is short
 * @param openShards how many shards this node has open
 * @param fields fields of hot documents, for scans
 * @param hotBytes RAM that hot documents take, all shards together
 */
public record Node(
        StorageConfig config,
        CollectionCatalog catalog,
        Proposer proposer,
        StorageListener listener,
        RocksResources rocks,
        ExecutorService reads,
        ExecutorService disk,
        ExecutorService moves,
        ExecutorService segments,
        ExecutorService builds,
        ExecutorService repairs,
        Volumes volumes,
        FieldCache fields,
        LongAdder hotBytes,
        MovePace pace,
        RamPressure pressure,
        IntSupplier openShards) {}
