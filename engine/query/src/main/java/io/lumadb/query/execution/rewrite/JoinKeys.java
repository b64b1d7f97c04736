package io.lumadb.query.execution.rewrite;

import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the pairs of expressions that joins have to have equal, so that a hash table can find partners. */
final class JoinKeys {

    private JoinKeys() {}

    static PlanNode apply(PlanNode plan) {
        PlanNode node = PlanMapping.inputs(plan, JoinKeys::apply);
        return node instanceof PlanNode.Join join ? split(join) : node;
    }

    private static PlanNode split(PlanNode.Join join) {
        Set<String> left = PlanLayout.sources(join.left());
        Set<String> right = PlanLayout.sources(join.right());
        List<KeyPair> keys = new ArrayList<>(join.keys());
        List<Expression> rest = new ArrayList<>();
        for (Expression conjunct : Conditions.conjuncts(join.condition())) {
            key(conjunct, left, right).ifPresentOrElse(keys::add, () -> rest.add(conjunct));
        }
        return new PlanNode.Join(join.type(), join.left(), join.right(), keys, Conditions.all(rest));
    }

    private static Optional<KeyPair> key(Expression conjunct, Set<String> left, Set<String> right) {
        if (!(conjunct instanceof Expression.Comparison(ComparisonOperator operator, Expression one, Expression other))
                || operator != ComparisonOperator.EQUAL) {
            return Optional.empty();
        }
        if (readsOnly(one, left) && readsOnly(other, right)) {
            return Optional.of(new KeyPair(one, other));
        }
        return readsOnly(other, left) && readsOnly(one, right)
                ? Optional.of(new KeyPair(other, one))
                : Optional.empty();
    }

    private static boolean readsOnly(Expression expression, Set<String> sources) {
        Set<String> roots = Conditions.roots(expression);
        return !roots.isEmpty() && sources.containsAll(roots);
    }
}
