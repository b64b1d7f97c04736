package io.lumadb.query.execution.expression;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;

/** What expressions are evaluated against: a stored document, an array's element, a group, a computed row. Immutable. */
public interface Row {

    /** The top-level field of that name, or {@link Value#MISSING}. */
    Value field(String name);

    /** The value at a path, stepping over objects by name and over arrays by subscript, or {@link Value#MISSING}. */
    Value get(FieldPath path);

    /** The value of a group key or an aggregate. Rows that are not groups have none. */
    default Value computed(int slot) {
        throw new IllegalStateException("this row has no computed slot " + slot);
    }

    /** The value that an expression around has named. */
    default Value variable(String name) {
        throw new IllegalStateException("no value is called " + name);
    }

    /** The left one of the two rows that a join put together. Other rows are of one piece. */
    default Row left() {
        throw new IllegalStateException("this row is of one piece");
    }

    /** The right one of the two rows that a join put together. */
    default Row right() {
        throw new IllegalStateException("this row is of one piece");
    }

    /** All fields. */
    Value.Obj object();

    /** What orders rows whose sort keys are all equal. */
    default Value tieBreaker() {
        return object();
    }

    /** The row itself, without what a sort has put around it. */
    default Row underlying() {
        return this;
    }

    /** Roughly how many bytes of memory the row holds on to. */
    long heldBytes();
}
