package io.lumadb.query.jql.printer;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.Aggregates;
import io.lumadb.query.jql.vocabulary.GroupKeys;
import io.lumadb.query.jql.vocabulary.PipelineSources;
import io.lumadb.query.language.ColumnNames;
import io.lumadb.query.language.Language;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a grouped read as a pipeline: $match, $group, $match on groups, $sort, $project, and the range of rows. */
final class GroupPrinter {

    private static final Pattern SIMPLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private static final Expression COUNT =
            new Expression.Aggregate(AggregateFunction.COUNT, Optional.empty(), false, Optional.empty());

    private final Statement.Select select;
    private AccumulatorPrinter accumulators = new AccumulatorPrinter(List.of());
    /** The group's fields: what each expression is called behind {@code $group}. */
    private final Map<Expression, FieldPath> names = new LinkedHashMap<>();

    GroupPrinter(Statement.Select select) {
        this.select = select;
    }

    /** Whether a query gives groups. */
    static boolean isGrouped(Statement.Select select) {
        return !select.groupBy().isEmpty()
                || select.having().isPresent()
                || select.items().stream().anyMatch(GroupPrinter::isAggregated);
    }

    private static boolean isAggregated(SelectItem item) {
        return item instanceof SelectItem.Computed(Expression expression, var _)
                && !Aggregates.in(expression).isEmpty();
    }

    List<Value> stages() {
        if (select.distinct()) {
            throw QueryError.untranslatable(Language.JQL, "DISTINCT over groups", "a group comes only once as it is");
        }
        List<Value> stages = new ArrayList<>();
        select.where().ifPresent(where -> stages.add(Fields.object("$match", FilterPrinter.print(where))));
        Optional<String> counted = counted();
        if (counted.isPresent()) {
            stages.add(Fields.object("$count", Value.of(counted.get())));
            return stages;
        }
        Value group = group();
        accumulators.order().ifPresent(order -> stages.add(Fields.object("$sort", order)));
        stages.add(Fields.object("$group", group));
        select.having().ifPresent(having -> stages.add(Fields.object("$match", FilterPrinter.print(renamed(having)))));
        boolean byResult = select.orderBy().stream().allMatch(this::isResultField);
        boolean bySample = Pipeline.isSample(select);
        if (!select.orderBy().isEmpty() && !byResult && !bySample) {
            List<SortKey> keys = select.orderBy().stream()
                    .map(key -> new SortKey(renamed(sorted(key.expression())), key.descending(), key.nullsFirst()))
                    .toList();
            stages.add(Fields.object("$sort", CommandPrinter.sort(keys)));
        }
        if (!isNative() || !byResult && !bySample) {
            stages.add(Fields.object("$project", project()));
        }
        if (!select.orderBy().isEmpty() && byResult) {
            stages.add(Fields.object("$sort", CommandPrinter.sort(select.orderBy())));
        }
        stages.addAll(Pipeline.range(select));
        return stages;
    }

    /** The name of the number of documents, where that is all there is to say. */
    private Optional<String> counted() {
        boolean all = select.groupBy().equals(List.of(new Expression.Literal(Value.NULL)))
                && select.having().isEmpty()
                && select.orderBy().isEmpty()
                && select.limit().isEmpty()
                && select.offset().isEmpty()
                && select.items().size() == 1;
        return all
                        && select.items().getFirst() instanceof SelectItem.Computed computed
                        && computed.expression().equals(COUNT)
                        && SIMPLE.matcher(ColumnNames.of(computed)).matches()
                ? Optional.of(ColumnNames.of(computed))
                : Optional.empty();
    }

    private Value group() {
        Map<String, Value> group = new LinkedHashMap<>();
        group.put(Document.ID, key());
        List<Expression.Aggregate> aggregates = new ArrayList<>();
        Map<Expression.Aggregate, String> wanted = new LinkedHashMap<>();
        for (SelectItem item : select.items()) {
            if (item instanceof SelectItem.Computed computed) {
                if (computed.expression() instanceof Expression.Aggregate aggregate) {
                    wanted.putIfAbsent(aggregate, ColumnNames.of(computed));
                }
                collect(computed.expression(), aggregates);
            } else {
                throw QueryError.untranslatable(
                        Language.JQL, "whole documents beside groups", "$group gives keys and aggregates only");
            }
        }
        select.having().ifPresent(having -> collect(having, aggregates));
        select.orderBy().forEach(key -> collect(key.expression(), aggregates));
        accumulators = new AccumulatorPrinter(aggregates);
        for (Expression.Aggregate aggregate : aggregates) {
            String name = wanted.getOrDefault(aggregate, "");
            if (!SIMPLE.matcher(name).matches() || group.containsKey(name)) {
                name = "a" + group.size();
            }
            group.put(name, accumulators.print(aggregate));
            names.put(aggregate, FieldPath.of(name));
        }
        return new Value.Obj(group);
    }

