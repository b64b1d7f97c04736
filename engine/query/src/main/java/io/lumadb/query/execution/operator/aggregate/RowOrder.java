package io.lumadb.query.execution.operator.aggregate;

/** In which order aggregates take rows that their ORDER BY does not tell apart. */
public enum RowOrder {
    /** As they come: the input is in an order that means something. */
    ARRIVAL,
    /** By the rows' identity ({@code _id}): they come from shards, which answer in any order. */
    IDENTITY
}
