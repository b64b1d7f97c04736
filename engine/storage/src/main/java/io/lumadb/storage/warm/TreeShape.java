package io.lumadb.storage.warm;

import io.lumadb.storage.view.WarmView;
import io.lumadb.storage.view.WarmView.Level;
import io.lumadb.storage.view.WarmView.Stall;
import io.lumadb.storage.view.WarmView.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LevelMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Reads the shape of a log-structured merge tree from RocksDB's own books. Some hundred microseconds a family. */
final class TreeShape {

    /** The unit of RocksDB's table of compactions, whose six decimals are then kibibytes. */
    private static final double GIBIBYTE = 1 << 30;

    private final RocksDB database;

    TreeShape(RocksDB database) {
        this.database = database;
    }

    WarmView view(int shard, Map<Family, ColumnFamilyHandle> handles, long stalledMicros) throws RocksDBException {
        List<Level> levels = new ArrayList<>();
        for (Map.Entry<Family, ColumnFamilyHandle> family : handles.entrySet()) {
            levels.addAll(levels(family.getKey(), family.getValue()));
        }
        ColumnFamilyHandle any = handles.values().iterator().next();
        return new WarmView(
                shard,
                levels,
                sum(handles, "rocksdb.cur-size-all-mem-tables"),
                // RocksDB counts what runs for the database, and what waits for the family.
                new Work(
                        (int) of(any, "rocksdb.num-running-flushes"),
                        sum(handles, "rocksdb.mem-table-flush-pending") > 0),
                new Work(
                        (int) of(any, "rocksdb.num-running-compactions"),
                        sum(handles, "rocksdb.compaction-pending") > 0),
                sum(handles, "rocksdb.estimate-pending-compaction-bytes"),
                of(any, "rocksdb.is-write-stopped") > 0
                        ? Stall.STOPPED
                        : of(any, "rocksdb.actual-delayed-write-rate") > 0 ? Stall.DELAYED : Stall.NONE,
                stalledMicros);
    }

    private long of(ColumnFamilyHandle family, String property) throws RocksDBException {
        return database.getLongProperty(family, property);
    }

    private long sum(Map<Family, ColumnFamilyHandle> handles, String property) throws RocksDBException {
        long sum = 0;
        for (ColumnFamilyHandle handle : handles.values()) {
            sum += of(handle, property);
        }
        return sum;
    }

    private List<Level> levels(Family family, ColumnFamilyHandle handle) throws RocksDBException {
        Map<String, String> compactions = database.getMapProperty(handle, "rocksdb.cfstats");
        List<Level> levels = new ArrayList<>();
        for (LevelMetaData level : database.getColumnFamilyMetaData(handle).levels()) {
            long written = bytes(compactions, level.level(), "WriteGB");
            int files = level.files().size();
            if (files > 0 || written > 0) {
                levels.add(new Level(
                        family.name().toLowerCase(Locale.ROOT),
                        level.level(),
                        files,
                        level.size(),
                        bytes(compactions, level.level(), "ReadGB"),
                        written));
            }
        }
        return levels;
    }

    private static long bytes(Map<String, String> compactions, int level, String what) {
        String gibibytes = compactions.get("compaction.L" + level + "." + what);
        return gibibytes == null ? 0 : Math.round(Double.parseDouble(gibibytes) * GIBIBYTE);
    }
}
