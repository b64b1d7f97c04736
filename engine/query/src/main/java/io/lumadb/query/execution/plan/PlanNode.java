package io.lumadb.query.execution.plan;

import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A step of a plan. Expressions in it have their aliases resolved and their parameters bound. */
public sealed interface PlanNode {

    /** One empty row: SELECT without FROM. */
    record OneRow() implements PlanNode {}

    /** {@code countsAsAccess}: the documents read become warmer. */
    record Scan(String collection, Access access, boolean countsAsAccess) implements PlanNode {}

    record Filter(PlanNode input, Expression condition) implements PlanNode {}

    record Group(PlanNode input, List<Expression> keys, List<Expression.Aggregate> aggregates, GroupStage stage)
            implements PlanNode {

        /** Where each key and aggregate stands in the groups. */
        public Map<Expression, Integer> slots() {
            Map<Expression, Integer> slots = new LinkedHashMap<>();
            keys.forEach(key -> slots.putIfAbsent(key, keys.indexOf(key)));
            int slot = keys.size();
            for (Expression.Aggregate aggregate : aggregates) {
                slots.put(aggregate, slot);
                slot++;
            }
            return slots;
        }
    }

    /** What is done of a grouping at a place. */
    enum GroupStage {
        /** Beside a shard: rows in, partial groups out. */
        PARTIAL,
        /** At the coordinator: partial groups in, groups out. */
        FINAL,
        /** At the coordinator: rows in, groups out. */
        WHOLE
    }

    /** Every computed item has its name. */
    record Project(PlanNode input, List<SelectItem> items) implements PlanNode {}

    record Distinct(PlanNode input) implements PlanNode {}

    /** {@code first}: only so many rows are wanted. */
    record Sort(PlanNode input, List<SortKey> keys, OptionalLong first) implements PlanNode {}

    record Limit(PlanNode input, long offset, OptionalLong count) implements PlanNode {}

    /** Below it is done beside each shard; the rows come in any order. */
    record Gather(PlanNode input) implements PlanNode {}

    /** Below it is done beside each shard, which sorts; the rows come in that order. */
    record MergeSorted(PlanNode input, List<SortKey> keys) implements PlanNode {}

    /** The nodes that this one draws from. */
    default List<PlanNode> inputs() {
        return switch (this) {
            case OneRow _, Scan _ -> List.of();
            case Filter filter -> List.of(filter.input());
            case Group group -> List.of(group.input());
            case Project project -> List.of(project.input());
            case Distinct distinct -> List.of(distinct.input());
            case Sort sort -> List.of(sort.input());
            case Limit limit -> List.of(limit.input());
            case Gather gather -> List.of(gather.input());
            case MergeSorted merge -> List.of(merge.input());
        };
    }
}
