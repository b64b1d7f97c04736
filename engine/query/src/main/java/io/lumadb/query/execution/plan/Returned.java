package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.Statement.Image;
import java.util.List;

/** What a write gives back of each document it touched: these fields of one of its two states. */
public record Returned(List<Output> outputs, Columns columns, Image image) {

    public Returned {
        outputs = List.copyOf(outputs);
    }
}
