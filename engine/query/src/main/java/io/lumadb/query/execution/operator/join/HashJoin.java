package io.lumadb.query.execution.operator.join;

import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Joins by equal keys: the right side becomes a hash table, the left side asks it. Rows come in the left side's order;
 * right rows without a partner come last.
 */
public final class HashJoin implements Operator {

    private static final int BATCH = 512;
    private static final int ENTRY_BYTES = 48;

    private final Operator left;
    private final Operator right;
    private final JoinKind kind;
    private final JoinKeys keys;
    private final Optional<Evaluator> residual;
    private final JoinRows rows;
    private final QueryRun run;
    private final Map<KeyTuple, List<Candidate>> table = new HashMap<>();
    private final List<Candidate> keyless = new ArrayList<>();
    private final Queue<Row> ready = new ArrayDeque<>();
    private boolean built;
    private boolean leftEnded;
    private long heldBytes;

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
    }

    /** A right row, and whether it found a partner. */
    private static final class Candidate {
        private final Row row;
        private boolean matched;

        Candidate(Row row) {
            this.row = row;
        }
    }

    @Override
    public List<Row> next() {
        if (!built) {
            build();
            built = true;
        }
        while (ready.size() < BATCH && !leftEnded) {
            run.checkpoint();
            List<Row> batch = left.next();
            batch.forEach(this::probe);
            if (batch.isEmpty()) {
                leftEnded = true;
                giveLoneRight();
            }
        }
        List<Row> given = new ArrayList<>(Math.min(BATCH, ready.size()));
        for (Row row = ready.poll(); row != null; row = given.size() < BATCH ? ready.poll() : null) {
            given.add(row);
        }
        return given;
    }

    private void build() {
        for (List<Row> batch = right.next(); !batch.isEmpty(); batch = right.next()) {
            run.checkpoint();
            for (Row row : batch) {
                KeyTuple key = KeyTuple.of(keys.right(), row);
                Candidate candidate = new Candidate(row);
                long bytes = ENTRY_BYTES + row.heldBytes() + key.heldBytes();
                heldBytes += bytes;
                run.memory().reserve(bytes, "JOIN");
                if (key.hasNull() && !keys.nullsMatch()) {
                    keyless.add(candidate);
                } else {
                    table.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(candidate);
                }
            }
        }
    }

    private void probe(Row row) {
        KeyTuple key = KeyTuple.of(keys.left(), row);
        List<Candidate> candidates =
                key.hasNull() && !keys.nullsMatch() ? List.of() : table.getOrDefault(key, List.of());
        boolean matched = false;
        for (Candidate candidate : candidates) {
            Row combined = rows.combined().apply(row, candidate.row);
            if (residual.isEmpty() || residual.get().holds(combined)) {
                matched = true;
                candidate.matched = true;
                if (kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
                    break;
                }
                ready.add(combined);
            }
        }
        if (kind == JoinKind.SEMI && matched || kind == JoinKind.ANTI && !matched) {
            ready.add(row);
        } else if (!matched && kind.keepsLoneLeft()) {
            ready.add(rows.leftAlone().apply(row));
        }
    }

    private void giveLoneRight() {
        if (!kind.keepsLoneRight()) {
            return;
        }
        keyless.forEach(this::giveIfLone);
        table.values().forEach(candidates -> candidates.forEach(this::giveIfLone));
    }

    private void giveIfLone(Candidate candidate) {
        if (!candidate.matched) {
            ready.add(rows.rightAlone().apply(candidate.row));
        }
    }

    @Override
    public void close() {
        left.close();
        right.close();
        table.clear();
        keyless.clear();
        ready.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
