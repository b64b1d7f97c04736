package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.plan.KeyedPlan;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.execution.plan.QueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan;
import io.lumadb.query.execution.plan.SubqueryPlan.Use;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.Quantifier;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.MatchingRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes joins of conditions that ask whether a subquery has a row or a value, where the subquery is expected to have many
 * rows: a join's rows may be more than memory has room for. The answers of smaller ones are kept in memory, where the
 * shards look them up side by side.
 */
final class SemiJoins {

    /** Rows of a subquery whose answers are still kept in memory. */
    private static final double MOST_KEPT = 20_000;

    private final Map<String, SubqueryPlan> subqueries;
    private final Estimates estimates;

    SemiJoins(Map<String, SubqueryPlan> subqueries, Estimates estimates) {
        this.subqueries = subqueries;
        this.estimates = estimates;
    }

    /** Only subqueries that are still called are left. */
    QueryPlan apply(QueryPlan plan) {
        if (plan.rules() != MatchingRules.SQL) {
            return plan;
        }
        PlanNode root = joined(plan.root());
        Set<String> called = new HashSet<>();
        collect(root, called);
        Map<String, SubqueryPlan> left = new HashMap<>();
        for (String name : called) {
            left.put(name, subqueries.get(name));
        }
        return new QueryPlan(root, plan.columns(), plan.rules(), left);
    }

    /** Those called by a plan, and by the subqueries that these are. */
    private void collect(PlanNode plan, Set<String> called) {
        PlanMapping.expressions(plan, expression -> {
            ExpressionMapping.visit(expression, part -> {
                if (part instanceof Expression.Call(String name, List<Expression> _)) {
                    SubqueryPlan subquery = subqueries.get(name);
                    if (subquery != null && called.add(name)) {
                        collect(subquery.plan(), called);
                        subquery.keyed().ifPresent(keyed -> {
                            collect(keyed.plan(), called);
                            keyed.overNothing().ifPresent(nothing -> collect(nothing, called));
                        });
                    }
                }
            });
            return expression;
        });
    }

    private PlanNode joined(PlanNode plan) {
        if (plan instanceof PlanNode.Ruled(PlanNode _, MatchingRules rules) && rules != MatchingRules.SQL) {
            return plan;
        }
        PlanNode node = PlanMapping.inputs(plan, this::joined);
        return node instanceof PlanNode.Filter(PlanNode input, Expression condition) ? filter(input, condition) : node;
    }

    private PlanNode filter(PlanNode input, Expression condition) {
        List<Expression> staying = new ArrayList<>();
        List<PlanNode.Semi> joins = new ArrayList<>();
        for (Expression conjunct : Conditions.conjuncts(condition)) {
            semi(input, conjunct).ifPresentOrElse(joins::add, () -> staying.add(conjunct));
        }
        PlanNode joined = Conditions.filter(input, staying);
        for (PlanNode.Semi join : joins) {
            joined = new PlanNode.Semi(joined, join.right(), join.keys(), join.member(), join.negated());
        }
        return joined;
    }

    private Optional<PlanNode.Semi> semi(PlanNode input, Expression conjunct) {
        boolean negated = conjunct instanceof Expression.Not;
        Expression asked = conjunct instanceof Expression.Not(Expression operand) ? operand : conjunct;
        if (!(asked instanceof Expression.Call(String name, List<Expression> arguments))) {
            return Optional.empty();
        }
        SubqueryPlan subquery = subqueries.get(name);
        return subquery == null || subquery.rules() != MatchingRules.SQL
                ? Optional.empty()
                : rows(subquery)
                        .filter(rows -> estimates.rows(rows) > MOST_KEPT)
                        .flatMap(rows -> semi(input, subquery, arguments, joined(rows), negated));
    }

    /** The subquery's rows for all rows around it, where there is nothing more to say than which of them are a row's own. */
    private static Optional<PlanNode> rows(SubqueryPlan subquery) {
        if (subquery.standsAlone()) {
            return Optional.of(subquery.plan());
        }
        return subquery.keyed()
                .filter(keyed -> keyed.overNothing().isEmpty() && !keyed.first())
                .map(KeyedPlan::plan);
    }

    private static Optional<PlanNode.Semi> semi(
            PlanNode input, SubqueryPlan subquery, List<Expression> arguments, PlanNode rows, boolean negated) {
        return switch (subquery.use()) {
            case Use.Scalar _, Use.Rows _ -> Optional.empty();
            case Use.Existence() ->
                // Whether there is any row at all is soon known.
                subquery.standsAlone()
                        ? Optional.empty()
                        : Optional.of(
                                new PlanNode.Semi(input, rows, keys(subquery, arguments), Optional.empty(), negated));
            case Use.Membership(String column, ComparisonOperator operator, Quantifier quantifier) -> {
                boolean in = operator == ComparisonOperator.EQUAL && quantifier == Quantifier.ANY;
                boolean notIn = operator == ComparisonOperator.NOT_EQUAL && quantifier == Quantifier.ALL;
                if (!in && !notIn || notIn && negated) {
                    yield Optional.empty();
                }
                KeyPair member = new KeyPair(arguments.getFirst(), new Expression.Field(FieldPath.of(column)));
                List<Expression> taken = arguments.subList(1, arguments.size());
                yield Optional.of(
                        new PlanNode.Semi(input, rows, keys(subquery, taken), Optional.of(member), negated || notIn));
            }
        };
    }

    /** What has to be equal for a row of the subquery to be one of a row around it. */
    private static List<KeyPair> keys(SubqueryPlan subquery, List<Expression> taken) {
        if (subquery.standsAlone()) {
            return List.of();
        }
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            values.put(new Expression.Parameter(subquery.parameters().get(i)), taken.get(i));
        }
        KeyedPlan keyed = subquery.keyed().orElseThrow();
        List<KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < keyed.keys().size(); i++) {
            Expression outer =
                    ExpressionMapping.parts(keyed.outer().get(i), part -> Optional.ofNullable(values.get(part)));
            keys.add(new KeyPair(
                    outer, new Expression.Field(FieldPath.of(keyed.keys().get(i)))));
        }
        return keys;
    }
}
