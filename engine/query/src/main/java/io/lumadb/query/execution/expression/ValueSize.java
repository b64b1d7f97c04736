package io.lumadb.query.execution.expression;

import io.lumadb.document.Value;
import java.util.List;
import java.util.Map;

/** Estimates how many bytes of heap a decoded value takes, for memory budgets. */
public final class ValueSize {

    private static final int OBJECT_HEADER = 16;
    private static final int REFERENCE = 8;
    private static final int MAP_ENTRY = 56;

    private ValueSize() {}

    /** What a value takes beside the elements that it shares with others. */
    public static long alone(Value value) {
        return switch (value) {
            case Value.Array(List<Value> elements) -> 2L * OBJECT_HEADER + (long) REFERENCE * elements.size();
            case Value.Obj(Map<String, Value> fields) -> 4L * OBJECT_HEADER + (long) MAP_ENTRY * fields.size();
            case Value.Missing _,
                    Value.Null _,
                    Value.Bool _,
                    Value.Int64 _,
                    Value.Float64 _,
                    Value.Timestamp _,
                    Value.Decimal _,
                    Value.Text _,
                    Value.Binary _,
                    Value.Vector _ -> of(value);
        };
    }

    public static long of(Value value) {
        return switch (value) {
            case Value.Missing _, Value.Null _, Value.Bool _ -> REFERENCE;
            case Value.Int64 _, Value.Float64 _, Value.Timestamp _ -> OBJECT_HEADER + REFERENCE;
            case Value.Decimal _ -> 3L * OBJECT_HEADER;
            case Value.Text(String text) -> 3L * OBJECT_HEADER + text.length();
            case Value.Binary(byte[] bytes) -> 2L * OBJECT_HEADER + bytes.length;
            case Value.Vector(float[] components) -> 2L * OBJECT_HEADER + 4L * components.length;
            case Value.Array(List<Value> elements) -> {
                long bytes = 2L * OBJECT_HEADER;
                for (Value element : elements) {
                    bytes += REFERENCE + of(element);
                }
                yield bytes;
            }
            case Value.Obj(Map<String, Value> fields) -> {
                long bytes = 4L * OBJECT_HEADER;
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    bytes += MAP_ENTRY + field.getKey().length() + of(field.getValue());
                }
                yield bytes;
            }
        };
    }
}
