package io.lumadb.query.execution.plan;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each step of a plan does, in words. */
public final class PlanText {

    private static final int MOST_SHOWN = 5;

    private PlanText() {}

    /** One line, without what stands below the node. */
    public static String of(PlanNode node) {
        return switch (node) {
            case PlanNode.OneRow() -> "One row without fields";
            case PlanNode.Scan scan -> "Read '" + scan.collection() + "' " + access(scan.access());
            case PlanNode.Filter filter -> "Keep rows where " + LqlLanguage.print(filter.condition());
            case PlanNode.Group group -> group(group);
            case PlanNode.Project project ->
                "Compute " + project.items().stream().map(PlanText::item).collect(Collectors.joining(", "));
            case PlanNode.Distinct _ -> "Keep the first of equal rows";
            case PlanNode.Sort sort ->
                (sort.first().isPresent() ? "Keep the first " + sort.first().getAsLong() + " rows by " : "Sort by ")
                        + keys(sort.keys());
            case PlanNode.Limit limit ->
                (limit.count().isPresent() ? "Stop after " + limit.count().getAsLong() + " rows" : "All rows")
                        + (limit.offset() > 0 ? ", skipping the first " + limit.offset() : "");
            case PlanNode.Gather _ -> "Gather from the shards, in any order";
            case PlanNode.MergeSorted merge -> "Merge the shards' rows by " + keys(merge.keys());
        };
    }

    private static String access(Access access) {
        return switch (access) {
            case Access.Everything() -> "from start to end";
            case Access.ByIds(List<Value> ids) ->
                ids.size() == 1 ? "by the key " + Json.relaxed(ids.getFirst()) : "by " + ids.size() + " keys";
            case Access.ByIndex(
                    String index,
                    List<Value> equal,
                    Optional<Bound> low,
                    Optional<Bound> high,
                    boolean descending) ->
                "by index '" + index + "'" + range(equal, low, high) + (descending ? ", backwards" : "");
        };
    }

    private static String range(List<Value> equal, Optional<Bound> low, Optional<Bound> high) {
        StringBuilder text = new StringBuilder();
        if (!equal.isEmpty()) {
            text.append(" at ").append(equal.stream().map(Json::relaxed).collect(Collectors.joining(", ")));
        }
        low.ifPresent(
                bound -> text.append(bound.inclusive() ? " from " : " above ").append(Json.relaxed(bound.value())));
        high.ifPresent(
                bound -> text.append(bound.inclusive() ? " up to " : " below ").append(Json.relaxed(bound.value())));
        return text.toString();
    }

    private static String group(PlanNode.Group group) {
        String what = group.aggregates().stream().map(LqlLanguage::print).collect(Collectors.joining(", "));
        String by = group.keys().isEmpty()
                ? "over all rows"
                : "by " + group.keys().stream().map(LqlLanguage::print).collect(Collectors.joining(", "));
        String aggregates = what.isEmpty() ? "" : ": " + what;
        return switch (group.stage()) {
            case PARTIAL -> "Group the shard's rows " + by + aggregates;
            case FINAL -> "Merge the shards' groups " + by + aggregates;
            case WHOLE -> "Group " + by + aggregates;
        };
    }

    private static String item(SelectItem item) {
        return switch (item) {
            case SelectItem.AllFields all ->
                all.except().isEmpty()
                        ? "all fields"
                        : "all fields but "
                                + all.except().stream()
                                        .limit(MOST_SHOWN)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "));
            case SelectItem.Computed computed -> LqlLanguage.print(computed.expression());
            case SelectItem.SourceFields fields -> fields.source() + ".*";
            case SelectItem.Kept kept -> kept.path().toString();
            case SelectItem.Placed placed -> placed.path() + " = " + LqlLanguage.print(placed.value());
            case SelectItem.Root root -> LqlLanguage.print(root.document());
        };
    }

    private static String keys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> LqlLanguage.print(key.expression()) + (key.descending() ? " descending" : ""))
                .collect(Collectors.joining(", "));
    }
}
