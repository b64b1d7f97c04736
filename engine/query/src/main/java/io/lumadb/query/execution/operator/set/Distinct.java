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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets the first of equal rows through, at once. Keys that memory has no room for are put into files together with the
 * rows that are still to come.
 */
public final class Distinct implements Operator {

    private static final int ENTRY_BYTES = 64;

    private final Operator input;
    private final Function<Row, Value> key;
    private final MemoryAccount memory;
    private final HashPasses passes;
    private final Set<ValueKey> seen = new HashSet<>();
    private boolean inPass;
    private boolean full;

    /** Rows are equal when all their fields are. */
    public Distinct(Operator input, QueryRun run) {
        this(input, Row::object, run);
    }

    /** {@code key}: what makes rows equal, such as the array of their columns. */
    public Distinct(Operator input, Function<Row, Value> key, QueryRun run) {
        this.input = input;
        this.key = key;
        this.memory = run.account("DISTINCT");
        // What is kept are keys that were let through already; at first there are none.
        this.passes = new HashPasses(
                () -> List.of(), row -> hash(row.computed(0)), input::next, row -> hash(key.apply(row)), run);
    }

    private static int hash(Value key) {
        return Hashes.spread(ValueOrder.hash(key));
    }

    @Override
    public List<Row> next() {
        while (inPass || begin()) {
            List<Row> batch = passes.probe();
            List<Row> fresh = new ArrayList<>();
            for (Row row : batch) {
                if (see(key.apply(row))) {
                    fresh.add(row);
                }
            }
            if (batch.isEmpty()) {
                inPass = false;
            } else {
                divideWhenFull();
            }
            if (!fresh.isEmpty()) {
                return fresh;
            }
        }
        return List.of();
    }

    private boolean begin() {
        seen.clear();
        memory.releaseAll();
        full = false;
        if (!passes.begin()) {
            return false;
        }
        inPass = true;
        for (List<Row> known = passes.build(); inPass && !known.isEmpty(); known = passes.build()) {
            known.forEach(row -> see(row.computed(0)));
            divideWhenFull();
        }
        return inPass || begin();
    }

    private boolean see(Value value) {
        if (!seen.add(new ValueKey(value))) {
            return false;
        }
        full |= !memory.take(ENTRY_BYTES + ValueSize.of(value));
        return true;
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
        passes.divide(() -> seen.stream()
                .<Row>map(known -> new SlotRow(List.of(known.value())))
                .iterator());
        inPass = false;
    }

    @Override
    public void close() {
        input.close();
        passes.close();
        seen.clear();
        memory.close();
    }
}