    private static void collect(Expression expression, List<Expression.Aggregate> aggregates) {
        for (Expression.Aggregate aggregate : Aggregates.in(expression)) {
            if (!aggregates.contains(aggregate)) {
                aggregates.add(aggregate);
            }
        }
    }

    private Value key() {
        List<Expression> keys = select.groupBy();
        if (keys.isEmpty()) {
            return Fields.object(PipelineSources.ALWAYS, Value.TRUE);
        }
        // An object may say that its fields are the keys: one that would is a field of another.
        boolean alone = !(keys.getFirst() instanceof Expression.ObjectLiteral object) || GroupKeys.isOne(object);
        if (keys.size() == 1 && alone) {
            names.put(keys.getFirst(), FieldPath.of(Document.ID));
            return OperatorPrinter.print(keys.getFirst());
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        for (Expression key : keys) {
            String name = key instanceof Expression.Field(FieldPath path)
                            && path.segments().getLast() instanceof FieldPath.Field(String last)
                            && SIMPLE.matcher(last).matches()
                            && !parts.containsKey(last)
                    ? last
                    : "k" + parts.size();
            parts.put(name, OperatorPrinter.print(GroupKeys.separate(key)));
            names.put(key, FieldPath.of(Document.ID, name));
        }
        return new Value.Obj(parts);
    }

    /** Replaces keys and aggregates by the names they have behind {@code $group}. */
    private Expression renamed(Expression expression) {
        return ExpressionMapping.parts(
                expression, part -> Optional.ofNullable(names.get(part)).map(Expression.Field::new));
    }

    /** A sort by a result field's name means what the field holds. */
    private Expression sorted(Expression expression) {
        if (names.containsKey(expression)) {
            return expression;
        }
        return select.items().stream()
                .filter(SelectItem.Computed.class::isInstance)
                .map(SelectItem.Computed.class::cast)
                .filter(item -> expression.equals(Expressions.field(ColumnNames.of(item))))
                .map(SelectItem.Computed::expression)
                .findFirst()
                .orElse(expression);
    }

    private boolean isResultField(SortKey key) {
        return select.items().stream()
                .anyMatch(item -> item instanceof SelectItem.Computed computed
                        && key.expression().equals(Expressions.field(ColumnNames.of(computed))));
    }

    /** Whether {@code $group} alone gives the result: the key as _id first, then aggregates under their names. */
    private boolean isNative() {
        List<FieldPath> given = new ArrayList<>();
        for (SelectItem item : select.items()) {
            if (item instanceof SelectItem.Computed computed) {
                FieldPath name = names.get(computed.expression());
                FieldPath wanted = FieldPath.of(ColumnNames.of(computed));
                if (!wanted.equals(name)) {
                    return false;
                }
                given.add(wanted);
            }
        }
        List<FieldPath> group = names.values().stream().distinct().toList();
        return given.equals(group) && given.getFirst().equals(FieldPath.of(Document.ID));
    }

    private Value project() {
        Map<String, Value> project = new LinkedHashMap<>();
        boolean id = select.items().stream()
                .anyMatch(item -> item instanceof SelectItem.Computed computed
                        && ColumnNames.of(computed).equals(Document.ID));
        if (!id) {
            project.put(Document.ID, Value.of(0L));
        }
        for (SelectItem item : select.items()) {
            if (item instanceof SelectItem.Computed computed) {
                Expression value = renamed(computed.expression());
                String name = ColumnNames.of(computed);
                boolean kept = value.equals(Expressions.field(name)) && !name.equals(Document.ID);
                Fields.put(project, name, kept ? Value.of(1L) : ProjectionPrinter.computed(value));
            }
        }
        return new Value.Obj(project);
    }
}
