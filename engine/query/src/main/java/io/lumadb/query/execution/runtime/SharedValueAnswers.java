package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The rows of a subquery that was run once for all rows around it, by each of the values that a path of theirs leads to. A
 * row around picks those that share a value with it, in the order in which they came. Immutable once read.
 */
final class SharedValueAnswers implements KeyedRows {

    private static final int ENTRY_BYTES = 96;

    private final String column;
    private final List<Value.Obj> rows = new ArrayList<>();
    private final Map<ValueKey, List<Integer>> places = new HashMap<>();
    private long heldBytes;

    /** {@code column} holds the array of values; it is no field of the rows that are given. */
    SharedValueAnswers(String column) {
        this.column = column;
    }

    @Override
    public long read(Operator input, QueryRun run) {
        for (List<Row> batch = input.next(); !batch.isEmpty(); batch = input.next()) {
            run.checkpoint();
            long before = heldBytes;
            batch.forEach(this::take);
            run.memory().reserve(heldBytes - before, "a subquery's answers");
        }
        return heldBytes;
    }

    private void take(Row row) {
        Map<String, Value> fields = new LinkedHashMap<>(row.object().fields());
        if (fields.remove(column) instanceof Value.Array(List<Value> values)) {
            int place = rows.size();
            Value.Obj object = new Value.Obj(fields);
            rows.add(object);
            heldBytes += ValueSize.of(object);
            for (Value value : values) {
                places.computeIfAbsent(new ValueKey(value), _ -> new ArrayList<>())
                        .add(place);
                heldBytes += ENTRY_BYTES + ValueSize.of(value);
            }
        }
    }

    @Override
    public Answer get(List<Value> taken) {
        TreeSet<Integer> found = new TreeSet<>();
        if (taken.getFirst() instanceof Value.Array(List<Value> wanted)) {
            for (Value value : wanted) {
                found.addAll(places.getOrDefault(new ValueKey(value), List.of()));
            }
        }
        Value.Array answer =
                new Value.Array(found.stream().<Value>map(rows::get).toList());
        Watch.made(ValueSize.alone(answer));
        return Answer.always(answer);
    }
}
