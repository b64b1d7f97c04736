package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.Row;
import java.util.List;

/** A step of a running plan. Used by one thread; closing it closes what stands below. */
public interface Operator extends AutoCloseable {

    /** The next rows, at least one; empty at the end. */
    List<Row> next();

    @Override
    void close();
}
