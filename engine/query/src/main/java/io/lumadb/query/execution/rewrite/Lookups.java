package io.lumadb.query.execution.rewrite;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.query.execution.plan.PlanMapping;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.plan.PlanNode.KeyPair;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Joins that need not read one of their sides, because the few rows of the other one find their partners by an index. */
final class Lookups {

    private static final double MOST_OUTER = 256;
    private static final double TIMES_LARGER = 10;

    private final Estimates estimates;
    private final Function<String, CollectionDefinition> catalog;

    Lookups(Estimates estimates, Function<String, CollectionDefinition> catalog) {
        this.estimates = estimates;
        this.catalog = catalog;
    }

    PlanNode apply(PlanNode plan) {
        PlanNode node = PlanMapping.inputs(plan, this::apply);
        if (!(node instanceof PlanNode.Join join)) {
            return node;
        }
        return lookup(join)
                .or(() -> lookup(join.mirrored()))
                .<PlanNode>map(it -> it)
                .orElse(join);
    }

    private Optional<PlanNode.Lookup> lookup(PlanNode.Join join) {
        boolean possible = join.type() == JoinType.INNER || join.type() == JoinType.LEFT;
        Optional<PlanNode.Scan> scan = possible ? scan(join.right()) : Optional.empty();
        if (scan.isEmpty()) {
            return Optional.empty();
        }
        double outer = estimates.rows(join.left());
        if (outer > MOST_OUTER || outer * TIMES_LARGER > estimates.documents(scan.get())) {
            return Optional.empty();
        }
        return join.keys().stream()
                .filter(key -> isIndexed(join.right(), key.right()))
                .findFirst()
                .map(key -> lookup(join, key));
    }

    /** The scan of a side that is nothing but a scan and conditions. */
    private static Optional<PlanNode.Scan> scan(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> Optional.of(scan);
            case PlanNode.Filter _, PlanNode.Named _ -> scan(node.inputs().getFirst());
            default -> Optional.empty();
        };
    }

    private boolean isIndexed(PlanNode rows, Expression key) {
        return Origin.of(rows, key)
                .filter(origin -> origin.path().equals(FieldPath.of(Document.ID))
                        || catalog.apply(origin.scan().collection()).indexes().stream()
                                .anyMatch(index -> finds(index, origin.path())))
                .isPresent();
    }

    private static boolean finds(IndexDefinition index, FieldPath path) {
        return switch (index.kind()) {
            case BTREE -> index.fields().getFirst().path().equals(path);
            case HASH ->
                index.fields().size() == 1 && index.fields().getFirst().path().equals(path);
            case FULLTEXT, VECTOR -> false;
        };
    }

    private static PlanNode.Lookup lookup(PlanNode.Join join, KeyPair by) {
        List<KeyPair> keys = new ArrayList<>(join.keys());
        keys.remove(by);
        keys.addFirst(by);
        PlanNode.Join first = new PlanNode.Join(join.type(), join.left(), join.right(), keys, join.condition());
        Expression wanted = new Expression.Comparison(ComparisonOperator.EQUAL, by.right(), PlanNode.Lookup.KEY);
        return new PlanNode.Lookup(
                first, new PredicatePushdown(MatchingRules.SQL).apply(new PlanNode.Filter(join.right(), wanted)));
    }
}
