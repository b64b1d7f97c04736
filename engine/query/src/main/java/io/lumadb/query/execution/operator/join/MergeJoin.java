package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.RowBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows that come in the ascending order of their keys, nulls first: both sides are read once, side by side, and
 * of the right side only rows of one key are held. A null equals nothing.
 */
public final class MergeJoin implements Operator {

    private static final int BATCH = 512;
    private static final int PAIRS_BETWEEN_CHECKPOINTS = 1024;

    private final Side left;
    private final Side right;
    private final boolean keepsLeft;
    private final Optional<Evaluator> residual;
    private final JoinRows rows;
    private final QueryRun run;
    private int pairs;

    private @Nullable Value partnersKey;
    private @Nullable RowBuffer partners;
    private @Nullable Probe probe;

    /**
     * @param leftKey over left rows, which come in its order
     * @param rightKey over right rows, which come in its order
     * @param keepsLeft left rows without a partner are given too
     * @param residual a further condition over the combined row, without which two rows are no partners
     */
    public MergeJoin(
            Operator left,
            Evaluator leftKey,
            Operator right,
            Evaluator rightKey,
            boolean keepsLeft,
            Optional<Evaluator> residual,
            JoinRows rows,
            QueryRun run) {
        this.left = new Side(left, leftKey);
        this.right = new Side(right, rightKey);
        this.keepsLeft = keepsLeft;
        this.residual = residual;
        this.rows = rows;
        this.run = run;
    }

    /** One input and the row it stands at. */
    private static final class Side {
        private final Operator input;
        private final Evaluator key;
        private Iterator<Row> batch = List.<Row>of().iterator();
        private @Nullable Row row;
        private Value value = Value.NULL;
        private boolean started;

        Side(Operator input, Evaluator key) {
            this.input = input;
            this.key = key;
        }

        /** The row it stands at; null at the end. */
        @Nullable
        Row row() {
            if (!started) {
                started = true;
                advance();
            }
            return row;
        }

        void advance() {
            if (!batch.hasNext()) {
                batch = input.next().iterator();
            }
            row = batch.hasNext() ? batch.next() : null;
            value = row == null ? Value.NULL : key.evaluate(row);
        }
    }

    /** A left row and how far its partners are tried. */
    private static final class Probe {
        private final Row row;
        private final RowBuffer.Reader candidates;
        private Iterator<Row> batch = List.<Row>of().iterator();
        private boolean matched;

        Probe(Row row, RowBuffer.Reader candidates) {
            this.row = row;
            this.candidates = candidates;
        }

        boolean hasNext() {
            if (!batch.hasNext()) {
                batch = candidates.next().iterator();
            }
            return batch.hasNext();
        }
    }

    @Override
    public List<Row> next() {
        List<Row> ready = new ArrayList<>();
        while (ready.size() < BATCH) {
            Probe open = probe;
            if (open != null) {
                tryNext(open, ready);
            } else if (!takeLeft(ready)) {
                break;
            }
        }
        return ready;
    }

    private void tryNext(Probe open, List<Row> ready) {
        if (!open.hasNext()) {
            if (!open.matched && keepsLeft) {
                ready.add(rows.leftAlone().apply(open.row));
            }
            probe = null;
            return;
        }
        checkpoint();
        Row pair = rows.combined().apply(open.row, open.batch.next());
        if (residual.isEmpty() || residual.get().holds(pair)) {
            open.matched = true;
            ready.add(pair);
        }
    }

    /** False at the end of the left rows. */
    private boolean takeLeft(List<Row> ready) {
        Row row = left.row();
        if (row == null) {
            return false;
        }
        checkpoint();
        Value key = left.value;
        left.advance();
        RowBuffer candidates = key.isNull() ? null : partners(key);
        if (candidates != null) {
            probe = new Probe(row, candidates.read());
        } else if (keepsLeft) {
            ready.add(rows.leftAlone().apply(row));
        }
        return true;
    }

    /** The right rows of a key that is not below those asked for before; null where there are none. */
    private @Nullable RowBuffer partners(Value key) {
        if (partnersKey != null && ValueOrder.same(partnersKey, key)) {
            return partners;
        }
        closePartners();
        partnersKey = key;
        while (right.row() != null && ValueOrder.INSTANCE.compare(right.value, key) < 0) {
            checkpoint();
            right.advance();
        }
        RowBuffer found = null;
        for (Row row = right.row(); row != null && ValueOrder.same(right.value, key); row = right.row()) {
            checkpoint();
            if (found == null) {
                found = new RowBuffer(run, "JOIN");
                partners = found;
            }
            found.add(row);
            right.advance();
        }
        return found;
    }

    private void checkpoint() {
        pairs++;
        if (pairs % PAIRS_BETWEEN_CHECKPOINTS == 0) {
            run.checkpoint();
        }
    }

    private void closePartners() {
        if (partners != null) {
            partners.close();
            partners = null;
        }
    }

    @Override
    public void close() {
        left.input.close();
        right.input.close();
        closePartners();
    }
}
