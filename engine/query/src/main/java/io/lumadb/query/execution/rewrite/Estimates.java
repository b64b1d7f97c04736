package io.lumadb.query.execution.rewrite;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statistics.FieldStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many rows a plan gives, roughly. Where nothing is known the guesses are those of Selinger and others (Access Path
 * Selection in a Relational Database Management System, SIGMOD 1979).
 */
public final class Estimates {

    private static final double UNKNOWN_DOCUMENTS = 1_000;
    private static final double RANGE = 1.0 / 3;
    private static final double OTHER = 0.5;
    private static final double GROUPS = 0.1;
    private static final double DIFFERENT = 0.7;
    private static final double ELEMENTS = 3;

    private final Statistics statistics;
    private final Selectivity selectivity;

    /** {@code now}: what NOW() is in conditions. */
    public Estimates(Statistics statistics, Instant now) {
        this.statistics = statistics;
        this.selectivity = new Selectivity(statistics, this::documents, now);
    }

    /** The rows of a plan, as far as the sizes of all collections below it are known. */
    public OptionalDouble known(PlanNode node) {
        return isKnown(node) ? OptionalDouble.of(rows(node)) : OptionalDouble.empty();
    }

    private boolean isKnown(PlanNode node) {
        return node instanceof PlanNode.Scan scan
                ? statistics.documents(scan.collection()).isPresent()
                : node.inputs().stream().allMatch(this::isKnown);
    }

    /** A guess in any case, 0 or more. */
    public double rows(PlanNode node) {
        return switch (node) {
            case PlanNode.OneRow _ -> 1;
            case PlanNode.Scan scan -> scan(scan);
            case PlanNode.Filter(PlanNode.Scan scan, Expression condition) ->
                // What the way to the documents leaves out is part of the condition.
                documents(scan) * selectivity(condition, scan);
            case PlanNode.Filter(PlanNode input, Expression condition) -> rows(input) * selectivity(condition, input);
            case PlanNode.Join join -> join(join);
            case PlanNode.Lookup lookup -> join(lookup.join());
            case PlanNode.Merge merge -> join(merge.join());
            case PlanNode.Semi semi -> rows(semi.left()) * OTHER;
            case PlanNode.Unnest unnest -> rows(unnest.input()) * ELEMENTS;
            case PlanNode.Group group -> groups(group);
            case PlanNode.Distinct distinct -> distinct(distinct);
            case PlanNode.SetOperation operation -> setOperation(operation);
            case PlanNode.Sort sort ->
                Math.min(rows(sort.input()), (double) sort.first().orElse(Long.MAX_VALUE));
            case PlanNode.Limit limit ->
                Math.min(Math.max(0, rows(limit.input()) - limit.offset()), (double)
                        limit.count().orElse(Long.MAX_VALUE));
            case PlanNode.Named _,
                    PlanNode.Window _,
                    PlanNode.Project _,
                    PlanNode.Shared _,
                    PlanNode.Ruled _,
                    PlanNode.Gather _,
                    PlanNode.MergeSorted _ -> rows(node.inputs().getFirst());
        };
    }

    /** How many documents a scan's collection has. */
    public double documents(PlanNode.Scan scan) {
        return statistics.documents(scan.collection()).orElse(UNKNOWN_DOCUMENTS);
    }

    /** How many of the documents of a scan's collection are warm or cold. */
    public double belowHot(PlanNode.Scan scan) {
        return Math.min(documents(scan), statistics.belowHot(scan.collection()));
    }

    /** The share of a collection's documents of which an index carries the values; empty where it is not known. */
    public OptionalDouble carried(PlanNode.Scan scan, IndexDefinition index) {
        double carried = 1;
        for (IndexField field : index.fields()) {
            Optional<FieldStatistics> counted = statistics.field(scan.collection(), field.path());
            if (counted.isEmpty()) {
                return OptionalDouble.empty();
            }
            // Half a path is not carried.
            double rootMissing = statistics
                    .field(scan.collection(), FieldPath.of(field.path().root()))
                    .map(FieldStatistics::missing)
                    .orElse(0.0);
            carried *= Math.max(0, counted.get().compact() - (counted.get().missing() - rootMissing));
        }
        return OptionalDouble.of(carried);
    }

    private double scan(PlanNode.Scan scan) {
        return switch (scan.access()) {
            case Access.Everything() -> documents(scan);
            case Access.ByIds(List<Value> ids) -> ids.size();
            case Access.ByIndex byIndex -> documents(scan) * narrowed(scan, byIndex);
        };
    }

