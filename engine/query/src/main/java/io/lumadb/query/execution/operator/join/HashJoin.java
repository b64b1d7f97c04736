package io.lumadb.query.execution.operator.join;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.join.JoinTable.Candidate;
import io.lumadb.query.execution.operator.spill.HashPasses;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins by equal keys: the right side becomes a hash table, the left side asks it. Rows come in the left side's order and
 * right rows without a partner last, as long as the right side fits into memory. Where it does not, both sides are
 * divided into files by their keys' hash, and each pair of files is joined; a pair that cannot be divided, because its
 * keys are all the same, is joined piece by piece, the left rows being read once for each piece.
 */
public final class HashJoin implements Operator {

    private static final int BATCH = 512;
    private static final int PAIRS_BETWEEN_CHECKPOINTS = 1024;

    private final Operator left;
    private final Operator right;
    private final JoinKind kind;
    private final JoinKeys keys;
    private final Optional<Evaluator> residual;
    private final JoinRows rows;
    private final QueryRun run;
    private final MemoryAccount memory;
    private final HashPasses passes;
    private final JoinTable table;

    private Step step = Step.BEGIN;
    /** Whether the table has only a piece of this pass's right rows. */
    private boolean piecewise;

    private boolean lastPiece;
    private final BitSet matchedLeft = new BitSet();
    private Iterator<Row> leftRows = List.<Row>of().iterator();
    private int leftNumber;
    private Probe probe = Probe.NONE;
    private Iterator<Candidate> lone = List.<Candidate>of().iterator();
    private int pairs;

    /**
     * @param kind NULL_AWARE_ANTI is {@link MembershipJoin}'s
     * @param residual a further condition over the combined row, without which two rows are no partners
     * @throws IllegalArgumentException for NULL_AWARE_ANTI
     */
    public HashJoin(
            Operator left,
            Operator right,
            JoinKind kind,
            JoinKeys keys,
            Optional<Evaluator> residual,
            JoinRows rows,
            QueryRun run) {
        if (kind == JoinKind.NULL_AWARE_ANTI) {
            throw new IllegalArgumentException("NOT IN is a membership join");
        }
        this.left = left;
        this.right = right;
        this.kind = kind;
        this.keys = keys;
        this.residual = residual;
        this.rows = rows;
        this.run = run;
        this.memory = run.account("JOIN");
        this.table = new JoinTable(keys, kind.keepsLoneRight());
        this.passes = new HashPasses(
                right::next,
                row -> KeyTuple.of(keys.right(), row).hashCode(),
                left::next,
                row -> KeyTuple.of(keys.left(), row).hashCode(),
                run);
    }

    /** What is done next. */
    private enum Step {
        BEGIN,
        PROBE,
        LONE_RIGHT,
        LONE_LEFT,
        END
    }

    /** A left row and the right rows it still has to be tried with. */
    private static final class Probe {
        private static final Probe NONE = new Probe(null, 0, List.of());

        private final @Nullable Row row;
        private final int number;
        private final Iterator<Candidate> candidates;
        private boolean matched;

        Probe(@Nullable Row row, int number, List<Candidate> candidates) {
            this.row = row;
            this.number = number;
            this.candidates = candidates.iterator();
        }
    }

    @Override
    public List<Row> next() {
        List<Row> ready = new ArrayList<>();
        while (ready.size() < BATCH && step != Step.END) {
            step = switch (step) {
                case BEGIN -> begin();
                case PROBE -> probe(ready);
                case LONE_RIGHT -> loneRight(ready);
                case LONE_LEFT -> loneLeft(ready);
                case END -> Step.END;
            };
        }
        return ready;
    }

    private Step begin() {
        if (!passes.begin()) {
            return Step.END;
        }
        piecewise = false;
        matchedLeft.clear();
        return build();
    }

