package io.lumadb.query.execution.plan;

import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Bound;
import io.lumadb.query.lql.LqlLanguage;
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
            case PlanNode.Scan scan -> "Read '" + scan.collection() + "' " + access(scan.access()) + fields(scan);
            case PlanNode.Filter filter -> "Keep rows where " + LqlLanguage.print(filter.condition());
            case PlanNode.Named named -> "As '" + named.name() + "'";
            case PlanNode.Join join -> join(join);
            case PlanNode.Lookup lookup ->
                join(lookup.join()) + "; partners of few rows are looked up: "
                        + LqlLanguage.print(lookup.join().keys().getFirst().right());
            case PlanNode.Merge merge ->
                join(merge.join()).replaceFirst("by a hash table on", "side by side in the order of");
            case PlanNode.Semi semi -> semi(semi);
            case PlanNode.Unnest unnest ->
                (unnest.keepsEmpty() ? "Each row" : "Each row that has elements") + " for every element '"
                        + unnest.name() + "' of " + LqlLanguage.print(unnest.array())
                        + unnest.condition()
                                .map(condition -> " where " + LqlLanguage.print(condition))
                                .orElse("");
            case PlanNode.Group group -> group(group);
            case PlanNode.Window window ->
                "Compute over windows: "
                        + window.functions().stream().map(LqlLanguage::print).collect(Collectors.joining(", "));
            case PlanNode.Project project ->
                "Compute " + project.items().stream().map(PlanText::item).collect(Collectors.joining(", "));
            case PlanNode.Distinct _ -> "Keep the first of equal rows";
            case PlanNode.SetOperation operation -> operation.operator() + (operation.all() ? " ALL" : "");
            case PlanNode.Sort sort -> sort(sort);
            case PlanNode.Limit limit ->
                (limit.count().isPresent() ? "Stop after " + limit.count().getAsLong() + " rows" : "All rows")
                        + (limit.offset() > 0 ? ", skipping the first " + limit.offset() : "");
            case PlanNode.Shared shared -> "Rows of '" + shared.name() + "', computed once";
            case PlanNode.Ruled ruled ->
                switch (ruled.rules()) {
                    case SQL -> "By SQL's rules";
                    case DOCUMENT -> "By MongoDB's rules";
                };
            case PlanNode.Gather _ -> "Gather from the shards, in any order";
            case PlanNode.MergeSorted merge -> "Merge the shards' rows by " + keys(merge.keys());
        };
    }

    /** Which fields are read, where it is not whole documents. */
    private static String fields(PlanNode.Scan scan) {
        return scan.fields()
                .map(paths -> paths.isEmpty()
                        ? ", no fields"
                        : ", fields "
                                + paths.stream()
                                        .limit(MOST_SHOWN)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "))
                                + (paths.size() > MOST_SHOWN ? " and " + (paths.size() - MOST_SHOWN) + " more" : ""))
                .orElse("");
    }

    private static String sort(PlanNode.Sort sort) {
        if (sort.presorted() == 0) {
            return (sort.first().isPresent() ? "Keep the first " + sort.first().getAsLong() + " rows by " : "Sort by ")
                    + keys(sort.keys());
        }
        String equal = sort.presorted() < sort.keys().size()
                ? ", equal ones by "
                        + keys(sort.keys().subList(sort.presorted(), sort.keys().size()))
                : "";
        return (sort.first().isPresent()
                        ? "Stop after the first " + sort.first().getAsLong() + " rows in"
                        : "Keep") + " the index's order by " + keys(sort.keys().subList(0, sort.presorted())) + equal;
    }

    private static String access(Access access) {
        return switch (access) {
            case Access.Everything() -> "from start to end";
            case Access.ByIds(List<Value> ids) ->
                ids.size() == 1 ? "by the key " + Json.relaxed(ids.getFirst()) : "by " + ids.size() + " keys";
            case Access.ByIndex(
                    String index,
                    List<Value> equal,
                    List<Value> among,
                    Optional<Bound> low,
                    Optional<Bound> high,
                    boolean descending,
                    boolean indexOnly) ->
                "by index '" + index + "'" + range(equal, low, high) + ranges(equal, among)
                        + (descending ? ", backwards" : "") + (indexOnly ? ", index only" : "");
        };
    }

    private static String ranges(List<Value> equal, List<Value> among) {
        if (among.isEmpty()) {
            return "";
        }
        return (equal.isEmpty() ? "" : ",") + " in " + among.size() + " ranges at "
                + among.stream().limit(MOST_SHOWN).map(Json::relaxed).collect(Collectors.joining(", "))
                + (among.size() > MOST_SHOWN ? " and " + (among.size() - MOST_SHOWN) + " more" : "");
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

    /** What a subquery is asked for, and how often. */
    public static String of(SubqueryPlan subquery) {
        return subquery.name() + ", " + subquery.keyed().map(PlanText::keyed).orElseGet(() -> often(subquery));
    }

    private static String keyed(KeyedPlan keyed) {
        return "run once for all rows around, each of which takes its own by "
                + keyed.outer().stream().map(LqlLanguage::print).collect(Collectors.joining(", "));
    }

    private static String often(SubqueryPlan subquery) {
        return subquery.standsAlone()
                ? "run once"
                : "run for each " + String.join(", ", subquery.parameters()) + ", its answers kept";
    }

    private static String semi(PlanNode.Semi semi) {
        String what = semi.member()
                .map(member -> "Keep rows whose " + LqlLanguage.print(member.left())
                        + (semi.negated() ? " is not in" : " is in") + " the second rows")
                .orElse(semi.negated() ? "Keep rows without a second row" : "Keep rows with a second row");
        String keys =
                semi.keys().stream().map(key -> LqlLanguage.print(key.left())).collect(Collectors.joining(", "));
        return what + (keys.isEmpty() ? "" : " of the same " + keys) + ", by a hash table";
    }

    private static String join(PlanNode.Join join) {
        String type = switch (join.type()) {
            case INNER -> "Join";
            case LEFT -> "Join, keeping rows of the left";
            case RIGHT -> "Join, keeping rows of the right";
            case FULL -> "Join, keeping rows of both sides";
            case CROSS -> "Join every row with every row";
        };
        String keys = join.keys().stream()
                .map(key -> LqlLanguage.print(key.left()) + " = " + LqlLanguage.print(key.right()))
                .collect(Collectors.joining(", "));
        return type
                + (keys.isEmpty() ? "" : " by a hash table on " + keys)
                + join.condition()
                        .map(condition -> " where " + LqlLanguage.print(condition))
                        .orElse("");
    }

    private static String item(Output item) {
        return switch (item) {
            case Output.AllFields all ->
                all.except().isEmpty()
                        ? "all fields"
                        : "all fields but "
                                + all.except().stream()
                                        .limit(MOST_SHOWN)
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", "));
            case Output.Computed computed -> LqlLanguage.print(computed.expression());
            case Output.SourceFields fields -> fields.source() + ".*";
            case Output.Kept kept -> kept.path().toString();
            case Output.Placed placed -> placed.path() + " = " + LqlLanguage.print(placed.expression());
            case Output.Root root -> LqlLanguage.print(root.document());
        };
    }

    private static String keys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> LqlLanguage.print(key.expression()) + (key.descending() ? " descending" : ""))
                .collect(Collectors.joining(", "));
    }
}
