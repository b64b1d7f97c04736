package io.lumadb.query.execution.plan;

import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Bound;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the values of one kind start and end in the order across kinds. */
final class KindRange {

    private static final Value LEAST_TEXT = Value.of("");
    private static final Value LEAST_OBJECT = new Value.Obj(Map.of());
    private static final Value LEAST_ARRAY = new Value.Array(List.of());
    private static final Value LEAST_BINARY = new Value.Binary(new byte[0]);
    private static final Value LEAST_VECTOR = new Value.Vector(new float[0]);
    private static final Value LEAST_TIMESTAMP = new Value.Timestamp(Long.MIN_VALUE);

    private KindRange() {}

    /** The lower bound of all values of the same kind. */
    static Bound start(Value like) {
        return switch (like) {
            case Value.Missing _, Value.Null _ -> new Bound(Value.NULL, true);
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> new Bound(Value.NULL, false);
            case Value.Text _ -> new Bound(LEAST_TEXT, true);
            case Value.Obj _ -> new Bound(LEAST_OBJECT, true);
            case Value.Array _ -> new Bound(LEAST_ARRAY, true);
            case Value.Binary _ -> new Bound(LEAST_BINARY, true);
            case Value.Vector _ -> new Bound(LEAST_VECTOR, true);
            case Value.Bool _ -> new Bound(Value.FALSE, true);
            case Value.Timestamp _ -> new Bound(LEAST_TIMESTAMP, true);
        };
    }

    /** The upper bound of all values of the same kind; none above the highest kind. */
    static Optional<Bound> end(Value like) {
        return switch (like) {
            case Value.Missing _, Value.Null _ -> Optional.of(new Bound(Value.NULL, true));
            case Value.Int64 _, Value.Float64 _, Value.Decimal _ -> Optional.of(new Bound(LEAST_TEXT, false));
            case Value.Text _ -> Optional.of(new Bound(LEAST_OBJECT, false));
            case Value.Obj _ -> Optional.of(new Bound(LEAST_ARRAY, false));
            case Value.Array _ -> Optional.of(new Bound(LEAST_BINARY, false));
            case Value.Binary _ -> Optional.of(new Bound(LEAST_VECTOR, false));
            case Value.Vector _ -> Optional.of(new Bound(Value.FALSE, false));
            case Value.Bool _ -> Optional.of(new Bound(Value.TRUE, true));
            case Value.Timestamp _ -> Optional.empty();
        };
    }
}
