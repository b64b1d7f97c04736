package io.lumadb.query.execution.operator;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Evaluator;
import io.lumadb.query.execution.expression.ExpressionCompiler;
import io.lumadb.query.execution.expression.PairRow;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.operator.join.HashJoin;
import io.lumadb.query.execution.operator.join.JoinKeys;
import io.lumadb.query.execution.operator.join.JoinKind;
import io.lumadb.query.execution.operator.join.JoinRows;
import io.lumadb.query.execution.operator.join.LookupJoin;
import io.lumadb.query.execution.operator.join.MembershipJoin;
import io.lumadb.query.execution.operator.join.MergeJoin;
import io.lumadb.query.execution.operator.join.NestedLoopJoin;
import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Builds joins over operators that are built already. */
final class JoinBuilder {

    /** Of semi joins, which give left rows as they are. */
    private static final JoinRows LEFT_ROWS = new JoinRows((left, _) -> left, left -> left, right -> right);

    private final PlanContext context;
    private final MatchingRules rules;
    private final Function<PlanNode, ExpressionCompiler> over;

    /** {@code over}: how expressions read a node's rows. */
    JoinBuilder(PlanContext context, MatchingRules rules, Function<PlanNode, ExpressionCompiler> over) {
        this.context = context;
        this.rules = rules;
        this.over = over;
    }

    Operator join(PlanNode.Join join, Operator left, Operator right) {
        Optional<Evaluator> condition = join.condition().map(over.apply(join)::condition);
        if (join.keys().isEmpty()) {
            return new NestedLoopJoin(left, right, kind(join.type()), condition, rows(join), context.run());
        }
        return new HashJoin(
                left,
                right,
                kind(join.type()),
                keys(keys(join, KeyPair::left, join.left()), keys(join, KeyPair::right, join.right())),
                condition,
                rows(join),
                context.run());
    }

    /** The inputs come in the order of the first key. */
    Operator merge(PlanNode.Join join, Operator left, Operator right) {
        KeyPair first = join.keys().getFirst();
        Optional<Evaluator> residual =
                join.keys().size() == 1 && join.condition().isEmpty() ? Optional.empty() : all(join);
        return new MergeJoin(
                left,
                over.apply(join.left()).compile(first.left()),
                right,
                over.apply(join.right()).compile(first.right()),
                join.type() == JoinType.LEFT,
                residual,
                rows(join),
                context.run());
    }

    Operator semi(PlanNode.Semi semi, Operator left, Operator right) {
        List<KeyPair> pairs = new ArrayList<>(semi.keys());
        if (!semi.negated()) {
            semi.member().ifPresent(pairs::add);
        }
        ExpressionCompiler overLeft = over.apply(semi.left());
        ExpressionCompiler overRight = over.apply(semi.right());
        JoinKeys keys = JoinKeys.equal(
                overLeft.compileAll(pairs.stream().map(KeyPair::left).toList()),
                overRight.compileAll(pairs.stream().map(KeyPair::right).toList()));
        if (semi.negated() && semi.member().isPresent()) {
            KeyPair member = semi.member().get();
            return new MembershipJoin(
                    left,
                    right,
                    new MembershipJoin.Compared(overLeft.compile(member.left()), overRight.compile(member.right())),
                    keys,
                    Optional.empty(),
                    MembershipJoin.Answer.NOT_IN,
                    context.run());
        }
        JoinKind kind = semi.negated() ? JoinKind.ANTI : JoinKind.SEMI;
        return new HashJoin(left, right, kind, keys, Optional.empty(), LEFT_ROWS, context.run());
    }

    private static JoinRows rows(PlanNode.Join join) {
        Row noLeft = PlanLayout.of(join.left()).nothing();
        Row noRight = PlanLayout.of(join.right()).nothing();
        return new JoinRows(PairRow::new, row -> new PairRow(row, noRight), row -> new PairRow(noLeft, row));
    }

    /** The same rows where the sides are exchanged. */
    private static JoinRows mirrored(JoinRows rows) {
        return new JoinRows(
                (right, left) -> rows.combined().apply(left, right),
                right -> rows.rightAlone().apply(right),
                left -> rows.leftAlone().apply(left));
    }

    private List<Evaluator> keys(PlanNode.Join join, Function<KeyPair, Expression> side, PlanNode rows) {
        return over.apply(rows).compileAll(join.keys().stream().map(side).toList());
    }

    /** MongoDB's = holds between nulls too. */
    private JoinKeys keys(List<Evaluator> left, List<Evaluator> right) {
        return new JoinKeys(left, right, rules == MatchingRules.DOCUMENT);
    }

    private static JoinKind kind(JoinType type) {
        return switch (type) {
            case INNER, CROSS -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
        };
    }

    /** {@code right} is read only when the left rows are many; then the larger right side flows past the left rows. */
    Operator lookup(PlanNode.Lookup lookup, Operator left, Operator right) {
        PlanNode.Join join = lookup.join();
        List<Evaluator> leftKeys = keys(join, KeyPair::left, join.left());
        Optional<Evaluator> condition = join.condition().map(over.apply(join)::condition);
        JoinRows rows = rows(join);
        JoinRows mirrored = mirrored(rows);
        boolean keepsLeft = join.type() == JoinType.LEFT;
        BinaryOperator<Operator> otherwise = (many, all) -> new HashJoin(
                all,
                many,
                keepsLeft ? JoinKind.RIGHT : JoinKind.INNER,
                keys(keys(join, KeyPair::right, join.right()), leftKeys),
                condition,
                mirrored,
                context.run());
        return new LookupJoin(
                left,
                right,
                new LookupJoin.Lookup(leftKeys.getFirst(), key -> partners(lookup, key), all(join)),
                keepsLeft,
                rows,
                otherwise,
                context.run());
    }

    /** Every condition of the join: the lookup may find more than the partners. */
    private Optional<Evaluator> all(PlanNode.Join join) {
        List<Expression> conditions = new ArrayList<>();
        join.keys()
                .forEach(key ->
                        conditions.add(new Expression.Comparison(ComparisonOperator.EQUAL, key.left(), key.right())));
        join.condition().ifPresent(conditions::add);
        return Optional.of(over.apply(join).compile(Expressions.and(conditions)));
    }

    private Operator partners(PlanNode.Lookup lookup, Value key) {
        Expression known = new Expression.Literal(key);
        PlanNode bound = PlanMapping.expressions(
                lookup.partners(),
                expression -> ExpressionMapping.parts(
                        expression, part -> part.equals(PlanNode.Lookup.KEY) ? Optional.of(known) : Optional.empty()));
        PlanNode plan = context.physical().of(bound, rules);
        return new OperatorBuilder(context.unwatched(plan), rules).build(plan);
    }
}
