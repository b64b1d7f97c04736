package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.runtime.RunningPlan;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the documents that an update or a delete is about. */
final class Matches {

    private Matches() {}

    /** Gives every match. */
    static void forEach(RunningPlan plan, Consumer<StoredDocument> action) {
        try (Operator operator = plan.rows()) {
            for (List<Row> rows = operator.next(); !rows.isEmpty(); rows = operator.next()) {
                for (Row row : rows) {
                    action.accept(stored(row));
                }
            }
        }
    }

    /** The condition of those of some documents that still match. */
    static Expression again(List<Value> ids, Optional<Expression> where) {
        Expression byKey = new Expression.In(
                Expressions.field(Document.ID),
                ids.stream().map(Expressions::literal).toList());
        return where.map(condition -> Expressions.and(List.of(byKey, condition)))
                .orElse(byKey);
    }

    private static StoredDocument stored(Row row) {
        if (row.underlying() instanceof DocumentRow(StoredDocument stored)) {
            return stored;
        }
        throw new IllegalStateException("not a stored document: " + row);
    }
}
