package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.PlanNode.GroupStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups rows by their keys and aggregates each group: beside a shard over that shard's rows, and at the coordinator over
 * what the shards found.
 */
public final class Group implements Operator {

    private static final int BATCH = 512;
    private static final int GROUP_BYTES = 160;

    private final Operator input;
    private final Aggregation aggregation;
    private final GroupStage stage;
    private final QueryRun run;
    private final Map<List<ValueKey>, Partial> groups = new LinkedHashMap<>();
    private List<Row> results = List.of();
    private boolean read;
    private int given;
    private long heldBytes;

    public Group(Operator input, Aggregation aggregation, GroupStage stage, QueryRun run) {
        this.input = input;
        this.aggregation = aggregation;
        this.stage = stage;
        this.run = run;
    }

    /** {@code global}: no keys, all rows are one group. A final stage computes neither keys nor operands. */
    public record Aggregation(boolean global, List<Evaluator> keys, List<Measure> measures) {}

    @Override
    public List<Row> next() {
        if (!read) {
            for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
                batch.forEach(this::take);
            }
            results = finish();
            read = true;
        }
        int from = given;
        given = Math.min(results.size(), from + BATCH);
        return results.subList(from, given);
    }

    private void take(Row row) {
        if (stage == GroupStage.FINAL) {
            Partial part = (Partial) row;
            Partial whole = groupOf(part.keys);
            for (int i = 0; i < whole.accumulators.size(); i++) {
                whole.accumulators.get(i).merge(part.accumulators.get(i));
                hold(whole.accumulators.get(i).grownBytes());
            }
            return;
        }
        List<Value> keys = new ArrayList<>(aggregation.keys().size());
        for (Evaluator key : aggregation.keys()) {
            Value value = key.evaluate(row);
            keys.add(value.isNull() ? Value.NULL : value);
        }
        Partial group = groupOf(keys);
        for (int i = 0; i < group.accumulators.size(); i++) {
            aggregation.measures().get(i).add(group.accumulators.get(i), row);
            hold(group.accumulators.get(i).grownBytes());
        }
    }

    private Partial groupOf(List<Value> keys) {
        List<ValueKey> hashed = keys.stream().map(ValueKey::new).toList();
        Partial group = groups.get(hashed);
        if (group == null) {
            group = new Partial(
                    new ArrayList<>(keys),
                    aggregation.measures().stream().map(Measure::accumulator).toList());
            groups.put(hashed, group);
            hold(GROUP_BYTES + keys.stream().mapToLong(ValueSize::of).sum());
        } else {
            group.preferKeys(keys);
        }
        return group;
    }

    private void hold(long bytes) {
        if (bytes > 0) {
            heldBytes += bytes;
            run.memory().reserve(bytes, "GROUP BY");
        }
    }

    private List<Row> finish() {
        if (stage == GroupStage.PARTIAL) {
            return List.copyOf(groups.values());
        }
        if (groups.isEmpty() && aggregation.global()) {
            // Aggregates without GROUP BY have one group, even over nothing.
            groupOf(List.of());
        }
        List<Row> finished = new ArrayList<>(groups.size());
        groups.values().forEach(group -> finished.add(group.finish()));
        return finished;
    }

    @Override
    public void close() {
        input.close();
        groups.clear();
        results = List.of();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }

    /** A group under way. Owned by one fragment, and handed over to the coordinator when it is complete there. */
    private static final class Partial implements Row {
        private final List<Value> keys;
        private final List<Accumulator> accumulators;

        Partial(List<Value> keys, List<Accumulator> accumulators) {
            this.keys = keys;
            this.accumulators = accumulators;
        }

        void preferKeys(List<Value> others) {
            for (int i = 0; i < keys.size(); i++) {
                keys.set(i, Representative.of(keys.get(i), others.get(i)));
            }
        }

        SlotRow finish() {
            List<Value> slots = new ArrayList<>(keys);
            accumulators.forEach(accumulator -> slots.add(accumulator.result()));
            return new SlotRow(slots);
        }

        @Override
        public Value field(String name) {
            return Value.MISSING;
        }

        @Override
        public Value get(FieldPath path) {
            return Value.MISSING;
        }

        @Override
        public Value.Obj object() {
            return new Value.Obj(Map.of());
        }

        @Override
        public long heldBytes() {
            return GROUP_BYTES;
        }
    }
}
