package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a row stands among those of an aggregate with an order: its keys, then what tells it from others with the same. */
record Position(List<Value> keys, Value identity) {

    static final Position ONLY = new Position(List.of(), Value.NULL);

    /** How positions are made of rows and compared. Positions that compare as equal stand in the order they came. */
    record Scale(List<SortOrder.Key> keys, RowOrder order) implements Comparator<Position> {

        Position of(Row row) {
            if (keys.isEmpty() && order == RowOrder.ARRIVAL) {
                return ONLY;
            }
            List<Value> values = new ArrayList<>(keys.size());
            for (SortOrder.Key key : keys) {
                values.add(key.value().evaluate(row));
            }
            return new Position(
                    values,
                    switch (order) {
                        case ARRIVAL -> Value.NULL;
                        case IDENTITY -> row.tieBreaker();
                    });
        }

        @Override
        public int compare(Position left, Position right) {
            for (int i = 0; i < keys.size(); i++) {
                int order = SortOrder.compare(
                        keys.get(i), left.keys().get(i), right.keys().get(i));
                if (order != 0) {
                    return order;
                }
            }
            return ValueOrder.INSTANCE.compare(left.identity, right.identity);
        }
    }

    long heldBytes() {
        if (keys.isEmpty() && identity.isNull()) {
            return 0;
        }
        long bytes = 64 + ValueSize.of(identity);
        for (Value key : keys) {
            bytes += ValueSize.of(key);
        }
        return bytes;
    }

    void write(SpillOutput out) {
        out.writeValues(keys);
        out.writeValue(identity);
    }

    static Position read(SpillInput in) {
        List<Value> keys = in.readValues();
        return new Position(keys, in.readValue());
    }
}
