package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * IN over a subquery, by SQL's three values: for every left row whether its operand equals one of the right side's
 * members. TRUE when one does; otherwise NULL when the operand or a member is null or they are of different kinds (the
 * comparison is unknown), FALSE when all comparisons are false. Over no members it is FALSE.
 *
 * <p>A correlated subquery's members are those right rows whose correlation keys equal the left row's and for which the
 * residual condition is true.
 */
public final class MembershipJoin implements Operator {

    private static final int ENTRY_BYTES = 64;

    private final Operator left;
    private final Operator right;
    private final Compared compared;
    private final JoinKeys correlation;
    private final Optional<Residual> residual;
    private final Answer answer;
    private final QueryRun run;
    private final Map<KeyTuple, Members> table = new HashMap<>();
    private boolean built;
    private long heldBytes;

    /** The operand over left rows, the member over right rows. */
    public record Compared(Evaluator operand, Evaluator member) {}

    /** A condition over the combined row, without which a right row is no member. */
    public record Residual(Evaluator condition, BinaryOperator<Row> combined) {}

    /** What becomes of a left row: the row to give, or none. */
    @FunctionalInterface
    public interface Answer {

        /** Left rows whose operand is certainly not a member: NOT IN as a condition. */
        Answer NOT_IN = (row, membership) -> membership.equals(Value.FALSE) ? Optional.of(row) : Optional.empty();

        /** Left rows whose operand is a member: IN as a condition. */
        Answer IN = (row, membership) -> Evaluator.isTrue(membership) ? Optional.of(row) : Optional.empty();

        /** {@code membership}: TRUE, FALSE or NULL. */
        Optional<Row> of(Row row, Value membership);
    }

    public MembershipJoin(
            Operator left,
            Operator right,
            Compared compared,
            JoinKeys correlation,
            Optional<Residual> residual,
            Answer answer,
            QueryRun run) {
        this.left = left;
        this.right = right;
        this.compared = compared;
        this.correlation = correlation;
        this.residual = residual;
        this.answer = answer;
        this.run = run;
    }

    /** The members under one correlation key; {@code rows} are kept only for a residual condition. */
    private static final class Members {
        private final Set<ValueKey> values = new HashSet<>();
        private final List<Row> rows = new ArrayList<>();
        private int ranks;

        Value membership(Value operand) {
            if (ranks == 0) {
                return Value.FALSE;
            }
            if (operand.isNull()) {
                return Value.NULL;
            }
            if (values.contains(new ValueKey(operand))) {
                return Value.TRUE;
            }
            return ranks == 1 << ValueOrder.rank(operand) ? Value.FALSE : Value.NULL;
        }
    }

    @Override
    public List<Row> next() {
        if (!built) {
            build();
            built = true;
        }
        for (List<Row> batch = left.next(); !batch.isEmpty(); batch = left.next()) {
            run.checkpoint();
            List<Row> given = new ArrayList<>(batch.size());
            for (Row row : batch) {
                answer.of(row, membership(row)).ifPresent(given::add);
            }
            if (!given.isEmpty()) {
                return given;
            }
        }
        return List.of();
    }

    private void build() {
        for (List<Row> batch = right.next(); !batch.isEmpty(); batch = right.next()) {
            run.checkpoint();
            for (Row row : batch) {
                KeyTuple key = KeyTuple.of(correlation.right(), row);
                if (!key.hasNull() || correlation.nullsMatch()) {
                    add(table.computeIfAbsent(key, _ -> new Members()), row);
                }
            }
        }
    }

    private void add(Members members, Row row) {
        Value member = compared.member().evaluate(row);
        members.ranks |= 1 << ValueOrder.rank(member);
        if (residual.isPresent()) {
            members.rows.add(row);
            hold(ENTRY_BYTES + row.heldBytes());
        } else if (members.values.add(new ValueKey(member))) {
            hold(ENTRY_BYTES + ValueSize.of(member));
        }
    }

    private void hold(long bytes) {
        heldBytes += bytes;
        run.memory().reserve(bytes, "IN");
    }

    private Value membership(Row row) {
        KeyTuple key = KeyTuple.of(correlation.left(), row);
        Members members = key.hasNull() && !correlation.nullsMatch() ? null : table.get(key);
        if (members == null) {
            return Value.FALSE;
        }
        Value operand = compared.operand().evaluate(row);
        return residual.isEmpty()
                ? members.membership(operand)
                : amongResidual(row, operand, members.rows, residual.get());
    }

    private Value amongResidual(Row row, Value operand, List<Row> candidates, Residual condition) {
        boolean unknown = false;
        for (Row candidate : candidates) {
            if (!condition.condition().holds(condition.combined().apply(row, candidate))) {
                continue;
            }
            Value member = compared.member().evaluate(candidate);
            if (operand.isNull() || member.isNull() || ValueOrder.rank(operand) != ValueOrder.rank(member)) {
                unknown = true;
            } else if (ValueOrder.same(operand, member)) {
                return Value.TRUE;
            }
        }
        return unknown ? Value.NULL : Value.FALSE;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        table.clear();
        run.memory().release(heldBytes);
        heldBytes = 0;
    }
}
