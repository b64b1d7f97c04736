package io.lumadb.query.execution.bind;

import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.SortKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** LIMIT and OFFSET. */
record RowLimits(long offset, OptionalLong limit) {

    /**
     * Reads both.
     *
     * @throws QueryError INVALID_QUERY when one is no whole number from 0
     */
    static RowLimits of(Optional<Expression> limit, Optional<Expression> offset, Instant now) {
        return new RowLimits(count(offset, "OFFSET", now).orElse(0), count(limit, "LIMIT", now));
    }

    private static OptionalLong count(Optional<Expression> expression, String clause, Instant now) {
        if (expression.isEmpty()) {
            return OptionalLong.empty();
        }
        Evaluator compiled = ExpressionCompiler.over(MatchingRules.SQL, now).compile(expression.get());
        if (compiled instanceof Evaluator.Constant(Value.Int64(long count)) && count >= 0) {
            return OptionalLong.of(count);
        }
        throw new QueryError(ErrorCode.INVALID_QUERY, clause + " must be a whole number, 0 or more", null, null);
    }

    /** How many rows from the start are needed. */
    private OptionalLong firstRows() {
        if (limit.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = offset + limit.getAsLong();
        return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** The rows in order, as far as they are needed. */
    PlanNode sorted(PlanNode input, List<SortKey> keys) {
        return keys.isEmpty() ? input : new PlanNode.Sort(input, keys, firstRows());
    }

    /** The rows that are wanted. */
    PlanNode over(PlanNode input) {
        return offset == 0 && limit.isEmpty() ? input : new PlanNode.Limit(input, offset, limit);
    }
}
