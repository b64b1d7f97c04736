package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Taking conditions apart and putting them together. */
final class Conditions {

    private Conditions() {}

    /** The conditions that all have to be true for this one to be. */
    static List<Expression> conjuncts(Expression condition) {
        if (condition instanceof Expression.And(List<Expression> operands)) {
            return operands.stream()
                    .flatMap(operand -> conjuncts(operand).stream())
                    .toList();
        }
        return condition.equals(new Expression.Literal(Value.TRUE)) ? List.of() : List.of(condition);
    }

    static List<Expression> conjuncts(Optional<Expression> condition) {
        return condition.map(Conditions::conjuncts).orElse(List.of());
    }

    static Optional<Expression> all(List<Expression> conjuncts) {
        return conjuncts.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conjuncts));
    }

    static PlanNode filter(PlanNode input, List<Expression> conjuncts) {
        return all(conjuncts)
                .<PlanNode>map(condition -> new PlanNode.Filter(input, condition))
                .orElse(input);
    }

    /** The first steps of all paths: over joined rows, the sources that the expression reads. */
    static Set<String> roots(Expression expression) {
        Set<String> roots = new HashSet<>();
        ExpressionTree.replace(expression, part -> switch (part) {
            case Expression.Field(FieldPath path) -> {
                roots.add(path.root());
                yield Optional.empty();
            }
            case Expression.AnyElement(FieldPath array, Expression _) -> {
                roots.add(array.root());
                yield Optional.of(part);
            }
            default -> Optional.empty();
        });
        return roots;
    }

    /** Whether it gives the same for the same row however often it is asked: only then may it be asked elsewhere. */
    static boolean isStable(Expression expression) {
        return !ExpressionMapping.any(
                expression,
                part -> part instanceof Expression.Call(String name, List<Expression> _)
                        && !FunctionTable.isStable(name));
    }

    /**
     * The expression with other paths.
     *
     * @param replacement none where a path has no counterpart
     * @return none when some path has none, or when one that leads to an array that is searched became no path
     */
    static Optional<Expression> withPaths(
            Expression expression, Function<FieldPath, Optional<Expression>> replacement) {
        AtomicBoolean complete = new AtomicBoolean(true);
        Expression replaced = ExpressionTree.replace(expression, part -> switch (part) {
            case Expression.Field(FieldPath path) -> {
                Optional<Expression> other = replacement.apply(path);
                complete.compareAndSet(true, other.isPresent());
                yield other.or(() -> Optional.of(part));
            }
            case Expression.AnyElement(FieldPath array, Expression condition) -> {
                Optional<Expression> other = replacement.apply(array);
                if (other.isPresent() && other.get() instanceof Expression.Field(FieldPath path)) {
                    yield Optional.of(new Expression.AnyElement(path, condition));
                }
                complete.set(false);
                yield Optional.of(part);
            }
            default -> Optional.empty();
        });
        return complete.get() ? Optional.of(replaced) : Optional.empty();
    }

    static FieldPath joined(FieldPath first, List<FieldPath.Segment> rest) {
        List<FieldPath.Segment> segments = new ArrayList<>(first.segments());
        segments.addAll(rest);
        return new FieldPath(segments);
    }
}
