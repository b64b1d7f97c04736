package io.lumadb.query.language;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.JqlLanguage;
import io.lumadb.query.jql.vocabulary.Aggregates;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.MatchingRules;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.StatementMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement in the form that it has under the other matching rules. JQL marks conditions that are computed on whole
 * values, and values that are LQL's own ({@link ValueForms}), and makes some changes in a pipeline of stages.
 */
public final class MatchingForms {

    private static final ValueForms VALUES = new ValueForms(List.of());

    private MatchingForms() {}

    /** The statement under document rules, as JQL reads what it prints for it. */
    public static Statement document(Statement statement) {
        return StatementMapping.rules(marked(statement), MatchingRules.DOCUMENT);
    }

    /** The statement under SQL's rules, as LQL reads what it prints for it. */
    public static Statement sql(Statement statement) {
        // What an insert gives back is computed by SQL's rules in every language, so that its operators are LQL's
        // already.
        boolean insert = statement instanceof Statement.Insert;
        Statement plain = StatementMapping.expressions(statement, insert ? ValueForms::unmarked : ValueForms::sql);
        return StatementMapping.rules(withoutStages(plain), MatchingRules.SQL);
    }

    private static Statement marked(Statement statement) {
        return switch (statement) {
            case Query query -> marked(query);
            case Statement.InsertQuery insert ->
                new Statement.InsertQuery(
                        insert.collection(),
                        insert.fields(),
                        marked(insert.query()),
                        insert.upsert(),
                        insert.returning());
            case Statement.Update update ->
                new Statement.Update(
                        update.rules(),
                        update.collection(),
                        update.changes().stream().map(VALUES::change).toList(),
                        update.where().map(where -> condition(where, List.of())),
                        update.upsert(),
                        update.orderBy(),
                        update.limit(),
                        update.arrayFilters(),
                        update.returning().map(MatchingForms::marked));
            case Statement.Delete delete ->
                new Statement.Delete(
                        delete.rules(),
                        delete.collection(),
                        delete.where().map(where -> condition(where, List.of())),
                        delete.orderBy(),
                        delete.limit(),
                        delete.returning().map(MatchingForms::marked));
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, marked(explained));
            case Statement.Insert insert ->
                new Statement.Insert(
                        insert.collection(),
                        insert.documents(),
                        insert.upsert(),
                        insert.ordered(),
                        insert.returning().map(MatchingForms::marked));
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    private static Statement.Returning marked(Statement.Returning returning) {
        return new Statement.Returning(VALUES.items(returning.items()), returning.image());
    }

    private static Query marked(Query query) {
        return StatementMapping.selects(query, select -> marked(PipelineForms.document(select)));
    }

    private static Statement.Select marked(Statement.Select select) {
        List<Expression> keys = select.groupBy().stream()
                .map(key -> groupKey(key, select.items()))
                .toList();
        ValueForms ofGroups = new ValueForms(keys);
        return new Statement.Select(
                select.rules(),
                select.distinct(),
                ofGroups.items(select.items()),
                select.from(),
                select.where().map(where -> condition(where, List.of())),
                keys.stream().map(VALUES::document).toList(),
                select.having().map(having -> condition(having, keys)),
                ofGroups.sortKeys(select.orderBy()),
                select.limit(),
                select.offset());
    }

    /** In a pipeline keys are computed from the documents: the name of a selected item stands for the item. */
    private static Expression groupKey(Expression key, List<SelectItem> items) {
        return items.stream()
                .filter(SelectItem.Computed.class::isInstance)
                .map(SelectItem.Computed.class::cast)
                .filter(item -> item.alias().isPresent()
                        && key.equals(Expressions.field(item.alias().get()))
                        && Aggregates.in(item.expression()).isEmpty())
                .map(SelectItem.Computed::expression)
                .findFirst()
                .orElse(key);
    }

    /**
     * What no operator under a field says is computed.
     *
     * @param keys what is a field besides fields: in conditions on groups, their keys as well as aggregates
     */
    private static Expression condition(Expression condition, List<Expression> keys) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) -> Expressions.and(conditions(operands, keys));
            case Expression.Or(List<Expression> operands) -> Expressions.or(conditions(operands, keys));
            case Expression.Literal(Value value) when value.isNull() || value instanceof Value.Bool -> condition;
            case Expression.Evaluated _ -> condition;
            case Expression.AnyElement(var array, Expression inner) ->
                new Expression.AnyElement(array, condition(inner, List.of()));
            case Expression.Not(Expression operand)
            when isTests(operand, keys) && !isComputed(operand, keys) -> new Expression.Not(condition(operand, keys));
            default ->
                isFieldTest(condition, keys)
                        ? new ValueForms(keys).within(condition)
                        : new ValueForms(keys).computed(condition);
        };
    }

    private static List<Expression> conditions(List<Expression> operands, List<Expression> keys) {
        return operands.stream().map(operand -> condition(operand, keys)).toList();
    }

    /** Whether operators under fields say it all: what is unknown to LQL is false to a filter, so that its negation holds. */
    private static boolean isTests(Expression condition, List<Expression> keys) {
        return switch (condition) {
            case Expression.And(List<Expression> operands) ->
                operands.stream().allMatch(operand -> isTests(operand, keys));
            case Expression.Or(List<Expression> operands) ->
                operands.stream().allMatch(operand -> isTests(operand, keys));
            case Expression.Not(Expression operand) -> isTests(operand, keys);
            case Expression.Literal(Value value) -> value instanceof Value.Bool;
            // They have an answer for every value.
            case Expression.AnyElement _, Expression.IsNull _, Expression.IsMissing _, Expression.Evaluated _ -> true;
            default -> isFieldTest(condition, keys);
        };
    }

    private static boolean isFieldTest(Expression condition, List<Expression> keys) {
        boolean negated = condition instanceof Expression.Not
                || condition instanceof Expression.Comparison(ComparisonOperator operator, var _, var _)
                        && operator == ComparisonOperator.NOT_EQUAL;
        return !hasOtherMeaning(condition)
                && !(negated && isComputed(condition, keys))
                && JqlLanguage.isFieldTest(ExpressionMapping.parts(
                        condition,
                        part -> part instanceof Expression.Aggregate || keys.contains(part)
                                ? Optional.of(Expressions.field("key"))
                                : Optional.empty()));
    }

    /** Whether a condition is about what is computed for groups, which may be NULL, rather than about fields alone. */
    private static boolean isComputed(Expression condition, List<Expression> keys) {
        return ExpressionMapping.any(
                condition,
                part -> part instanceof Expression.Aggregate
                        || keys.contains(part) && !(part instanceof Expression.Field));
    }

    /** Nothing is NULL or comes before it in LQL; {@code $mod} cuts fractions off first. */
    private static boolean hasOtherMeaning(Expression condition) {
        return switch (condition) {
            case Expression.Comparison(var _, Expression left, Expression right) ->
                isNull(left) || isNull(right) || left instanceof Expression.Arithmetic;
            case Expression.In(Expression _, List<Expression> candidates) ->
                candidates.stream().anyMatch(MatchingForms::isNull);
            case Expression.Between(Expression _, Expression low, Expression high) -> isNull(low) || isNull(high);
            case Expression.TextMatch(var _, Expression _, Expression pattern) -> isNull(pattern);
            case Expression.Not(Expression operand) -> hasOtherMeaning(operand);
            default -> false;
        };
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof Expression.Literal(Value value) && value.isNull();
    }

    private static Statement withoutStages(Statement statement) {
        if (statement instanceof Statement.Explain(boolean analyze, Statement explained)) {
            return new Statement.Explain(analyze, withoutStages(explained));
        }
        if (statement instanceof Query query) {
            return StatementMapping.selects(query, PipelineForms::sql);
        }
        if (!(statement instanceof Statement.Update update) || update.changes().size() != 1) {
            return statement;
        }
        return switch (update.changes().getFirst()) {
            case Change.Reshape(List<SelectItem> items) ->
                plain(items)
                        .<Statement>map(changes -> new Statement.Update(
                                update.rules(),
                                update.collection(),
                                changes,
                                update.where(),
                                update.upsert(),
                                update.orderBy(),
                                update.limit(),
                                update.arrayFilters(),
                                update.returning()))
                        .orElse(statement);
            case Change.Replace(Expression document) ->
                upsert(update, document).<Statement>map(insert -> insert).orElse(statement);
            default -> statement;
        };
    }

    /** A stage that sets or unsets fields of the document itself is what SET and UNSET do. */
    private static Optional<List<Change>> plain(List<SelectItem> items) {
        if (!(items.getFirst() instanceof SelectItem.AllFields(var except))) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        except.forEach(path -> changes.add(new Change.UnsetField(path)));
        for (SelectItem item : items.subList(1, items.size())) {
            if (!(item instanceof SelectItem.Computed computed)) {
                return Optional.empty();
            }
            changes.add(new Change.SetField(FieldPath.of(ColumnNames.of(computed)), computed.expression()));
        }
        boolean both = !except.isEmpty() && items.size() > 1;
        return both || changes.isEmpty() ? Optional.empty() : Optional.of(changes);
    }

    /** Replacing the document of a key, or inserting it, is what UPSERT does. */
    private static Optional<Statement.Insert> upsert(Statement.Update update, Expression document) {
        boolean byKey = update.upsert()
                && update.where().isPresent()
                && update.where().get()
                        instanceof Expression.Comparison(ComparisonOperator operator, Expression left, Expression _)
                && operator == ComparisonOperator.EQUAL
                && left.equals(Expressions.field(Document.ID));
        if (!byKey) {
            return Optional.empty();
        }
        Expression key = ((Expression.Comparison) update.where().get()).right();
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        fields.add(Map.entry(Document.ID, key));
        for (Map.Entry<String, Expression> field : fieldsOf(document)) {
            if (!field.getKey().equals(Document.ID)) {
                fields.add(field);
            } else if (!field.getValue().equals(key)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Statement.Insert(
                update.collection(), List.of(Expressions.object(fields)), true, true, update.returning()));
    }

    private static List<Map.Entry<String, Expression>> fieldsOf(Expression document) {
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        if (document instanceof Expression.Literal(Value.Obj(Map<String, Value> values))) {
            values.forEach((name, value) -> fields.add(Map.entry(name, new Expression.Literal(value))));
        } else if (document instanceof Expression.ObjectLiteral(List<Map.Entry<String, Expression>> parts)) {
            fields.addAll(parts);
        }
        return fields;
    }
}
