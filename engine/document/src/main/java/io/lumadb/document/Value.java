package io.lumadb.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Decimal128;

/**
 * One value of a document or an expression. Immutable.
 *
 * <p>{@code equals} is strict about kinds: {@code Int64(1)} is not {@code Float64(1.0)}. To compare as queries do, use
 * {@link ValueOrder}.
 *
 * <p>The questions about a value's kind are answered by {@link ValueKind}: an interface with both constants of its own
 * subtypes and default methods can deadlock when two threads load it at once (JLS §12.4.1).
 */
public sealed interface Value extends ValueKind {

    /** The value of a field that is not there. SQL rules read it as {@link #NULL}; it is never stored. */
    Value MISSING = new Missing();

    Value NULL = new Null();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    record Missing() implements Value {}

    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    record Int64(long value) implements Value {}

    record Float64(double value) implements Value {}

    /** A 34-digit IEEE 754-2008 decimal. */
    record Decimal(Decimal128 value) implements Value {}

    record Text(String value) implements Value {}

    /** A moment in UTC, in milliseconds since the epoch. */
    record Timestamp(long epochMillis) implements Value {
        public Instant instant() {
            return Instant.ofEpochMilli(epochMillis);
        }
    }

    /** Opaque bytes. The array is shared, not copied: whoever makes or reads it must not change it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(byte[] bytes) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Binary(byte[] that) && Arrays.equals(bytes, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** An embedding: float32[n], n ≥ 1. The array is shared, not copied: nobody may change it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Vector(float[] components) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Vector(float[] that) && Arrays.equals(components, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(components);
        }
    }

    record Array(List<Value> elements) implements Value {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** Fields in their written order. */
    record Obj(Map<String, Value> fields) implements Value {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public Value get(String name) {
            return fields.getOrDefault(name, MISSING);
        }
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long value) {
        return new Int64(value);
    }

    static Value of(double value) {
        return new Float64(value);
    }

    static Value of(String value) {
        return new Text(value);
    }

    static Value of(Instant value) {
        return new Timestamp(value.toEpochMilli());
    }

    static Value of(BigDecimal value) {
        return new Decimal(new Decimal128(value));
    }

    static Value array(Value... elements) {
        return new Array(List.of(elements));
    }
}
