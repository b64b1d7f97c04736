package io.lumadb.query.execution.write;

import io.lumadb.document.Document;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.StoredDocument;
import io.lumadb.query.execution.expression.DocumentRow;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.OperatorBuilder;
import io.lumadb.query.execution.operator.OperatorStats;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.SelectPlanner;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the documents that an update or a delete is about. */
final class Matches {

    private final Database database;
    private final QueryRun run;
    private final SelectPlanner planner;

    Matches(Database database, QueryRun run, SelectPlanner planner) {
        this.database = database;
        this.run = run;
        this.planner = planner;
    }

    /** How many documents a limit allows. */
    long limit(Expression limit) {
        if (ExpressionCompiler.over(MatchingRules.SQL, run.startedAt()).compile(limit)
                        instanceof Evaluator.Constant(Value.Int64(long count))
                && count >= 0) {
            return count;
        }
        throw new QueryError(ErrorCode.INVALID_QUERY, "LIMIT must be a whole number, 0 or more", null, null);
    }

    /** Gives every match, the first in order when there is a limit. */
    void forEach(
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<SortKey> orderBy,
            Optional<Expression> limit,
            Consumer<StoredDocument> action) {
        forEach(rules, planner.planMatches(rules, collection, where, orderBy, limit), action);
    }

    /** Gives those of some documents that still match, as they are now. */
    void again(
            MatchingRules rules,
            String collection,
            Optional<Expression> where,
            List<Value> ids,
            Consumer<StoredDocument> action) {
        Expression byKey = new Expression.In(
                Expressions.field(Document.ID),
                ids.stream().map(Expressions::literal).toList());
        Expression both = where.map(condition -> Expressions.and(List.of(byKey, condition)))
                .orElse(byKey);
        forEach(rules, collection, Optional.of(both), List.of(), Optional.empty(), action);
    }

    private void forEach(MatchingRules rules, PlanNode plan, Consumer<StoredDocument> action) {
        OperatorBuilder builder = new OperatorBuilder(database, run, rules, new OperatorStats(plan));
        try (Operator operator = builder.build(plan)) {
            for (List<Row> rows = operator.next(); !rows.isEmpty(); rows = operator.next()) {
                for (Row row : rows) {
                    action.accept(stored(row));
                }
            }
        }
    }

    private static StoredDocument stored(Row row) {
        if (row.underlying() instanceof DocumentRow(StoredDocument stored)) {
            return stored;
        }
        throw new IllegalStateException("not a stored document: " + row);
    }
}
