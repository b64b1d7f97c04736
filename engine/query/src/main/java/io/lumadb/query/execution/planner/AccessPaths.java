package io.lumadb.query.execution.planner;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.plan.AccessChooser;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Replaces reading everything by keys or an index where the condition above a scan allows it. */
final class AccessPaths {

    private final Function<String, CollectionDefinition> catalog;
    private final Instant now;

    AccessPaths(Function<String, CollectionDefinition> catalog, Instant now) {
        this.catalog = catalog;
        this.now = now;
    }

    PlanNode choose(PlanNode plan, MatchingRules rules) {
        return switch (plan) {
            case PlanNode.Filter(PlanNode.Scan scan, Expression condition) ->
                new PlanNode.Filter(chosen(scan, condition, rules), condition);
            case PlanNode.Ruled(PlanNode input, MatchingRules below) -> new PlanNode.Ruled(choose(input, below), below);
            default -> PlanMapping.inputs(plan, input -> choose(input, rules));
        };
    }

    private PlanNode.Scan chosen(PlanNode.Scan scan, Expression condition, MatchingRules rules) {
        List<Expression> known = conjuncts(condition).stream()
                .filter(AccessPaths::isKnownBeforehand)
                .toList();
        if (known.isEmpty()) {
            return scan;
        }
        Access access = new AccessChooser(catalog.apply(scan.collection()), rules, now).choose(Expressions.and(known));
        return new PlanNode.Scan(scan.collection(), access, isAimed(access));
    }

    /** Reading everything says nothing about one document: it warms none, or a single COUNT would bring back all cold data. */
    private static boolean isAimed(Access access) {
        return switch (access) {
            case Access.Everything _ -> false;
            case Access.ByIds _, Access.ByIndex _ -> true;
        };
    }

    private static List<Expression> conjuncts(Expression condition) {
        return condition instanceof Expression.And(List<Expression> operands) ? operands : List.of(condition);
    }

    /** Not with a subquery in it, nor with what it takes from the row around it. */
    private static boolean isKnownBeforehand(Expression conjunct) {
        AtomicBoolean known = new AtomicBoolean(true);
        ExpressionMapping.visit(conjunct, part -> {
            if (part instanceof Expression.Parameter
                    || part instanceof Expression.Call(String name, List<Expression> _)
                            && !FunctionTable.isKnown(name)) {
                known.set(false);
            }
        });
        return known.get();
    }
}