    /** The part of the documents that a way by an index gives. */
    private double narrowed(PlanNode.Scan scan, Access.ByIndex access) {
        List<IndexField> fields = statistics
                .index(scan.collection(), access.index())
                .map(IndexDefinition::fields)
                .orElse(List.of());
        double part = 1;
        for (int i = 0; i < Math.min(access.equal().size(), fields.size()); i++) {
            Expression value = new Expression.Literal(access.equal().get(i));
            part *= selectivity.equal(scan, new Expression.Field(fields.get(i).path()), value);
        }
        if (!access.among().isEmpty() && access.equal().size() < fields.size()) {
            Expression field =
                    new Expression.Field(fields.get(access.equal().size()).path());
            List<Expression> values = access.among().stream()
                    .<Expression>map(Expression.Literal::new)
                    .toList();
            return part * selectivity.of(new Expression.In(field, values), scan);
        }
        boolean bounded = access.low().isPresent() || access.high().isPresent();
        if (!bounded || access.equal().size() >= fields.size()) {
            return part;
        }
        return part
                * statistics
                        .field(
                                scan.collection(),
                                fields.get(access.equal().size()).path())
                        .map(field -> field.between(access.low(), access.high()))
                        .orElse(RANGE);
    }

    private double join(PlanNode.Join join) {
        double left = rows(join.left());
        double right = rows(join.right());
        double pairs = left * right;
        for (PlanNode.KeyPair key : join.keys()) {
            pairs *= selectivity.equal(join, key.left(), key.right());
        }
        double partners = join.condition().map(it -> selectivity(it, join)).orElse(1.0) * pairs;
        return switch (join.type()) {
            case INNER, CROSS -> partners;
            case LEFT -> Math.max(left, partners);
            case RIGHT -> Math.max(right, partners);
            case FULL -> Math.max(left + right, partners);
        };
    }

    private double groups(PlanNode.Group group) {
        if (group.keys().isEmpty()) {
            return 1;
        }
        if (group.stage() == PlanNode.GroupStage.FINAL) {
            // The shards have made the groups, most of which some other shard has too.
            return rows(group.input());
        }
        double rows = rows(group.input());
        double groups = 1;
        for (Expression key : group.keys()) {
            groups *= different(key, group.input(), rows).orElse(Math.max(1, rows * GROUPS));
        }
        return Math.min(rows, groups);
    }

    private double distinct(PlanNode.Distinct distinct) {
        double rows = rows(distinct.input());
        if (distinct.input() instanceof PlanNode.Gather(PlanNode.Distinct _)) {
            return rows;
        }
        List<String> columns = distinct.columns().orElse(List.of());
        double different = columns.isEmpty() ? rows * DIFFERENT : 1;
        for (String column : columns) {
            OptionalDouble known = different(new Expression.Field(FieldPath.of(column)), distinct.input(), rows);
            if (known.isEmpty()) {
                return rows * DIFFERENT;
            }
            different *= known.getAsDouble();
        }
        return Math.min(rows, different);
    }

    /**
     * How many different values, null being one, are among some of the rows (Yao, CACM 20, 1977, for values that are all as
     * frequent).
     */
    private OptionalDouble different(Expression expression, PlanNode node, double rows) {
        OptionalDouble all = selectivity.distinct(expression, node);
        if (all.isEmpty() || all.getAsDouble() == 0) {
            return all;
        }
        PlanNode.Scan scan = Origin.of(node, expression).orElseThrow().scan();
        double values = all.getAsDouble() + (selectivity.nulls(expression, node) > 0 ? 1 : 0);
        double documents = Math.max(1, documents(scan));
        double left = 1 - Math.min(1, rows / documents);
        return OptionalDouble.of(Math.max(1, values * (1 - Math.pow(left, documents / values))));
    }

    private double setOperation(PlanNode.SetOperation operation) {
        double left = rows(operation.left());
        double right = rows(operation.right());
        double both = switch (operation.operator()) {
            case UNION -> left + right;
            case INTERSECT -> Math.min(left, right) * OTHER;
            case EXCEPT -> left * OTHER;
        };
        return operation.all() ? both : both * DIFFERENT;
    }

    /** The part of a node's rows, from 0 to 1, for which a condition holds. */
    public double selectivity(Expression condition, PlanNode rows) {
        return selectivity.of(condition, rows);
    }

    /** Whether the values are known that a condition asks for, not only guessed. */
    public boolean isKnown(PlanNode.Scan scan, FieldPath path) {
        return statistics.field(scan.collection(), path).isPresent();
    }

    /** The stored field that an expression over a plan's rows reads, where it is no more than that. */
    public static Optional<FieldPath> storedPath(PlanNode rows, Expression expression) {
        return Origin.of(rows, expression).map(Origin::path);
    }
}
