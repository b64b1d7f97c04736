package io.lumadb.query.execution.operator.join;

import io.lumadb.document.Value;
import io.lumadb.document.ValueOrder;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.Hashes;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.SlotRow;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.operator.MemoryAccount;
import io.lumadb.query.execution.operator.Operator;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.operator.spill.HashPasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * IN over a subquery, by SQL's three values: for every left row whether its operand equals one of the right side's
 * members. TRUE when one does; otherwise NULL when the operand or a member is null or they are of different kinds (the
 * comparison is unknown), FALSE when all comparisons are false. Over no members it is FALSE.
 *
 * <p>A correlated subquery's members are those right rows whose correlation keys equal the left row's and for which the
 * residual condition is true. Members that memory has no room for are divided into files, except where there is a
 * residual condition without correlation keys: nothing could be told apart by a hash.
 */
public final class MembershipJoin implements Operator {

    private static final int ENTRY_BYTES = 64;
    private static final int PAIRS_BETWEEN_CHECKPOINTS = 1024;

    private final Operator left;
    private final Operator right;
    private final Compared compared;
    private final JoinKeys correlation;
    private final List<Evaluator> memberKeys;
    private final Evaluator member;
    private final Optional<Residual> residual;
    private final Answer answer;
    private final QueryRun run;
    private final MemoryAccount memory;
    private final HashPasses passes;
    private final Map<KeyTuple, Members> table = new HashMap<>();
    /** Of all members of an uncorrelated subquery, wherever they are. */
    private int kindsOfAll;

    private boolean inPass;
    private int pairs;

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

    /** {@code correlation}: no keys for a subquery that is the same for all left rows. */
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
        this.memory = run.account("IN");
        int keys = correlation.right().size();
        this.memberKeys = residual.isPresent() ? correlation.right() : slots(keys);
        this.member = residual.isPresent() ? compared.member() : row -> row.computed(keys);
        this.passes = new HashPasses(
                this::members,
                row -> hash(memberKeys, member, row),
                left::next,
                row -> hash(correlation.left(), compared.operand(), row),
                run);
    }

    private static List<Evaluator> slots(int count) {
        List<Evaluator> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int slot = i;
            slots.add(row -> row.computed(slot));
        }
        return slots;
    }

    /** By the correlation keys, whose members belong together; without them by the compared value. */
    private static int hash(List<Evaluator> keys, Evaluator value, Row row) {
        return keys.isEmpty()
                ? Hashes.spread(ValueOrder.hash(value.evaluate(row)))
                : KeyTuple.of(keys, row).hashCode();
    }

    /** The next right rows; without a residual condition only what they are compared by. */
    private List<Row> members() {
        List<Row> batch = right.next();
        List<Row> members = new ArrayList<>(batch.size());
        for (Row row : batch) {
            if (residual.isPresent()) {
                members.add(row);
                continue;
            }
            Value value = compared.member().evaluate(row);
            kindsOfAll |= Members.kind(value);
            List<Value> slots = new ArrayList<>(correlation.right().size() + 1);
            correlation.right().forEach(key -> slots.add(key.evaluate(row)));
            slots.add(value);
            members.add(new SlotRow(slots));
        }
        return members;
    }

    @Override
    public List<Row> next() {
        while (inPass || begin()) {
            List<Row> batch = passes.probe();
            inPass = !batch.isEmpty();
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

    private boolean begin() {
        while (passes.begin()) {
            table.clear();
            memory.releaseAll();
            if (build()) {
                inPass = true;
                return true;
            }
        }
        return false;
    }

    /** False when the pass was divided. */
    private boolean build() {
        for (List<Row> batch = passes.build(); !batch.isEmpty(); batch = passes.build()) {
            boolean full = false;
            for (Row row : batch) {
                full |= !memory.take(add(row));
            }
            if (full && passes.divisible() && !(residual.isPresent() && memberKeys.isEmpty())) {
                passes.divide(() -> held().iterator());
                return false;
            }
            if (full) {
                memory.require(0);
            }
        }
        return true;
    }

    /** The bytes that the row takes. */
    private long add(Row row) {
        KeyTuple key = KeyTuple.of(memberKeys, row);
        if (key.hasNull() && !correlation.nullsMatch()) {
            return 0;
        }
        Members members = table.computeIfAbsent(key, _ -> new Members());
        if (residual.isPresent()) {
            members.addRow(row);
            return ENTRY_BYTES + row.heldBytes();
        }
        Value value = member.evaluate(row);
        return members.addValue(value) ? ENTRY_BYTES + ValueSize.of(value) + key.heldBytes() : 0;
    }

    private Stream<Row> held() {
        return residual.isPresent()
                ? table.values().stream().flatMap(members -> members.rows().stream())
                : table.entrySet().stream()
                        .flatMap(entry -> entry.getValue().values().stream()
                                .map(value -> new SlotRow(entry.getKey().with(value.value()))));
    }

    private Value membership(Row row) {
        KeyTuple key = KeyTuple.of(correlation.left(), row);
        if (key.hasNull() && !correlation.nullsMatch()) {
            return Value.FALSE;
        }
        Value operand = compared.operand().evaluate(row);
        Members members = table.getOrDefault(key, new Members());
        if (residual.isPresent()) {
            return amongRows(row, operand, members.rows(), residual.get());
        }
        return members.membership(operand, memberKeys.isEmpty() ? kindsOfAll : members.kinds());
    }

    private Value amongRows(Row row, Value operand, List<Row> candidates, Residual condition) {
        boolean unknown = false;
        for (Row candidate : candidates) {
            pairs++;
            if (pairs % PAIRS_BETWEEN_CHECKPOINTS == 0) {
                run.checkpoint();
            }
            if (!condition.condition().holds(condition.combined().apply(row, candidate))) {
                continue;
            }
            Value value = member.evaluate(candidate);
            if (operand.isNull() || value.isNull() || ValueOrder.rank(operand) != ValueOrder.rank(value)) {
                unknown = true;
            } else if (ValueOrder.same(operand, value)) {
                return Value.TRUE;
            }
        }
        return unknown ? Value.NULL : Value.FALSE;
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
