package io.lumadb.query.jql.reader;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an aggregation pipeline as far as it says what one SELECT says: conditions, then groups, conditions on groups, sorting,
 * the shape of the result, and a range of rows. One object reads one pipeline.
 */
final class PipelineReader {

    private static final List<String> KNOWN = List.of(
            "$match",
            "$group",
            "$sort",
            "$limit",
            "$skip",
            "$project",
            "$count",
            "$addFields",
            "$set",
            "$unset",
            "$sortByCount");

    private static final List<String> UNBUILT = List.of(
            "$unwind",
            "$lookup",
            "$replaceRoot",
            "$replaceWith",
            "$sample",
            "$facet",
            "$bucket",
            "$unionWith",
            "$vectorSearch");

    private final Reading reading;
    private final JsonText text;
    private final Values values;
    private final OperatorReader operators;
    private final FilterReader filters;

    private final List<Expression> where = new ArrayList<>();
    private final List<Expression> having = new ArrayList<>();
    private final List<SortKey> orderBy = new ArrayList<>();
    private List<Expression> groupBy = List.of();
    private Optional<Expression> limit = Optional.empty();
    private Optional<Expression> offset = Optional.empty();
    private List<SelectItem> items = List.of(new SelectItem.AllFields(List.of()));
    /** What the fields behind {@code $group} stand for, once there was one. */
    private Optional<GroupOutput> output = Optional.empty();

    private boolean shaped;

    PipelineReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
        this.operators = new OperatorReader(reading);
        this.filters = new FilterReader(reading);
    }

    Statement read(String collection, Node pipeline) {
        for (Node node : values.array(pipeline, "a pipeline")) {
            Node.Members stage = values.object(node, "a stage");
            if (stage.list().size() != 1) {
                throw text.syntax(
                        "a stage has one key, this one has " + stage.list().size(), stage, null);
            }
            stage(stage.list().getFirst());
        }
        return new Statement.Select(
                MatchingRules.DOCUMENT,
                false,
                items,
                Optional.of(new Source.Collection(collection, Optional.empty())),
                condition(where),
                groupBy,
                condition(having),
                orderBy,
                limit,
                offset);
    }

    private static Optional<Expression> condition(List<Expression> conditions) {
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Expressions.and(conditions));
    }

    private void stage(Node.Member stage) {
        switch (stage.name()) {
            case "$match" -> match(stage);
            case "$group" -> group(stage);
            case "$sort" -> sort(stage);
            case "$limit" -> limit(stage);
            case "$skip" -> skip(stage);
            case "$project" -> project(stage);
            case "$addFields", "$set" -> {
                requireFirstShape(stage);
                items = new ProjectionReader(reading).added(stage.value());
            }
            case "$unset" -> unset(stage);
            case "$count" -> count(stage);
            case "$sortByCount" -> sortByCount(stage);
            default -> throw unknown(stage);
        }
    }

    private QueryError unknown(Node.Member stage) {
        if (UNBUILT.contains(stage.name())) {
            return text.notBuilt("the stage " + stage.name(), stage, null);
        }
        return text.syntax(
                "unknown stage " + stage.name(),
                stage,
                Optional.ofNullable(Suggestions.didYouMean(stage.name(), KNOWN))
                        .orElse("stages are " + String.join(", ", KNOWN)));
    }

    /** A stage that would have to run after rows were cut off or reshaped, which one SELECT cannot say. */
    private QueryError outOfOrder(Node.Member stage, String behind) {
        return text.notBuilt(stage.name() + " behind " + behind, stage, "put " + stage.name() + " before it");
    }

    private void requireAllRows(Node.Member stage) {
        if (limit.isPresent() || offset.isPresent()) {
            throw outOfOrder(stage, limit.isPresent() ? "$limit" : "$skip");
        }
    }

    private void requireFirstShape(Node.Member stage) {
        if (shaped || output.isPresent()) {
            throw outOfOrder(stage, shaped ? "another stage that shapes documents" : "$group");
        }
        shaped = true;
    }

    private void match(Node.Member stage) {
        requireAllRows(stage);
        if (shaped) {
            throw outOfOrder(stage, "a stage that shapes documents");
        }
        Optional<Expression> condition = filters.read(stage.value());
        if (output.isPresent()) {
            condition.map(having -> substituted(having, stage)).ifPresent(having::add);
        } else {
            condition.ifPresent(where::add);
        }
    }

    private Expression substituted(Expression expression, Node.Member stage) {
        return output.map(group -> group.substitute(
                        expression,
                        path -> text.syntax(
                                "$group gives no field \"" + path + "\"",
                                stage,
                                "it gives " + String.join(", ", group.names()))))
                .orElse(expression);
    }

    private void group(Node.Member stage) {
        requireAllRows(stage);
        if (shaped || output.isPresent() || !orderBy.isEmpty()) {
            throw outOfOrder(stage, orderBy.isEmpty() ? "another $group or shape" : "$sort");
        }
        Node.Members group = values.object(stage.value(), "$group");
        Map<String, Expression> fields = new LinkedHashMap<>();
        Node.Member id = group.find(Document.ID)
                .orElseThrow(() -> text.syntax(
                        "$group wants an \"_id\", the key to group by",
                        stage,
                        "add \"_id\": \"$field\" or \"_id\": null"));
        Expression key = operators.read(id.value());
        groupBy = keys(key);
        fields.put(Document.ID, key);
        for (Node.Member member : group.list()) {
            if (!member.name().equals(Document.ID)) {
                fields.put(member.name(), accumulator(member));
            }
        }
        output = Optional.of(new GroupOutput(fields));
        items = fields.entrySet().stream()
                .<SelectItem>map(field -> ColumnNames.named(field.getValue(), field.getKey()))
                .toList();
    }

    private static List<Expression> keys(Expression key) {
        return switch (key) {
            case Expression.Literal _ -> List.of();
            case Expression.ObjectLiteral(List<Map.Entry<String, Expression>> parts) ->
                parts.stream().map(Map.Entry::getValue).toList();
            default -> List.of(key);
        };
    }

    private Expression accumulator(Node.Member member) {
        Node.Members accumulator = values.object(member.value(), "an accumulator");
        if (accumulator.list().size() != 1) {
            throw text.syntax("an accumulator has one operator", accumulator, "write {\"$sum\": \"$price\"}");
        }
        Node.Member only = accumulator.list().getFirst();
        return switch (only.name()) {
            case "$sum" -> isOne(only.value()) ? counting() : aggregate(AggregateFunction.SUM, only.value());
            case "$avg" -> aggregate(AggregateFunction.AVG, only.value());
            case "$min" -> aggregate(AggregateFunction.MIN, only.value());
            case "$max" -> aggregate(AggregateFunction.MAX, only.value());
            case "$count" ->
                only.value() instanceof Node.Members none && none.list().isEmpty()
                        ? counting()
                        : aggregate(AggregateFunction.COUNT, only.value());
            case "$push", "$addToSet", "$first", "$last", "$stdDevPop", "$stdDevSamp", "$median", "$percentile" ->
                throw text.notBuilt("the accumulator " + only.name(), only, null);
            default ->
                throw text.syntax(
                        "unknown accumulator " + only.name(),
                        only,
                        Optional.ofNullable(Suggestions.didYouMean(
                                        only.name(), List.of("$sum", "$avg", "$min", "$max", "$count")))
                                .orElse("accumulators are $sum, $avg, $min, $max, $count"));
        };
    }

    private static boolean isOne(Node node) {
        return node instanceof Node.Scalar(Value.Int64(long number), int _, int _) && number == 1;
    }

    private static Expression counting() {
        return new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());
    }

    /** {@code {"$distinct": x}} within an accumulator is LumaDB's own: each value once. */
    private Expression aggregate(AggregateFunction function, Node operand) {
        if (operand instanceof Node.Members members && members.list().size() == 1) {
            Node.Member only = members.list().getFirst();
            if (only.name().equals("$distinct")) {
                return new Expression.Aggregate(
                        function, Optional.of(operators.read(only.value())), true, Optional.empty());
            }
        }
        return new Expression.Aggregate(function, Optional.of(operators.read(operand)), false, Optional.empty());
    }

    private void sort(Node.Member stage) {
        requireAllRows(stage);
        if (!orderBy.isEmpty()) {
            throw outOfOrder(stage, "another $sort");
        }
        orderBy.addAll(new SortReader(reading).read(stage.value()));
    }

    private void limit(Node.Member stage) {
        if (limit.isPresent()) {
            throw outOfOrder(stage, "another $limit");
        }
        limit = Optional.of(values.count(stage.value(), "$limit"));
    }

    private void skip(Node.Member stage) {
        requireAllRows(stage);
        offset = Optional.of(values.count(stage.value(), "$skip"));
    }

    private void project(Node.Member stage) {
        if (output.isEmpty()) {
            requireFirstShape(stage);
            items = new ProjectionReader(reading).read(stage.value());
            return;
        }
        if (shaped) {
            throw outOfOrder(stage, "another stage that shapes documents");
        }
        shaped = true;
        items = groupItems(stage);
        // A $sort before this stage sorts by the group's fields, one behind it by the result's.
        orderBy.replaceAll(
                key -> new SortKey(substituted(key.expression(), stage), key.descending(), key.nullsFirst()));
    }

    private List<SelectItem> groupItems(Node.Member stage) {
        List<SelectItem> shape = new ArrayList<>();
        for (SelectItem item : new ProjectionReader(reading).read(stage.value())) {
            switch (item) {
                case SelectItem.Computed computed ->
                    shape.add(ColumnNames.named(substituted(computed.expression(), stage), ColumnNames.of(computed)));
                case SelectItem.AllFields(List<FieldPath> except) ->
                    items.stream()
                            .filter(kept -> kept instanceof SelectItem.Computed computed
                                    && !except.contains(FieldPath.of(ColumnNames.of(computed))))
                            .forEach(shape::add);
                case SelectItem.SourceFields _, SelectItem.Placed _, SelectItem.Root _ ->
                    throw text.notBuilt("such a shape behind $group", stage, null);
                case SelectItem.Kept(FieldPath path) ->
                    throw text.notBuilt(
                            "keeping \"" + path + "\" behind $group", stage, "name it: {\"x\": \"$" + path + "\"}");
            }
        }
        return shape;
    }

    private void unset(Node.Member stage) {
        requireFirstShape(stage);
        List<FieldPath> except = new ArrayList<>();
        if (stage.value() instanceof Node.Items(List<Node> paths, int _, int _)) {
            paths.forEach(path -> except.add(values.path(path, "a path")));
        } else {
            except.add(values.path(stage.value(), "a path"));
        }
        items = List.of(new SelectItem.AllFields(except));
    }

    private void count(Node.Member stage) {
        requireAllRows(stage);
        if (output.isPresent()) {
            throw outOfOrder(stage, "$group");
        }
        String name = values.string(stage.value(), "the name of the count");
        shaped = true;
        orderBy.clear();
        items = List.of(ColumnNames.named(counting(), name));
    }

    private void sortByCount(Node.Member stage) {
        requireAllRows(stage);
        requireFirstShape(stage);
        Expression key = operators.read(stage.value());
        groupBy = keys(key);
        items = List.of(ColumnNames.named(key, Document.ID), ColumnNames.named(counting(), "count"));
        orderBy.add(new SortKey(Expressions.field("count"), true, Optional.empty()));
    }
}
