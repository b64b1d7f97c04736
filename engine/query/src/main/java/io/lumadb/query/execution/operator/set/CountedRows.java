package io.lumadb.query.execution.operator.set;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Hashes;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.HashPasses;
import io.lumadb.query.statement.Statement.SetOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** INTERSECT and EXCEPT: counts the right side's rows, then lets left rows through by these counts. */
final class CountedRows implements Operator {

    private static final int ENTRY_BYTES = 80;

    private final Operator left;
    private final Operator right;
    private final boolean intersect;
    private final boolean all;
    private final Function<Row, Value> key;
    private final MemoryAccount memory;
    private final HashPasses passes;
    private final Map<ValueKey, Count> counts = new HashMap<>();
    private boolean inPass;
    private boolean full;

    CountedRows(
            Operator left, Operator right, SetOperator operator, boolean all, Function<Row, Value> key, QueryRun run) {
        this.left = left;
        this.right = right;
        this.intersect = operator == SetOperator.INTERSECT;
        this.all = all;
        this.key = key;
        this.memory = run.account(operator.name());
        this.passes = new HashPasses(
                this::countedRight, row -> hash(row.computed(0)), left::next, row -> hash(key.apply(row)), run);
    }

    /** How many rows of a key are left on the right, and whether the key was let through. */
    private static final class Count {
        private long right;
        private boolean given;
    }

    /** Right rows as counts of one: key, count, and whether it was let through. */
    private List<Row> countedRight() {
        List<Row> counted = new ArrayList<>();
        for (Row row : right.next()) {
            counted.add(new SlotRow(List.of(key.apply(row), Value.of(1), Value.FALSE)));
        }
        return counted;
    }

    private static int hash(Value key) {
        return Hashes.spread(ValueOrder.hash(key));
    }

    @Override
    public List<Row> next() {
        while (inPass || begin()) {
            List<Row> batch = passes.probe();
            List<Row> passed = new ArrayList<>();
            for (Row row : batch) {
                if (passes(key.apply(row))) {
                    passed.add(row);
                }
            }
            if (batch.isEmpty()) {
                inPass = false;
            } else {
                divideWhenFull();
            }
            if (!passed.isEmpty()) {
                return passed;
            }
        }
        return List.of();
    }

    private boolean begin() {
        counts.clear();
        memory.releaseAll();
        full = false;
        if (!passes.begin()) {
            return false;
        }
        inPass = true;
        for (List<Row> batch = passes.build(); inPass && !batch.isEmpty(); batch = passes.build()) {
            batch.forEach(this::take);
            divideWhenFull();
        }
        return inPass || begin();
    }

    private void take(Row counted) {
        Count count = count(counted.computed(0));
        if (counted.computed(1) instanceof Value.Int64(long more)) {
            count.right += more;
        }
        count.given |= counted.computed(2).equals(Value.TRUE);
    }

    private Count count(Value value) {
        return counts.computeIfAbsent(new ValueKey(value), _ -> {
            full |= !memory.take(ENTRY_BYTES + ValueSize.of(value));
            return new Count();
        });
    }

    private boolean passes(Value value) {
        // What the right side does not have is in no intersection, and need not be remembered.
        Count count = intersect ? counts.get(new ValueKey(value)) : count(value);
        return count != null && passes(count);
    }

    private boolean passes(Count count) {
        boolean first = !count.given;
        count.given = true;
        if (all) {
            count.right--;
            return intersect == count.right >= 0;
        }
        return first && intersect == count.right > 0;
    }

    private void divideWhenFull() {
        if (!full) {
            return;
        }
        full = false;
        if (!passes.divisible()) {
            memory.require(0);
            return;
        }
        passes.divide(() -> counts.entrySet().stream()
                .<Row>map(entry -> new SlotRow(List.of(
                        entry.getKey().value(), Value.of(entry.getValue().right), Value.of(entry.getValue().given))))
                .iterator());
        inPass = false;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        passes.close();
        counts.clear();
        memory.close();
    }
}
