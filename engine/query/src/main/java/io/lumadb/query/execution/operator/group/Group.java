package io.lumadb.query.execution.operator.group;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.aggregate.Accumulator;
import io.lumadb.query.execution.operator.aggregate.Measure;
import io.lumadb.query.execution.operator.aggregate.RowOrder;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.plan.PlanNode.GroupStage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows by their keys and aggregates each group: beside a shard over that shard's rows, and at the coordinator over
 * what the shards found.
 *
 * <p>Where memory ends, a shard's groups go to the coordinator as they are, and are begun anew. The coordinator's go to
 * files by their keys' hash; each file is then read as if it were all there is.
 */
public final class Group implements Operator {

    private static final int BATCH = 512;

    private final Operator input;
    private final Aggregation aggregation;
    private final GroupStage stage;
    private final QueryRun run;
    private final RowOrder rowOrder;
    private final MemoryAccount memory;
    private final GroupTable groups = new GroupTable();
    private final Deque<Partition> waiting = new ArrayDeque<>();
    private final List<SpilledGroups> spilled = new ArrayList<>();
    private @Nullable SpilledGroups target;
    private int level;
    private boolean full;
    private boolean started;
    private boolean inputEnded;
    private int given;

    public Group(Operator input, Aggregation aggregation, GroupStage stage, QueryRun run) {
        this.input = input;
        this.aggregation = aggregation;
        this.stage = stage;
        this.run = run;
        this.rowOrder = stage == GroupStage.WHOLE ? RowOrder.ARRIVAL : RowOrder.IDENTITY;
        this.memory = run.account("GROUP BY");
    }

    /** {@code global}: no keys, all rows are one group. A final stage computes neither keys nor operands. */
    public record Aggregation(boolean global, List<Evaluator> keys, List<Measure> measures) {
        public Aggregation {
            keys = List.copyOf(keys);
            measures = List.copyOf(measures);
        }
    }

    private record Partition(SpilledGroups groups, int number) {}

    @Override
    public List<Row> next() {
        while (given == groups.size()) {
            if (!fill()) {
                return List.of();
            }
        }
        List<Row> batch = new ArrayList<>(Math.min(BATCH, groups.size() - given));
        while (given < groups.size() && batch.size() < BATCH) {
            GroupRow group = groups.get(given++);
            batch.add(stage == GroupStage.PARTIAL ? group : group.finish());
        }
        return batch;
    }

    /** Makes the next groups that are complete as far as this place goes; false when there are no more. */
    private boolean fill() {
        groups.clear();
        memory.releaseAll();
        given = 0;
        full = false;
        if (!inputEnded) {
            takeInput();
            if (inputEnded && !started && aggregation.global() && stage != GroupStage.PARTIAL) {
                // Aggregates without GROUP BY have one group, even over nothing.
                groupOf(new Value[0]);
            }
            if (inputEnded) {
                spillRest();
            }
            return !inputEnded || groups.size() > 0 || !waiting.isEmpty();
        }
        if (waiting.isEmpty()) {
            return false;
        }
        readPartition(waiting.removeFirst());
        spillRest();
        return true;
    }

    private void takeInput() {
        while (!inputEnded && !(full && stage == GroupStage.PARTIAL)) {
            List<Row> batch = input.next();
            run.checkpoint();
            inputEnded = batch.isEmpty();
            started |= !inputEnded;
            for (Row row : batch) {
                take(row);
                if (full && stage != GroupStage.PARTIAL) {
                    spill();
                }
            }
        }
    }

    private void take(Row row) {
        if (row instanceof GroupRow part) {
            Accumulator[] whole = groupOf(part.keys()).accumulators();
            for (int i = 0; i < whole.length; i++) {
                whole[i].merge(part.accumulators()[i]);
            }
            return;
        }
        Value[] keys = new Value[aggregation.keys().size()];
        for (int i = 0; i < keys.length; i++) {
            Value key = aggregation.keys().get(i).evaluate(row);
            keys[i] = key.isNull() ? Value.NULL : key;
        }
        Accumulator[] accumulators = groupOf(keys).accumulators();
        for (int i = 0; i < accumulators.length; i++) {
            aggregation.measures().get(i).add(accumulators[i], row);
        }
    }

    private GroupRow groupOf(Value[] keys) {
        int hash = GroupTable.hash(keys);
        GroupRow group = groups.find(keys, hash);
        if (group != null) {
            group.preferKeys(keys);
            return group;
        }
        Accumulator[] accumulators = new Accumulator[aggregation.measures().size()];
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = aggregation.measures().get(i).accumulator(rowOrder, this::hold);
        }
        GroupRow made = new GroupRow(keys.clone(), hash, accumulators);
        groups.add(made);
        long bytes = GroupRow.BYTES + 64L * accumulators.length;
        for (Value key : keys) {
            bytes += ValueSize.of(key);
        }
        hold(bytes);
        return made;
    }

    private void hold(long bytes) {
        full |= !memory.take(bytes);
    }

    /** Puts the groups into files, unless that would make no room: one group cannot be split. */
    private void spill() {
        full = false;
        if (groups.size() <= 1 || level >= SpilledGroups.MOST_LEVELS) {
            memory.require(0);
            return;
        }
        SpilledGroups files = target;
        if (files == null) {
            files = new SpilledGroups(level, run);
            spilled.add(files);
            target = files;
        }
        for (int i = 0; i < groups.size(); i++) {
            if (i % BATCH == 0) {
                run.checkpoint();
            }
            files.write(groups.get(i));
        }
        groups.clear();
        memory.releaseAll();
    }

    /** Groups that went to files in part go there whole; then the files wait to be read. */
    private void spillRest() {
        SpilledGroups files = target;
        if (files == null) {
            return;
        }
        for (int i = 0; i < groups.size(); i++) {
            files.write(groups.get(i));
        }
        groups.clear();
        memory.releaseAll();
        for (int partition = files.partitions() - 1; partition >= 0; partition--) {
            waiting.addFirst(new Partition(files, partition));
        }
        target = null;
    }

    private void readPartition(Partition partition) {
        level = partition.groups().level() + 1;
        partition.groups().read(partition.number(), this::takePart);
        partition.groups().close(partition.number());
    }

    private void takePart(Value[] keys, SpillInput in) {
        for (Accumulator accumulator : groupOf(keys).accumulators()) {
            accumulator.read(in);
        }
        if (full) {
            spill();
        }
    }

    @Override
    public void close() {
        input.close();
        groups.clear();
        spilled.forEach(SpilledGroups::close);
        memory.close();
    }
}
