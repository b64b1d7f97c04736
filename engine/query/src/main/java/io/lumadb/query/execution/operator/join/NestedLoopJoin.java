package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Joins by any condition, or by none (CROSS JOIN): every left row is tried with every right row. Rows come in the left
 * side's order; right rows without a partner come last.
 *
 * <p>For NULL_AWARE_ANTI a left row passes when the condition is false for every right row: one unknown is enough to
 * hold it back.
 */
public final class NestedLoopJoin implements Operator {

    private static final int BATCH = 512;
    private static final int PAIRS_BETWEEN_CHECKPOINTS = 1024;

    private final Operator left;
    private final Operator right;
    private final JoinKind kind;
    private final Optional<Evaluator> condition;
    private final JoinRows rows;
    private final QueryRun run;
    private final List<Row> inner = new ArrayList<>();
    private final BitSet matchedInner = new BitSet();
    private final Queue<Row> outer = new ArrayDeque<>();
    private List<Row> ready = new ArrayList<>();
    private boolean built;
    private boolean ended;
    private int pairs;
    private long heldBytes;

    /** {@code condition} is over the combined row; without one all pairs are partners. */
    public NestedLoopJoin(
            Operator left, Operator right, JoinKind kind, Optional<Evaluator> condition, JoinRows rows, QueryRun run) {
        this.left = left;
        this.right = right;
        this.kind = kind;
        this.condition = condition;
        this.rows = rows;
        this.run = run;
    }

    @Override
    public List<Row> next() {
        if (!built) {
            build();
            built = true;
        }
        while (ready.size() < BATCH && !ended) {
            Row row = outer.poll();
            if (row != null) {
                probe(row);
                continue;
            }
            outer.addAll(left.next());
            if (outer.isEmpty()) {
                ended = true;
                giveLoneRight();
            }
        }
        List<Row> given = ready;
        ready = new ArrayList<>();
        return given;
    }

    private void build() {
        for (List<Row> batch = right.next(); !batch.isEmpty(); batch = right.next()) {
            run.checkpoint();
            for (Row row : batch) {
                long bytes = row.heldBytes();
                heldBytes += bytes;
                run.memory().reserve(bytes, "JOIN");
                inner.add(row);
            }
        }
    }

    private void probe(Row row) {
        boolean matched = false;
        for (int i = 0; i < inner.size(); i++) {
            pairs++;
            if (pairs % PAIRS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            Row combined = rows.combined().apply(row, inner.get(i));
            if (!partners(combined)) {
                continue;
            }
            matched = true;
            switch (kind) {
                case INNER, LEFT -> ready.add(combined);
                case RIGHT, FULL -> {
                    matchedInner.set(i);
                    ready.add(combined);
                }
                case SEMI -> {
                    ready.add(row);
                    return;
                }
                case ANTI, NULL_AWARE_ANTI -> {
                    return;
                }
            }
        }
        if (!matched && kind.keepsLoneLeft()) {
            ready.add(rows.leftAlone().apply(row));
        } else if (!matched && (kind == JoinKind.ANTI || kind == JoinKind.NULL_AWARE_ANTI)) {
            ready.add(row);
        }
    }

    private boolean partners(Row combined) {
        if (condition.isEmpty()) {
            return true;
        }
        Value answer = condition.get().evaluate(combined);
        return kind == JoinKind.NULL_AWARE_ANTI
                ? !(answer instanceof Value.Bool(boolean flag) && !flag)
                : Evaluator.isTrue(answer);
    }

    private void giveLoneRight() {
        if (!kind.keepsLoneRight()) {
            return;
        }
        for (int i = matchedInner.nextClearBit(0); i < inner.size(); i = matchedInner.nextClearBit(i + 1)) {
            ready.add(rows.rightAlone().apply(inner.get(i)));
        }
    }

    @Override
    public void close() {
        left.close();
        right.close();
        inner.clear();
        outer.clear();
        ready.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
