package io.lumadb.query.execution.operator.spill;

/** The kinds of values in spill files. These live as long as a query: their numbers may change. */
final class ValueTag {

    static final int MISSING = 0;
    static final int NULL = 1;
    static final int TRUE = 2;
    static final int FALSE = 3;
    static final int INT64 = 4;
    static final int DOUBLE = 5;
    static final int DECIMAL = 6;
    static final int TEXT = 7;
    static final int TIMESTAMP = 8;
    static final int BINARY = 9;
    static final int VECTOR = 10;
    static final int ARRAY = 11;
    static final int OBJECT = 12;

    private ValueTag() {}
}
