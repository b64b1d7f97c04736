package io.lumadb.query.execution.operator.window;

/** A window function and the frame it looks at; the numbering functions, LAG and LEAD look at the whole partition. */
public record WindowCall(WindowFunction function, Frame frame) {}
