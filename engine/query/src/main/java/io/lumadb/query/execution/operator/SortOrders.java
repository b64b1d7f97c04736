package io.lumadb.query.execution.operator;

import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.operator.sort.SortOrder;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;

/** Compiles what ORDER BY says. */
final class SortOrders {

    private SortOrders() {}

    static SortOrder order(List<SortKey> keys, ExpressionCompiler rows) {
        return new SortOrder(keys(keys, rows));
    }

    static List<SortOrder.Key> keys(List<SortKey> keys, ExpressionCompiler rows) {
        return keys.stream()
                .map(key -> new SortOrder.Key(
                        rows.compile(key.expression()),
                        key.descending(),
                        key.nullsFirst().orElse(!key.descending())))
                .toList();
    }
}
