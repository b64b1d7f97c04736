package io.lumadb.query.execution.expression;

import java.util.List;

/**
 * A row made of other rows, such as a join's. Operators that run out of memory write rows to files: of such a row they
 * write its parts, and make it again with its shape. Parts are {@link DocumentRow}s, {@link ObjectRow}s, {@link
 * ElementRow}s, {@link SlotRow}s or composites again.
 */
public interface CompositeRow extends Row {

    /** What the row is made of, in the order that {@link Shape#row} takes. */
    List<Row> parts();

    /** How the row is made. One object shared by all the rows that are made alike: a plan has a handful. */
    Shape shape();

    @Override
    default long heldBytes() {
        long bytes = 48;
        for (Row part : parts()) {
            bytes += part.heldBytes();
        }
        return bytes;
    }

    /** Makes a row of its parts. Stateless. */
    @FunctionalInterface
    interface Shape {
        Row row(List<Row> parts);
    }
}
