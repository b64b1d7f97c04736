package io.lumadb.query.statement;

import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Rebuilds statements with their expressions or their matching rules replaced. */
public final class StatementMapping {

    private StatementMapping() {}

    /** Replaces every expression that stands directly in the statement, in written order. */
    public static Statement expressions(Statement statement, UnaryOperator<Expression> map) {
        return switch (statement) {
            case Statement.Select select ->
                new Statement.Select(
                        select.rules(),
                        select.distinct(),
                        select.items().stream().map(item -> item(item, map)).toList(),
                        select.from(),
                        select.where().map(map),
                        select.groupBy().stream().map(map).toList(),
                        select.having().map(map),
                        keys(select.orderBy(), map),
                        select.limit().map(map),
                        select.offset().map(map));
            case Statement.Insert insert ->
                new Statement.Insert(
                        insert.collection(),
                        insert.documents().stream().map(map).toList(),
                        insert.upsert(),
                        insert.ordered());
            case Statement.Update update ->
                new Statement.Update(
                        update.rules(),
                        update.collection(),
                        update.changes().stream()
                                .map(change -> change(change, map))
                                .toList(),
                        update.where().map(map),
                        update.upsert(),
                        keys(update.orderBy(), map),
                        update.limit().map(map));
            case Statement.Delete delete ->
                new Statement.Delete(
                        delete.rules(),
                        delete.collection(),
                        delete.where().map(map),
                        keys(delete.orderBy(), map),
                        delete.limit().map(map));
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, expressions(explained, map));
            case Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    private static SelectItem item(SelectItem item, UnaryOperator<Expression> map) {
        return switch (item) {
            case SelectItem.Computed(Expression expression, var alias) ->
                new SelectItem.Computed(map.apply(expression), alias);
            case SelectItem.AllFields _, SelectItem.Kept _ -> item;
        };
    }

    private static List<SortKey> keys(List<SortKey> keys, UnaryOperator<Expression> map) {
        List<SortKey> mapped = new ArrayList<>();
        for (SortKey key : keys) {
            mapped.add(new SortKey(map.apply(key.expression()), key.descending(), key.nullsFirst()));
        }
        return mapped;
    }

    private static Change change(Change change, UnaryOperator<Expression> map) {
        return switch (change) {
            case Change.SetField(var path, Expression value) -> new Change.SetField(path, map.apply(value));
            case Change.Increment(var path, Expression by) -> new Change.Increment(path, map.apply(by));
            case Change.UnsetField _ -> change;
        };
    }

    /** The same statement read by other rules. */
    public static Statement rules(Statement statement, MatchingRules rules) {
        return switch (statement) {
            case Statement.Select select ->
                new Statement.Select(
                        rules,
                        select.distinct(),
                        select.items(),
                        select.from(),
                        select.where(),
                        select.groupBy(),
                        select.having(),
                        select.orderBy(),
                        select.limit(),
                        select.offset());
            case Statement.Update update ->
                new Statement.Update(
                        rules,
                        update.collection(),
                        update.changes(),
                        update.where(),
                        update.upsert(),
                        update.orderBy(),
                        update.limit());
            case Statement.Delete delete ->
                new Statement.Delete(rules, delete.collection(), delete.where(), delete.orderBy(), delete.limit());
            case Statement.Explain(boolean analyze, Statement explained) ->
                new Statement.Explain(analyze, rules(explained, rules));
            case Statement.Insert _,
                    Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> statement;
        };
    }

    /** Shows every expression and every part of one. */
    public static void visit(Statement statement, Consumer<Expression> visitor) {
        expressions(statement, expression -> {
            ExpressionMapping.visit(expression, visitor);
            return expression;
        });
    }
}
