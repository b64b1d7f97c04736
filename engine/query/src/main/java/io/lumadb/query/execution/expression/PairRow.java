package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two rows that a join put together, neither of them copied. Expressions reach their fields through a {@link Layout},
 * which knows the sides' names.
 */
public record PairRow(Row left, Row right) implements CompositeRow {

    private static final int OVERHEAD_BYTES = 24;
    private static final Shape SHAPE = parts -> new PairRow(parts.getFirst(), parts.getLast());

    @Override
    public List<Row> parts() {
        return List.of(left, right);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Value field(String name) {
        Value onTheLeft = left.field(name);
        return onTheLeft instanceof Value.Missing ? right.field(name) : onTheLeft;
    }

    @Override
    public Value get(FieldPath path) {
        Value onTheLeft = left.get(path);
        return onTheLeft instanceof Value.Missing ? right.get(path) : onTheLeft;
    }

    /** The fields of both; where both have a name, the left one's. */
    @Override
    public Value.Obj object() {
        Map<String, Value> fields = new LinkedHashMap<>(left.object().fields());
        right.object().fields().forEach(fields::putIfAbsent);
        return new Value.Obj(fields);
    }

    @Override
    public Value tieBreaker() {
        return Value.array(known(left.tieBreaker()), known(right.tieBreaker()));
    }

    private static Value known(Value value) {
        return value instanceof Value.Missing ? Value.NULL : value;
    }

    @Override
    public long heldBytes() {
        return left.heldBytes() + right.heldBytes() + OVERHEAD_BYTES;
    }
}
