package io.lumadb.query.execution.runtime;

import io.lumadb.document.Value;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.List;

/** The rows of a subquery that is run once for all rows around it. */
sealed interface KeyedRows permits KeyedAnswers, SharedValueAnswers {

    /** Takes all rows; gives how many bytes they hold from then on. */
    long read(Operator rows, QueryRun run);

    /** The answer for what a row around gives, in the order of the subquery's parameters. */
    Answer get(List<Value> taken);
}