    /** Fills the table with what is left of the right rows, or with as much as memory takes. */
    private Step build() {
        table.clear();
        memory.releaseAll();
        leftNumber = 0;
        for (List<Row> batch = passes.build(); !batch.isEmpty(); batch = passes.build()) {
            boolean full = false;
            for (Row row : batch) {
                full |= !memory.take(table.add(row));
            }
            if (full && passes.divisible()) {
                passes.divide(table::rows);
                return Step.BEGIN;
            }
            if (full) {
                piecewise = true;
                lastPiece = false;
                return Step.PROBE;
            }
        }
        lastPiece = true;
        return Step.PROBE;
    }

    private Step probe(List<Row> ready) {
        while (ready.size() < BATCH) {
            if (probe.row != null && !tryCandidates(probe, probe.row, ready)) {
                continue;
            }
            probe = Probe.NONE;
            if (!leftRows.hasNext()) {
                List<Row> batch = passes.probe();
                if (batch.isEmpty()) {
                    lone = kind.keepsLoneRight()
                            ? table.all()
                            : List.<Candidate>of().iterator();
                    return Step.LONE_RIGHT;
                }
                leftRows = batch.iterator();
            }
            Row row = leftRows.next();
            probe = new Probe(row, leftNumber, table.find(KeyTuple.of(keys.left(), row)));
            leftNumber++;
        }
        return Step.PROBE;
    }

    /** Tries one candidate after the other; true when the left row is done with. */
    private boolean tryCandidates(Probe asked, Row row, List<Row> ready) {
        while (asked.candidates.hasNext()) {
            if (ready.size() >= BATCH) {
                return false;
            }
            Candidate candidate = asked.candidates.next();
            pairs++;
            if (pairs % PAIRS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            Row combined = rows.combined().apply(row, candidate.row());
            if (residual.isEmpty() || residual.get().holds(combined)) {
                asked.matched = true;
                candidate.match();
                if (kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
                    break;
                }
                ready.add(combined);
            }
        }
        if (piecewise) {
            noteInPiece(asked, row, ready);
        } else if (kind == JoinKind.SEMI ? asked.matched : !asked.matched) {
            alone(row, ready);
        }
        return true;
    }

    /** With only a piece of the right rows tried, a left row is not alone yet; and a semi join gives it once. */
    private void noteInPiece(Probe asked, Row row, List<Row> ready) {
        if (asked.matched) {
            if (kind == JoinKind.SEMI && !matchedLeft.get(asked.number)) {
                ready.add(row);
            }
            matchedLeft.set(asked.number);
        }
    }

    /** Gives what becomes of a row whose partners decide by being there (SEMI) or not (the others). */
    private void alone(Row row, List<Row> ready) {
        switch (kind) {
            case SEMI, ANTI -> ready.add(row);
            case LEFT, FULL -> ready.add(rows.leftAlone().apply(row));
            case INNER, RIGHT, NULL_AWARE_ANTI -> {}
        }
    }

    private Step loneRight(List<Row> ready) {
        while (lone.hasNext() && ready.size() < BATCH) {
            Candidate candidate = lone.next();
            if (!candidate.isMatched()) {
                ready.add(rows.rightAlone().apply(candidate.row()));
            }
        }
        if (lone.hasNext()) {
            return Step.LONE_RIGHT;
        }
        if (!piecewise) {
            return Step.BEGIN;
        }
        passes.probeAgain();
        if (!lastPiece) {
            return build();
        }
        leftNumber = 0;
        return Step.LONE_LEFT;
    }

    /** After all pieces: the left rows that none of them had a partner for. */
    private Step loneLeft(List<Row> ready) {
        List<Row> batch = kind == JoinKind.SEMI ? List.of() : passes.probe();
        for (Row row : batch) {
            if (!matchedLeft.get(leftNumber)) {
                alone(row, ready);
            }
            leftNumber++;
        }
        return batch.isEmpty() ? Step.BEGIN : Step.LONE_LEFT;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        passes.close();
        table.clear();
        memory.close();
    }
}
