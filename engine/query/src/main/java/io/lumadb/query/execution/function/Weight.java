package io.lumadb.query.execution.function;

import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a value would take in a document, estimated from below.
 *
 * @param levels how deep it is nested; 0 for what is neither array nor object
 */
record Weight(long bytes, int levels) {

    /** The type of a field, and the end of its name. */
    private static final int FIELD_BYTES = 2;

    private static final int LENGTH_BYTES = 5;

    /**
     * Adds up what a value is made of, and stops where it becomes too large. That keeps it short also for arrays that hold
     * the same array many times: their size is in no proportion to the memory they take.
     */
    static final class Sum {
        private final String maker;
        private long bytes;
        private int levels;
        private int elements;

        /** {@code maker}: the function or operator that makes the value, as errors name it. */
        Sum(String maker) {
            this.maker = maker;
        }

        Weight weight() {
            return new Weight(bytes, levels);
        }

        /**
         * Adds an element of an array that is made.
         *
         * @throws LumaException TOO_LARGE past 16 MiB or 100 levels
         */
        void addElement(Value element) {
            bytes += nameBytes(elements);
            elements++;
            add(element, 1);
        }

        /** Type and name of an element, which is its place in digits. */
        private static int nameBytes(int index) {
            int bytes = FIELD_BYTES + 1;
            for (int rest = index / 10; rest > 0; rest /= 10) {
                bytes++;
            }
            return bytes;
        }

        /** Adds a value that lies so many levels deep in the one that is made. */
        void add(Value value, int level) {
            if (level > levels) {
                reach(level);
            }
            switch (value) {
                case Value.Missing _, Value.Null _ -> {}
                case Value.Bool _ -> bytes++;
                case Value.Int64 _, Value.Float64 _, Value.Timestamp _ -> bytes += Long.BYTES;
                case Value.Decimal _ -> bytes += 2 * Long.BYTES;
                case Value.Text(String text) -> bytes += LENGTH_BYTES + text.length();
                case Value.Binary(byte[] binary) -> bytes += LENGTH_BYTES + binary.length;
                case Value.Vector(float[] components) -> bytes += LENGTH_BYTES + (long) Float.BYTES * components.length;
                case Value.Array _, Value.Obj _ -> addNested(value, level);
            }
            if (bytes > Sizes.MOST_BYTES) {
                throw Sizes.tooLarge(maker, "16 MiB");
            }
        }

        private void addNested(Value value, int level) {
            Optional<Weight> known = Watch.known(value);
            if (known.isPresent()) {
                bytes += known.get().bytes();
                reach(level + known.get().levels());
                return;
            }
            bytes += LENGTH_BYTES;
            if (value instanceof Value.Array(List<Value> parts)) {
                for (int i = 0; i < parts.size(); i++) {
                    bytes += nameBytes(i);
                    add(parts.get(i), level + 1);
                }
            } else if (value instanceof Value.Obj(Map<String, Value> fields)) {
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    bytes += FIELD_BYTES + field.getKey().length();
                    add(field.getValue(), level + 1);
                }
            }
        }

        private void reach(int level) {
            levels = Math.max(levels, level);
            if (level > Bson.MAX_DEPTH) {
                throw new LumaException(
                        ErrorCode.TOO_LARGE,
                        maker + " would make a value of more than " + Bson.MAX_DEPTH
                                + " levels, the most that a document may have");
            }
        }
    }
}
