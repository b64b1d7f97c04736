package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
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
                        rows.sortKey(key.expression(), key.descending()), key.descending(), nullsFirst(key)))
                .toList();
    }

    /** Keys for comparing positions that are computed already. */
    static List<SortOrder.Key> directions(List<SortKey> keys) {
        return keys.stream()
                .map(key -> new SortOrder.Key(new Evaluator.Constant(Value.NULL), key.descending(), nullsFirst(key)))
                .toList();
    }

    private static boolean nullsFirst(SortKey key) {
        return key.nullsFirst().orElse(!key.descending());
    }
}
