package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.ExpressionTree;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanLayout;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a plan reads of its rows: everything, or some paths. */
final class NeededFields {

    private final Set<FieldPath> paths = new LinkedHashSet<>();
    private boolean everything;

    static NeededFields all() {
        NeededFields all = new NeededFields();
        all.everything = true;
        return all;
    }

    /** Absent for everything. */
    Optional<Set<FieldPath>> paths() {
        return everything ? Optional.empty() : Optional.of(paths);
    }

    /** These and what an expression reads. */
    NeededFields and(Expression expression) {
        ExpressionTree.replace(expression, part -> switch (part) {
            case Expression.Field(FieldPath path) -> {
                paths.add(path);
                yield Optional.empty();
            }
            case Expression.AnyElement(FieldPath array, Expression _) -> {
                // Its condition's paths start at an element.
                paths.add(array);
                yield Optional.of(part);
            }
            case Expression.Variable(String name, Optional<FieldPath> _) -> {
                everything |= name.equals("ROOT");
                yield Optional.empty();
            }
            default -> Optional.empty();
        });
        return this;
    }

    NeededFields and(Collection<? extends Expression> expressions) {
        expressions.forEach(this::and);
        return this;
    }

    NeededFields andKeys(List<SortKey> keys) {
        keys.forEach(key -> and(key.expression()));
        return this;
    }

    NeededFields copy() {
        NeededFields copy = new NeededFields();
        copy.paths.addAll(paths);
        copy.everything = everything;
        return copy;
    }

    /** What is needed of the rows of a node for the fields of a projection. */
    static NeededFields of(List<Output> items) {
        NeededFields needed = new NeededFields();
        for (Output item : items) {
            switch (item) {
                case Output.Computed(String _, Expression expression) -> needed.and(expression);
                case Output.Placed(FieldPath _, Expression expression) -> needed.and(expression);
                case Output.Root(Expression document) -> needed.and(document);
                case Output.Kept(FieldPath path) -> needed.paths.add(path);
                case Output.SourceFields(String source, Set<String> _) -> needed.paths.add(FieldPath.of(source));
                case Output.AllFields _ -> needed.everything = true;
            }
        }
        return needed;
    }

    /** What is needed of the rows below, which are the source of a name above. */
    NeededFields within(String source) {
        NeededFields within = new NeededFields();
        within.everything = everything;
        for (FieldPath path : paths) {
            if (path.isTopLevel()) {
                within.everything = true;
            } else if (path.root().equals(source)) {
                within.paths.add(
                        new FieldPath(path.segments().subList(1, path.segments().size())));
            }
        }
        return within;
    }

    /** What is needed of one side of a join, beside what is needed of the other. */
    NeededFields ofSide(PlanNode side) {
        Set<String> sources = PlanLayout.sources(side);
        NeededFields own = new NeededFields();
        own.everything = everything;
        paths.stream().filter(path -> sources.contains(path.root())).forEach(own.paths::add);
        return own;
    }

    NeededFields without(String source) {
        NeededFields others = new NeededFields();
        others.everything = everything;
        paths.stream().filter(path -> !path.root().equals(source)).forEach(others.paths::add);
        return others;
    }

    NeededFields andLeft(Collection<KeyPair> pairs) {
        pairs.forEach(pair -> and(pair.left()));
        return this;
    }

    NeededFields andRight(Collection<KeyPair> pairs) {
        pairs.forEach(pair -> and(pair.right()));
        return this;
    }
}
