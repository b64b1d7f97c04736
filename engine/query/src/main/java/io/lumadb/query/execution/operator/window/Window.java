package io.lumadb.query.execution.operator.window;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.sort.KeyedRow;
import io.lumadb.query.execution.operator.sort.Sort;
import io.lumadb.query.execution.operator.sort.SortOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Adds the values of window calls to rows, for calls with the same partition and order. Rows come out sorted by the
 * partition's keys, then by the order. Holds one partition in memory at a time.
 */
public final class Window implements Operator {

    private static final int BATCH = 512;
    /** A computed value and the reference to it. */
    private static final int VALUE_BYTES = 32;

    private final Sort sorted;
    private final int partitionKeys;
    private final List<SortOrder.Key> orderBy;
    private final List<WindowCall> calls;
    private final BiFunction<Row, List<Value>, Row> rows;
    private final QueryRun run;
    private List<Row> batch = List.of();
    private int position;
    private @Nullable KeyedRow ahead;
    private List<Row> ready = List.of();
    private int given;
    private final MemoryAccount memory;

    /**
     * @param partitionBy none: all rows are one partition
     * @param orderBy none: all rows are peers
     * @param rows makes a row of an input row and its calls' values, in the calls' order
     */
    public Window(
            Operator input,
            List<Evaluator> partitionBy,
            List<SortOrder.Key> orderBy,
            List<WindowCall> calls,
            BiFunction<Row, List<Value>, Row> rows,
            QueryRun run) {
        List<SortOrder.Key> keys = new ArrayList<>();
        partitionBy.forEach(key -> keys.add(new SortOrder.Key(key, false, true)));
        keys.addAll(orderBy);
        this.sorted = new Sort(input, new SortOrder(keys), OptionalLong.empty(), run);
        this.partitionKeys = partitionBy.size();
        this.orderBy = List.copyOf(orderBy);
        this.calls = List.copyOf(calls);
        this.rows = rows;
        this.run = run;
        this.memory = run.account("OVER");
    }

    @Override
    public List<Row> next() {
        if (given == ready.size()) {
            ready = nextPartition();
            given = 0;
        }
        int from = given;
        given = Math.min(ready.size(), from + BATCH);
        return ready.subList(from, given);
    }

    private List<Row> nextPartition() {
        memory.releaseAll();
        List<KeyedRow> members = new ArrayList<>();
        for (KeyedRow row = peek(); row != null; row = peek()) {
            if (!members.isEmpty() && !Partition.sameKeys(members.getFirst(), row, 0, partitionKeys)) {
                break;
            }
            members.add(row);
            memory.require(row.heldBytes());
            ahead = null;
        }
        return members.isEmpty() ? List.of() : withValues(new Partition(members, partitionKeys, orderBy));
    }

    private List<Row> withValues(Partition partition) {
        WindowValues windowValues = new WindowValues(partition, run, memory::require);
        List<Value[]> columns = new ArrayList<>();
        for (WindowCall call : calls) {
            long before = memory.heldBytes();
            Value[] values = windowValues.of(call);
            columns.add(values);
            memory.release(memory.heldBytes() - before);
            memory.require((long) VALUE_BYTES * partition.size() + arrays(values));
        }
        List<Row> made = new ArrayList<>(partition.size());
        for (int i = 0; i < partition.size(); i++) {
            Value[] values = new Value[columns.size()];
            for (int call = 0; call < values.length; call++) {
                values[call] = columns.get(call)[i];
            }
            made.add(rows.apply(partition.row(i), Arrays.asList(values)));
        }
        return made;
    }

    /** The bytes of the arrays and texts that frames gave, which may each be as long as the partition. */
    private static long arrays(Value[] values) {
        Set<Value> different = Collections.newSetFromMap(new IdentityHashMap<>());
        long bytes = 0;
        for (Value value : values) {
            if ((value instanceof Value.Array || value instanceof Value.Text) && different.add(value)) {
                bytes += ValueSize.alone(value);
            }
        }
        return bytes;
    }

    private @Nullable KeyedRow peek() {
        if (ahead == null) {
            if (position == batch.size()) {
                batch = sorted.next();
                position = 0;
            }
            ahead = batch.isEmpty() ? null : (KeyedRow) batch.get(position++);
        }
        return ahead;
    }

    @Override
    public void close() {
        sorted.close();
        ready = List.of();
        memory.close();
    }
}
