package io.lumadb.cluster.node;

import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.TiersStatus.WriteAmplification;
import io.lumadb.cluster.view.WarmStatus;
import io.lumadb.storage.view.ShardView.Traffic;
import io.lumadb.storage.view.WarmView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The trees of the warm tier in the API's shape, and what a byte costs on its way down. */
final class WarmViews {

    private static final Comparator<WarmStatus.Level> TOP_DOWN =
            Comparator.comparing(WarmStatus.Level::family).thenComparingInt(WarmStatus.Level::level);

    private WarmViews() {}

    /** Reads the books of every shard's RocksDB: some milliseconds each. {@code whole}: of the node. */
    static WarmStatus of(WarmView.Shared shared, List<ShardReplica> replicas, WriteAmplification whole) {
        List<WarmStatus.Shard> shards = replicas.stream().map(WarmViews::shard).toList();
        return new WarmStatus(
                new WarmStatus.Cache(shared.cacheBytes(), shared.cacheCapacity()),
                shared.memtableLimit(),
                shared.backgroundBytesPerSecond(),
                whole,
                together(shards, whole.userBytes()),
                shards);
    }

    private static List<WarmStatus.Level> together(List<WarmStatus.Shard> shards, long userBytes) {
        record Place(String family, int level) {}
        Map<Place, WarmStatus.Level> sums = new LinkedHashMap<>();
        for (WarmStatus.Shard shard : shards) {
            for (WarmStatus.Level level : shard.levels()) {
                sums.merge(
                        new Place(level.family(), level.level()), level, (left, right) -> plus(left, right, userBytes));
            }
        }
        List<WarmStatus.Level> sorted = new ArrayList<>(sums.values());
        sorted.sort(TOP_DOWN);
        return sorted;
    }

    private static WarmStatus.Level plus(WarmStatus.Level left, WarmStatus.Level right, long userBytes) {
        long written = left.writtenBytes() + right.writtenBytes();
        return new WarmStatus.Level(
                left.family(),
                left.level(),
                left.files() + right.files(),
                left.bytes() + right.bytes(),
                left.readBytes() + right.readBytes(),
                written,
                ratio(written, userBytes));
    }

    private static WarmStatus.Shard shard(ShardReplica replica) {
        WarmView view = replica.store().warm();
        Traffic traffic = replica.store().view().traffic();
        List<WarmStatus.Level> levels = view.levels().stream()
                .map(level -> new WarmStatus.Level(
                        level.family(),
                        level.level(),
                        level.files(),
                        level.bytes(),
                        level.readBytes(),
                        level.writtenBytes(),
                        ratio(level.writtenBytes(), traffic.userBytes())))
                .toList();
        return new WarmStatus.Shard(
                replica.shard(),
                levels,
                view.memtableBytes(),
                new WarmStatus.Work(view.flushes().running(), view.flushes().pending()),
                new WarmStatus.Work(
                        view.compactions().running(), view.compactions().pending()),
                view.pendingCompactionBytes(),
                view.stall().name().toLowerCase(Locale.ROOT),
                view.stalledMicros() / 1_000,
                amplification(replica.loggedBytes(), traffic));
    }

    /** End to end: all that was written for each byte that a client wrote. */
    static WriteAmplification amplification(long raftLogBytes, Traffic traffic) {
        long written = raftLogBytes
                + traffic.flushedBytes()
                + traffic.compactedBytes()
                + traffic.coldBytes()
                + traffic.parityBytes();
        return new WriteAmplification(
                traffic.userBytes(),
                raftLogBytes,
                traffic.flushedBytes(),
                traffic.compactedBytes(),
                traffic.coldBytes(),
                traffic.parityBytes(),
                ratio(written, traffic.userBytes()));
    }

    private static double ratio(long written, long userBytes) {
        return userBytes == 0 ? 0.0 : (double) written / userBytes;
    }
}
