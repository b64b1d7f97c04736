package io.lumadb.query.execution.operator.join;

/** Which rows a join gives. */
public enum JoinKind {
    INNER,
    /** Also left rows without a partner. */
    LEFT,
    /** Also right rows without a partner. */
    RIGHT,
    FULL,
    /** Left rows with a partner, once: EXISTS. */
    SEMI,
    /** Left rows without a partner: NOT EXISTS. */
    ANTI,
    /** Left rows for which it is certain that there is no partner: NOT IN. */
    NULL_AWARE_ANTI;

    boolean keepsLoneLeft() {
        return this == LEFT || this == FULL;
    }

    boolean keepsLoneRight() {
        return this == RIGHT || this == FULL;
    }
}
