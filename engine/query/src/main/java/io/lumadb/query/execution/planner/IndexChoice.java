package io.lumadb.query.execution.planner;

import io.lumadb.query.execution.plan.AccessChooser.Way;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.rewrite.Estimates;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which index to read by, if any. The unit of cost is one hot document of a scan. What nothing is known of is decided by the
 * form of the condition alone, as long as the background has not counted the fields.
 */
final class IndexChoice {

    /**
     * A document that an index leads to costs as much as so many read one behind another: 10 to 27 were measured with hot ones
     * ({@code query.StatementFigures} in engine/bench).
     */
    private static final double LOOKUP = 16;
    /** An entry of an index that answers alone costs as much as so many hot documents read one behind another. */
    private static final double ENTRY = 3;
    /** A document that is read from disk in a scan costs as much as so many hot ones. */
    private static final double BELOW_HOT = 16;
    /** Going to another part of the index, likewise. */
    private static final double RANGE = 10;
    /** Smaller collections are read by the index whatever it leaves out: either way is over soon. */
    private static final double SMALL = 1_000;
    /** What is read ahead in vain when a reader stops early. */
    private static final double READ_AHEAD = 256;

    private final Estimates estimates;

    IndexChoice(Estimates estimates) {
        this.estimates = estimates;
    }

    /** None where reading everything is best. */
    Optional<Way> best(PlanNode.Scan scan, List<Way> ways) {
        Optional<Way> unique = ways.stream().filter(Way::isUnique).findFirst();
        if (unique.isPresent()) {
            return unique;
        }
        double documents = estimates.documents(scan);
        Optional<Way> fewest = ways.stream()
                .filter(way -> isKnown(scan, way))
                .min(Comparator.<Way>comparingDouble(way -> cost(scan, way))
                        .thenComparing(Comparator.comparingInt(Way::narrowness).reversed()))
                .filter(way -> documents < SMALL || cost(scan, way) <= everything(scan));
        return fewest.or(() -> ways.stream()
                .filter(way -> !isKnown(scan, way))
                .max(Comparator.comparingInt(Way::narrowness)
                        .thenComparing(way -> IndexOnly.answers(way.index(), scan))
                        .thenComparing(Comparator.comparingInt(ways::indexOf).reversed())));
    }

    /** The index that has all that is read of the documents, where reading all of it is less work than reading these. */
    Optional<Way> instead(PlanNode.Scan scan, List<Way> ways) {
        if (ENTRY * estimates.documents(scan) >= everything(scan)) {
            return Optional.empty();
        }
        return ways.stream()
                .filter(way -> IndexOnly.answers(way.index(), scan)
                        && estimates.carried(scan, way.index()).isPresent())
                .min(Comparator.<Way>comparingDouble(way -> cost(scan, way))
                        .thenComparingInt(way -> way.index().fields().size()))
                .filter(way -> cost(scan, way) < everything(scan));
    }

    /** What a scan costs. */
    private double everything(PlanNode.Scan scan) {
        return estimates.documents(scan) + (BELOW_HOT - 1) * estimates.belowHot(scan);
    }

    private double each(PlanNode.Scan scan, Way way) {
        double carried = IndexOnly.answers(way.index(), scan)
                ? estimates.carried(scan, way.index()).orElse(1)
                : 0;
        double lookup = LOOKUP * everything(scan) / Math.max(1, estimates.documents(scan));
        return carried * ENTRY + (1 - carried) * lookup;
    }

    private double cost(PlanNode.Scan scan, Way way) {
        return each(scan, way) * rows(scan, way) + RANGE * (way.access().ranges() - 1);
    }

    private boolean isKnown(PlanNode.Scan scan, Way way) {
        return way.index().fields().stream()
                .limit(Math.max(1, way.access().fieldsUsed()))
                .allMatch(field -> estimates.isKnown(scan, field.path()));
    }

    /** How many documents a way leads to. */
    private double rows(PlanNode.Scan scan, Way way) {
        return way.conditions().isEmpty()
                ? estimates.documents(scan)
                : estimates.documents(scan) * estimates.selectivity(Expressions.and(way.conditions()), scan);
    }

    /**
     * The way in the order of a sort that is less work than another way and sorting what it gives.
     *
     * @param condition on all documents that are sorted
     * @param narrowing the way that would be taken without the order; reading everything where absent
     */
    Optional<IndexOrder> bestInOrder(
            PlanNode.Sort sort,
            PlanNode.Scan scan,
            Expression condition,
            Optional<Way> narrowing,
            List<IndexOrder> orders) {
        Optional<IndexOrder> free = orders.stream()
                .filter(order -> narrowing.isPresent() && isSame(order.way(), narrowing.get()))
                .findFirst();
        boolean guessing = narrowing.isPresent() && !isKnown(scan, narrowing.get());
        if (free.isPresent() || guessing || sort.first().isEmpty()) {
            return free;
        }
        double otherwise = narrowing.map(way -> cost(scan, way)).orElseGet(() -> everything(scan));
        double wanted = sort.first().getAsLong() / Math.max(1e-9, estimates.selectivity(condition, scan));
        return orders.stream()
                .min(Comparator.<IndexOrder>comparingDouble(order -> cost(scan, order, wanted))
                        .thenComparing(
                                Comparator.comparingInt(IndexOrder::presorted).reversed()))
                .filter(order -> cost(scan, order, wanted) < otherwise);
    }

    private static boolean isSame(Way ordered, Way narrowing) {
        return ordered.index().equals(narrowing.index())
                && ordered.access().equal().equals(narrowing.access().equal())
                && ordered.access().among().equals(narrowing.access().among());
    }

    private double cost(PlanNode.Scan scan, IndexOrder order, double wanted) {
        return each(scan, order.way()) * read(scan, order, wanted);
    }

    /** How many documents are read until so many of all are found; those of a way are found sooner. */
    private double read(PlanNode.Scan scan, IndexOrder order, double wanted) {
        double rows = rows(scan, order.way());
        double documents = Math.max(1, estimates.documents(scan));
        return Math.min(rows, READ_AHEAD + wanted * rows / documents);
    }
}
