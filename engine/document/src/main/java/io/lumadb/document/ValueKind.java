package io.lumadb.document;

/** What any {@link Value} says about its kind. Implemented by values only. */
public interface ValueKind {

    /** True for null and for a missing field. */
    default boolean isNull() {
        return this instanceof Value.Null || this instanceof Value.Missing;
    }

    /** True for int64, double and decimal. */
    default boolean isNumber() {
        return this instanceof Value.Int64 || this instanceof Value.Float64 || this instanceof Value.Decimal;
    }

    /** The kind's name as error messages, {@code DESCRIBE} and {@code TYPE()} show it. */
    default String typeName() {
        return switch ((Value) this) {
            case Value.Missing _ -> "missing";
            case Value.Null _ -> "null";
            case Value.Bool _ -> "boolean";
            case Value.Int64 _ -> "int64";
            case Value.Float64 _ -> "double";
            case Value.Decimal _ -> "decimal128";
            case Value.Text _ -> "string";
            case Value.Timestamp _ -> "timestamp";
            case Value.Binary _ -> "binary";
            case Value.Vector _ -> "vector";
            case Value.Array _ -> "array";
            case Value.Obj _ -> "object";
        };
    }
}
