package io.lumadb.query.execution.function;

import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.List;
import java.util.Map;

/**
 * What a value would take in a document, estimated from below.
 *
 * @param levels how deep it is nested; 0 for what is neither array nor object
 */
record Weight(long bytes, int levels) {

    /** Type, name and what else there is to an element beside its value; an array of whole numbers takes 16 each. */
    private static final int ELEMENT_BYTES = 8;

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
            bytes += ELEMENT_BYTES;
            add(element, 1);
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
            Weight known = Watch.known(value);
            if (known != null) {
                bytes += known.bytes();
                reach(level + known.levels());
                return;
            }
            bytes += LENGTH_BYTES;
            if (value instanceof Value.Array(List<Value> elements)) {
                for (Value element : elements) {
                    bytes += ELEMENT_BYTES;
                    add(element, level + 1);
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
