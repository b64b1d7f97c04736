package io.lumadb.query.execution;

import io.lumadb.document.Value;

/** Takes a query's rows one by one, on the query's thread. It may block: that is the back-pressure. */
@FunctionalInterface
public interface RowSink {

    void accept(Value.Obj row);
}
