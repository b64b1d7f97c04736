package io.lumadb.query.execution.planner;

import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.IndexDefinition.IndexField;
import io.lumadb.query.execution.plan.AccessChooser.Way;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.execution.rewrite.Estimates;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way by an index whose documents come in the order of some leading keys of a sort.
 *
 * @param presorted how many keys, 1 or more
 */
record IndexOrder(Way way, int presorted) {

    /** Those of the ways that give documents in the order of a sort, read forwards or backwards. */
    static List<IndexOrder> of(PlanNode.Sort sort, List<Way> ways) {
        List<IndexOrder> orders = new ArrayList<>();
        for (Way way : ways) {
            int forwards = presorted(sort, way, false);
            int backwards = presorted(sort, way, true);
            if (forwards > 0 && forwards >= backwards) {
                orders.add(new IndexOrder(way, forwards));
            } else if (backwards > 0) {
                orders.add(new IndexOrder(way.backwards(), backwards));
            }
        }
        return orders;
    }

    private static int presorted(PlanNode.Sort sort, Way way, boolean backwards) {
        List<IndexField> fields = way.index().fields();
        int constant = way.access().equal().size();
        int next = constant;
        int presorted = 0;
        for (SortKey key : sort.keys()) {
            Optional<FieldPath> path = Estimates.storedPath(sort.input(), key.expression());
            if (path.isEmpty()) {
                break;
            }
            boolean same = fields.subList(0, constant).stream()
                    .anyMatch(field -> field.path().equals(path.get()));
            boolean following = next < fields.size()
                    && fields.get(next).path().equals(path.get())
                    && isAlong(key, fields.get(next), backwards);
            if (!same && !following) {
                break;
            }
            next += same ? 0 : 1;
            presorted++;
        }
        // Where every document has the same keys the index has put nothing in order.
        return next > constant ? presorted : 0;
    }

    /** An index has nulls at its lower end. */
    private static boolean isAlong(SortKey key, IndexField field, boolean backwards) {
        return (field.descending() != backwards) == key.descending()
                && key.nullsFirst().orElse(!key.descending()) == !key.descending();
    }
}
