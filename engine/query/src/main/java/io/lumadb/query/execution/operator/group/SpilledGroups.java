package io.lumadb.query.execution.operator.group;

import io.lumadb.document.Value;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.spill.SpillFile;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups under way that memory had no room for, in files by some bits of their keys' hash. A group may be there several
 * times, in the order in which its parts were made; all parts are in one file.
 */
final class SpilledGroups implements AutoCloseable {

    private static final int BITS = 4;
    private static final int PARTITIONS = 1 << BITS;
    /** Past this all the hash's bits are used, and groups in one file have the same hash. */
    static final int MOST_LEVELS = Integer.SIZE / BITS;

    private static final int GROUPS_BETWEEN_CHECKPOINTS = 256;

    private final int level;
    private final QueryRun run;
    /** Null where no group has come yet. */
    private final @Nullable SpillFile[] files = new SpillFile[PARTITIONS];

    /** {@code level}: which bits of the hash, from 0. */
    SpilledGroups(int level, QueryRun run) {
        this.level = level;
        this.run = run;
    }

    int level() {
        return level;
    }

    void write(GroupRow group) {
        int partition = group.hash() >>> BITS * level & PARTITIONS - 1;
        SpillFile file = files[partition];
        if (file == null) {
            file = run.spill().create();
            files[partition] = file;
        }
        SpillOutput out = file.output();
        out.writeValues(List.of(group.keys()));
        for (Accumulator accumulator : group.accumulators()) {
            accumulator.write(out);
        }
    }

    int partitions() {
        return PARTITIONS;
    }

    /** Where a group's part is read: its keys are known, its accumulators come next. */
    interface Part {
        void add(Value[] keys, SpillInput accumulators);
    }

    /** Reads a partition. */
    void read(int partition, Part part) {
        SpillFile file = files[partition];
        if (file == null) {
            return;
        }
        SpillInput in = file.read();
        for (long count = 1; !in.atEnd(); count++) {
            if (count % GROUPS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            part.add(in.readValues().toArray(Value[]::new), in);
        }
    }

    void close(int partition) {
        SpillFile file = files[partition];
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            close(partition);
        }
    }
}
