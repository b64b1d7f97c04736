package io.lumadb.query.execution.plan;

import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.Change;
import java.util.List;
import java.util.Optional;

/**
 * A planned write.
 *
 * @param reads gives the documents that an update or a delete is about, or the rows that are inserted; its subqueries are
 *     also those of the other expressions here
 * @param where the condition of an update or a delete
 * @param changes of an update
 * @param documents new ones that are not read but computed
 */
public record WritePlan(
        QueryPlan reads,
        Optional<Expression> where,
        List<Change> changes,
        List<Expression> documents,
        Optional<Returned> returned) {

    public WritePlan {
        changes = List.copyOf(changes);
        documents = List.copyOf(documents);
    }

    /** Whether a collection is read by subqueries, which must not see what the same statement has written. */
    public boolean subqueriesRead(String collection) {
        return reads.subqueries().values().stream()
                .anyMatch(subquery -> subquery.plan().reads(collection));
    }
}
