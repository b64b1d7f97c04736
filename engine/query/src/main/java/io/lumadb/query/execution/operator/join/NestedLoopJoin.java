package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.RowBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Joins by any condition, or by none (CROSS JOIN): every left row is tried with every right row. Right rows that memory
 * has no room for are read from a file, once for every batch of left rows. Rows come in the left side's order (with a
 * file: batch by batch of it), right rows without a partner last.
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
    private final RowBuffer inner;
    private final MemoryAccount bits;
    private final BitSet matchedInner = new BitSet();

    private Step step = Step.BUILD;
    private Iterator<Row> leftRows = List.<Row>of().iterator();
    /** The left rows that are tried together: one, or a batch where the right rows are read from a file. */
    private List<Row> outer = List.of();

    private final BitSet matchedOuter = new BitSet();
    private RowBuffer.Reader innerReader;
    private List<Row> innerRows = List.of();
    private int innerAt;
    private int innerNumber;
    private int outerAt;
    private int pairs;

    /** {@code condition} is over the combined row; without one all pairs are partners. */
    public NestedLoopJoin(
            Operator left, Operator right, JoinKind kind, Optional<Evaluator> condition, JoinRows rows, QueryRun run) {
        this.left = left;
        this.right = right;
        this.kind = kind;
        this.condition = condition;
        this.rows = rows;
        this.run = run;
        this.inner = new RowBuffer(run, "JOIN");
        this.innerReader = inner.read();
        this.bits = run.account("JOIN");
    }

    /** What is done next. */
    private enum Step {
        BUILD,
        NEXT_OUTER,
        PAIRS,
        LONE_LEFT,
        LONE_RIGHT,
        END
    }

    @Override
    public List<Row> next() {
        List<Row> ready = new ArrayList<>();
        while (ready.size() < BATCH && step != Step.END) {
            step = switch (step) {
                case BUILD -> build();
                case NEXT_OUTER -> nextOuter();
                case PAIRS -> pairs(ready);
                case LONE_LEFT -> loneLeft(ready);
                case LONE_RIGHT -> loneRight(ready);
                case END -> Step.END;
            };
        }
        return ready;
    }

    private Step build() {
        for (List<Row> batch = right.next(); !batch.isEmpty(); batch = right.next()) {
            run.checkpoint();
            batch.forEach(inner::add);
        }
        if (kind.keepsLoneRight()) {
            bits.require(inner.size() / Byte.SIZE);
        }
        return Step.NEXT_OUTER;
    }

    private Step nextOuter() {
        if (!inner.inMemory()) {
            outer = left.next();
        } else if (leftRows.hasNext()) {
            outer = List.of(leftRows.next());
        } else {
            run.checkpoint();
            leftRows = left.next().iterator();
            outer = leftRows.hasNext() ? List.of(leftRows.next()) : List.of();
        }
        matchedOuter.clear();
        startInner();
        if (!outer.isEmpty()) {
            return Step.PAIRS;
        }
        return kind.keepsLoneRight() ? Step.LONE_RIGHT : Step.END;
    }

    private void startInner() {
        innerReader = inner.read();
        innerRows = List.of();
        innerAt = 0;
        innerNumber = -1;
        outerAt = outer.size();
    }

    /** Goes over the right rows once, each with all left rows of the batch. */
    private Step pairs(List<Row> ready) {
        while (ready.size() < BATCH) {
            if (outerAt == outer.size()) {
                if (decidedByOne() && matchedOuter.cardinality() == outer.size() || !nextInner()) {
                    outerAt = 0;
                    return Step.LONE_LEFT;
                }
                outerAt = 0;
            }
            pair(outerAt, innerRows.get(innerAt - 1), ready);
            outerAt++;
        }
        return Step.PAIRS;
    }

    private boolean nextInner() {
        if (innerAt == innerRows.size()) {
            run.checkpoint();
            innerRows = innerReader.next();
            innerAt = 0;
            if (innerRows.isEmpty()) {
                return false;
            }
        }
        innerAt++;
        innerNumber++;
        return true;
    }

    private void pair(int outerIndex, Row innerRow, List<Row> ready) {
        if (decidedByOne() && matchedOuter.get(outerIndex)) {
            return;
        }
        pairs++;
        if (pairs % PAIRS_BETWEEN_CHECKPOINTS == 0) {
            run.checkpoint();
        }
        Row combined = rows.combined().apply(outer.get(outerIndex), innerRow);
        if (!partners(combined)) {
            return;
        }
        matchedOuter.set(outerIndex);
        if (kind.keepsLoneRight()) {
            matchedInner.set(innerNumber);
        }
        if (!decidedByOne()) {
            ready.add(combined);
        }
    }

    private boolean decidedByOne() {
        return kind == JoinKind.SEMI || kind == JoinKind.ANTI || kind == JoinKind.NULL_AWARE_ANTI;
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

    /** Gives the rows of the batch that are decided by having partners or none. */
    private Step loneLeft(List<Row> ready) {
        for (int i = 0; i < outer.size(); i++) {
            boolean matched = matchedOuter.get(i);
            switch (kind) {
                case SEMI -> addIf(matched, outer.get(i), ready);
                case ANTI, NULL_AWARE_ANTI -> addIf(!matched, outer.get(i), ready);
                case LEFT, FULL -> {
                    if (!matched) {
                        ready.add(rows.leftAlone().apply(outer.get(i)));
                    }
                }
                case INNER, RIGHT -> {}
            }
        }
        return Step.NEXT_OUTER;
    }

    private static void addIf(boolean wanted, Row row, List<Row> ready) {
        if (wanted) {
            ready.add(row);
        }
    }

    private Step loneRight(List<Row> ready) {
        while (ready.size() < BATCH) {
            if (!nextInner()) {
                return Step.END;
            }
            if (!matchedInner.get(innerNumber)) {
                ready.add(rows.rightAlone().apply(innerRows.get(innerAt - 1)));
            }
        }
        return Step.LONE_RIGHT;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        inner.close();
        bits.close();
    }
}
